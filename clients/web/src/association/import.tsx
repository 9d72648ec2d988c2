import { useState } from 'preact/hooks';
import { change, Refused } from '../api';
import { useWork } from '../ask';
import { slotsOf, type Square, WEEK } from '../benevole/week';
import { download } from '../download';
import type { ConsentChannel, HelpCategory, ImportFate, ImportFileMutation, ImportKind, MeetingMode, PeopleColumn } from '../generated/types';
import * as m from '../texts/messages';
import { dayOf } from '../time';
import { Checks, Field, Radios, Select } from '../ui/fields';
import { Page } from '../ui/page';
import { say, Wrong } from '../ui/says';
import { mode, topics } from '../words';
import { ways } from './agreed';
import { csv } from './csv';
import type { DeskProps } from './door';
import { ImportFile } from './people.ops';

type Report = NonNullable<ImportFileMutation['importPeople']['report']>;

/** As the API bounds it: base64 of it fits in its largest body. */
const MOST_BYTES = 180_000;
const FATES: Record<ImportFate, () => string> = { CREATED: m.fate_created, ALREADY_THERE: m.fate_there, REFUSED: m.fate_refused };
const WOULD: Record<ImportFate, () => string> = { ...FATES, CREATED: m.fate_would };
const COLUMNS: Record<PeopleColumn, () => string> = {
  FIRST_NAME: m.fact_first_name, MOBILE: m.fact_phone, PHONE: m.fact_phone, LANDLINE: m.fact_phone, ADDRESS: m.fact_address, POSTCODE: m.fact_address, COMMUNE: m.fact_address,
  LANGUAGE: m.import_language, AGREEMENT: m.import_agreement, KILOMETRES: m.offer_reach, MINUTES: m.offer_minutes,
};
const MODES = (['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'] as MeetingMode[]).map(x => [x, mode(x)] as const);
const WHEN = () => [['am', m.import_week_am()], ['pm', m.import_week_pm()], ['eve', m.import_week_eve()], ['weekend', m.import_weekend()]] as const;
type When = ReturnType<typeof WHEN>[number][0];
const squares = (when: readonly When[]): Square[] => [
  ...WEEK.slice(0, 5).flatMap(d => (['am', 'pm', 'eve'] as const).filter(p => when.includes(p)).map(p => `${d} ${p}` as Square)),
  ...(when.includes('weekend') ? WEEK.slice(5).flatMap(d => (['am', 'pm'] as const).map(p => `${d} ${p}` as Square)) : []),
];

const EXAMPLES: Record<ImportKind, string[][]> = {
  RESIDENTS: [['prénom', 'téléphone', 'adresse', 'code postal', 'commune', 'langue', 'accord'], ['Jeanne', '06 39 98 50 00', '12 rue de Saussure', '75017', 'Paris', 'fr', 'oui'], ['Paul', '01 99 00 12 34', '3 rue Legendre', '75017', 'Paris', 'fr', 'oui']],
  VOLUNTEERS: [['prénom', 'mobile', 'adresse', 'code postal', 'commune', 'langue', 'km', 'minutes', 'accord'], ['Amina', '06 39 98 51 01', '5 rue des Dames', '75017', 'Paris', 'ar', '2', '60', 'oui']],
};

const base64 = (file: File) => new Promise<string>((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
  reader.onerror = () => reject(new Refused('FILE', m.import_unreadable(), 'file'));
  reader.readAsDataURL(file);
});

/** A file of people whom the association knows already: first what would become of each line, then the same for good. */
export default function Import({ association }: DeskProps) {
  const today = dayOf(association.timeZone, new Date());
  const [v, setV] = useState({
    kind: 'RESIDENTS' as ImportKind, source: '', agreed: 'PAPER' as ConsentChannel, agreedOn: today, metres: '2000', modes: ['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'] as MeetingMode[],
    categories: ['DEVICE_BASICS'] as HelpCategory[], when: ['am', 'pm'] as When[], charter: false,
  });
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const work = useWork();
  // Another file, or another answer, and what was tried is no longer what would be done.
  const set = (part: Partial<typeof v>) => { setV({ ...v, ...part }); setReport(null); };
  const volunteers = v.kind === 'VOLUNTEERS';
  const run = (dryRun: boolean) => work.run(async () => {
    if (!file) throw new Refused('FILE', m.import_no_file(), 'file');
    if (file.size > MOST_BYTES) throw new Refused('FILE', m.import_too_big({ kb: MOST_BYTES / 1000 }), 'file');
    const input = {
      kind: v.kind, file: await base64(file), dryRun, source: v.source, agreed: v.agreed, agreedOn: v.agreedOn,
      offer: volunteers ? { maxDistanceMetres: +v.metres, categories: v.categories, availability: slotsOf(squares(v.when)), modes: v.modes, minutesPerMonth: null } : null, askCharter: volunteers && v.charter,
    };
    const done = (await change(ImportFile, { input })).importPeople.report!;
    setReport(done);
    say(dryRun ? m.import_tried() : m.import_done({ count: done.created }));
  });
  const ids: Record<string, string> = { file: 'file', source: 'source', agreedOn: 'agreedOn', 'offer.categories': 'categories', 'offer.modes': 'modes', 'offer.availability': 'when' };
  const at = (field: string) => (work.error?.field === field ? work.error.message : null);
  return (
    <Page title={m.people_import()} back="/association/personnes" wide>
      <p>{m.import_text()}</p>
      <form onSubmit={event => { event.preventDefault(); void run(true); }}>
        <Wrong error={work.error} field={path => ids[path] ?? null} />
        <Radios name="kind" legend={m.import_who()} options={[['RESIDENTS', m.import_residents()], ['VOLUNTEERS', m.import_volunteers()]] as const} value={v.kind} on={kind => set({ kind })} />
        <p><button type="button" class="link" onClick={() => download(`exemple-${volunteers ? 'benevoles' : 'personnes'}.csv`, 'text/csv', csv(EXAMPLES[v.kind]))}>{m.import_example()}</button></p>
        <p class="hint">{volunteers ? m.import_columns_volunteers() : m.import_columns()}</p>
        <div class={at('file') ? 'field bad' : 'field'}>
          <label for="file">{m.import_file()}</label>
          <p class="hint" id="file-hint">{m.import_file_hint({ kb: MOST_BYTES / 1000 })}</p>
          {at('file') && <p class="error" id="file-error">{at('file')}</p>}
          <input type="file" id="file" accept=".csv,.txt,.xlsx,text/csv" aria-describedby={at('file') ? 'file-hint file-error' : 'file-hint'} onChange={event => { setFile(event.currentTarget.files?.[0] ?? null); setReport(null); }} />
        </div>
        <Field id="source" label={m.import_source()} hint={m.import_source_hint()} error={at('source')} value={v.source} on={source => set({ source })} maxLength={200} autocomplete="off" required />
        <div class="columns">
          <Select id="agreed" label={m.import_agreed()} value={v.agreed} on={x => set({ agreed: x as ConsentChannel })} options={ways} />
          <Field id="agreedOn" label={m.import_agreed_on()} error={at('agreedOn')} value={v.agreedOn} on={agreedOn => set({ agreedOn })} type="date" max={today} required />
        </div>
        {volunteers && (
          <>
            <p class="note">{m.import_offer_text()}</p>
            <Select id="metres" label={m.offer_reach()} value={v.metres} on={metres => set({ metres })} options={[['500', m.reach_500()], ['1000', m.reach_1000()], ['2000', m.reach_2000()], ['5000', m.reach_5000()], ['10000', m.reach_10000()]]} />
            <div class="columns">
              <Checks name="categories" legend={m.offer_categories()} error={at('offer.categories')} options={topics.slice(0, 9)} value={v.categories} on={categories => set({ categories })} />
              <div>
                <Checks name="modes" legend={m.offer_modes()} error={at('offer.modes')} options={MODES} value={v.modes} on={modes => set({ modes })} />
                <Checks name="when" legend={m.offer_when()} error={at('offer.availability')} options={WHEN()} value={v.when} on={when => set({ when })} />
              </div>
            </div>
            <label class="choice"><input type="checkbox" checked={v.charter} onChange={event => set({ charter: event.currentTarget.checked })} /> <span>{m.import_charter()}</span></label>
          </>
        )}
        <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.import_try()}</button>
      </form>
      {report && <Told report={report} work={work.busy} write={() => void run(false)} />}
    </Page>
  );
}

function Told({ report: r, work, write }: { report: Report; work: boolean; write: () => void }) {
  const [all, setAll] = useState(false);
  const words = r.dryRun ? WOULD : FATES;
  // What wants a hand first, and no more lines than one reads.
  const lines = [...r.lines].sort((a, b) => Number(b.fate === 'REFUSED') - Number(a.fate === 'REFUSED') || a.line - b.line);
  const shown = all ? lines.slice(0, 80) : lines.slice(0, 20);
  return (
    <section>
      <h2>{r.dryRun ? m.import_would() : m.import_result()}</h2>
      <p class={r.dryRun ? 'note' : 'good'} role="status">{(['CREATED', 'ALREADY_THERE', 'REFUSED'] as ImportFate[]).map(f => `${words[f]()} : ${{ CREATED: r.created, ALREADY_THERE: r.alreadyThere, REFUSED: r.refused }[f]}`).join(' · ')}</p>
      {r.columnsNotKept.length > 0 && <p>{m.import_not_kept({ columns: r.columnsNotKept.join(', ') })}</p>}
      <div class="scroll" tabIndex={0} role="region" aria-label={m.import_lines()}>
        <table>
          <thead><tr><th scope="col" class="num">{m.import_line()}</th><th scope="col">{m.fact_first_name()}</th><th scope="col">{m.import_fate()}</th></tr></thead>
          <tbody>
            {shown.map(l => (
              <tr key={l.line}>
                <th scope="row" class="num">{l.line}</th>
                <td>{l.residentId ? <a href={`/association/personnes/${l.residentId}`}>{l.firstName}</a> : l.volunteerId ? <a href={`/association/benevoles/${l.volunteerId}`}>{l.firstName}</a> : l.firstName || '—'}</td>
                <td><strong>{words[l.fate]()}</strong>{(l.message ?? l.sameAsLine) && <br />}{l.column && `${COLUMNS[l.column]()} : `}{l.message}{l.suggestions.length > 0 && ` ${m.import_perhaps({ text: l.suggestions.slice(0, 3).join(' ; ') })}`}{l.sameAsLine && m.import_same({ line: l.sameAsLine })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="row">
        {lines.length > shown.length && !all && <button type="button" class="second" onClick={() => setAll(true)}>{m.more()}</button>}
        <button type="button" class="second" onClick={() => download('import.csv', 'text/csv', csv([[m.import_line(), m.fact_first_name(), m.import_fate(), m.import_why()], ...r.lines.map(l => [String(l.line), l.firstName, words[l.fate](), l.message ?? (l.sameAsLine ? m.import_same({ line: l.sameAsLine }) : '')])]))}>{m.import_lines_csv()}</button>
        {r.dryRun && r.created > 0 && <button type="button" disabled={work} onClick={write}>{work ? m.busy() : m.import_write({ count: r.created })}</button>}
      </p>
    </section>
  );
}
