import { useState } from 'preact/hooks';
import { ask, change, Refused } from '../api';
import { useAsk, useWork } from '../ask';
import type { DeskRulesQuery, Durations, EquityRuleInput, ReplayPointsQuery, ReplayQuery, WhatCounts } from '../generated/types';
import { getLocale } from '../texts/language';
import * as m from '../texts/messages';
import { dayOf } from '../time';
import { Field, Select, TextArea } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { date } from '../words';
import type { DeskProps } from './door';
import { Replayed, ReplayedPoints } from './replayed';
import { Adopt, DeskRules, Replay, ReplayPoints } from './votes.ops';

type Rules = DeskRulesQuery['associations']['nodes'][number]['rules'];
type Equity = Rules['equity'];
type Weight = keyof Rules['weights'];

const WEIGHTS: Record<Weight, () => string> = { distance: m.weight_distance, rest: m.weight_rest, minutes: m.weight_minutes, slots: m.weight_slots, spare: m.weight_spare, language: m.weight_language, rotation: m.weight_rotation };
const KEYS = Object.keys(WEIGHTS) as Weight[];
const CLASSES = () => [m.class_0(), m.class_1(), m.class_2(), m.class_3()];
const DURATIONS = (): [Durations, string][] => [['FLEXIBLE', m.durations_flexible()], ['VOLUNTEERS_CHOOSE', m.durations_choose()]];
const COUNTS = (): [WhatCounts, string][] => [['MINUTES', m.counts_minutes()], ['REQUESTS', m.counts_requests()]];

export default function RulesPage({ association }: DeskProps) {
  const rules = useAsk(DeskRules, {});
  return (
    <Page title={m.rules_title()} back="/association/reglages" wide>
      <p>{m.rules_text()} <a href={`/regles?langue=${getLocale()}`}>{m.link_rules()}</a></p>
      <Loaded of={rules}>
        {({ associations: { nodes } }) => {
          const own = nodes.find(a => a.id === association.id)?.rules;
          return own ? <Vote key={own.version} rules={own} zone={association.timeZone} reload={rules.reload} /> : null;
        }}
      </Loaded>
    </Page>
  );
}

/** Who goes first, in a sentence. */
const order = (e: Pick<Equity, 'strictlyByNeed' | 'headStartDays'>) => (e.strictlyByNeed ? m.equity_strict() : e.headStartDays?.some(d => d > 0) ? m.equity_days({ days: e.headStartDays.join(', ') }) : m.equity_waiting());

const startOf = (r: Rules) => ({
  weights: Object.fromEntries(KEYS.map(k => [k, String(r.weights[k])])) as Record<Weight, string>,
  strict: r.equity.strictlyByNeed ? 'yes' : 'no', days: (r.equity.headStartDays ?? [0, 7, 14, 28]).map(String), counts: r.equity.counts, interleave: String(r.equity.interleave ?? ''),
  zoneDays: String(r.equity.whiteZoneDays ?? ''), zoneHelpers: String(r.equity.fewerHelpersThan ?? ''), cap: String(r.equity.travelCapMetres ?? ''), durations: r.durations,
});
type Draft = ReturnType<typeof startOf>;
const number = (text: string) => (text.trim() ? +text : null);
const equityOf = (v: Draft): EquityRuleInput => ({
  headStartDays: v.strict === 'yes' ? null : v.days.map(Number), strictlyByNeed: v.strict === 'yes', counts: v.counts, interleave: number(v.interleave), whiteZoneDays: number(v.zoneDays), fewerHelpersThan: number(v.zoneHelpers),
  travelCapMetres: number(v.cap),
});
const FIELDS: Record<string, string> = { votedBy: 'votedBy', votedOn: 'votedOn', motive: 'motive', acceptWarnings: 'acceptWarnings' };
const place = (path: string) => FIELDS[path] ?? (path.startsWith('weights.') ? path.slice(8) : path.includes('headStartDays') ? 'days-1' : path.includes('whiteZone') ? 'zoneDays' : null);

/** What decides now, what could, what that would have changed, and the vote: in that order. */
function Vote({ rules: r, zone, reload }: { rules: Rules; zone: string; reload: () => Promise<void> }) {
  const [v, setV] = useState(() => startOf(r));
  const [tried, setTried] = useState<{ key: string; replay: ReplayQuery['replayRules']; points: ReplayPointsQuery['replayWeights'] } | null>(null);
  const work = useWork();
  const today = dayOf(zone, new Date());
  const set = (part: Partial<Draft>) => setV({ ...v, ...part });
  const weights = Object.fromEntries(KEYS.map(k => [k, +v.weights[k]])) as Record<Weight, number>;
  const key = JSON.stringify([weights, equityOf(v)]);
  const compare = () => work.run(async () => {
    const monthsAgo = new Date(`${today}T12:00:00Z`);
    monthsAgo.setUTCMonth(monthsAgo.getUTCMonth() - 3);
    const [{ replayRules }, { replayWeights }] = await Promise.all([ask(Replay, { month: null, proposed: [equityOf(v)] }), ask(ReplayPoints, { input: { associationId: null, from: monthsAgo.toISOString().slice(0, 10), to: today, weights } })]);
    setTried({ key, replay: replayRules, points: replayWeights });
    say(m.rules_compared());
  });
  const at = (id: string) => (work.error?.field && place(work.error.field) === id ? work.error.message : null);
  return (
    <>
      <p class="note">{m.rules_now({ version: r.version })} {order(r.equity)} {r.votedBy && r.votedOn && m.rules_voted({ by: r.votedBy, day: date(`${r.votedOn}T12:00:00Z`, zone) })}</p>
      <Wrong error={work.error} field={place} />
      <form onSubmit={event => { event.preventDefault(); void compare(); }}>
        <div class="columns">
          <section>
            <h2>{m.rules_order()}</h2>
            <p>{m.rules_order_text()}</p>
            <Select id="strict" label={m.rules_priority()} value={v.strict} on={strict => set({ strict })} options={[['no', m.rules_priority_days()], ['yes', m.rules_priority_strict()]]} />
            {v.strict === 'no' && CLASSES().map((label, i) => <Field key={label} id={`days-${i}`} label={label} error={at(`days-${i}`)} value={v.days[i]!} on={text => set({ days: v.days.map((d, j) => (i === j ? text : d)) })} type="number" min="0" max={i === 0 ? '0' : '180'} required />)}
            <Select id="counts" label={m.rules_counts()} value={v.counts} on={counts => set({ counts: counts as WhatCounts })} options={COUNTS()} />
            <details>
              <summary>{m.rules_more()}</summary>
              <Field id="interleave" label={m.rules_interleave()} hint={m.rules_empty()} value={v.interleave} on={interleave => set({ interleave })} type="number" min="1" max="9" />
              <Field id="zoneDays" label={m.rules_zone_days()} hint={m.rules_empty()} error={at('zoneDays')} value={v.zoneDays} on={zoneDays => set({ zoneDays })} type="number" min="1" max="180" />
              <Field id="zoneHelpers" label={m.rules_zone_helpers()} hint={m.rules_empty()} value={v.zoneHelpers} on={zoneHelpers => set({ zoneHelpers })} type="number" min="1" max="20" />
              <Field id="cap" label={m.rules_cap()} hint={m.rules_empty()} value={v.cap} on={cap => set({ cap })} type="number" min="500" max="100000" />
              <Select id="durations" label={m.rules_durations()} hint={m.rules_durations_hint()} value={v.durations} on={durations => set({ durations: durations as Durations })} options={DURATIONS()} />
            </details>
          </section>
          <section>
            <h2>{m.rules_points()}</h2>
            <p>{m.rules_points_text()}</p>
            {KEYS.map(k => <Field key={k} id={k} label={WEIGHTS[k]()} error={at(k)} value={v.weights[k]} on={text => set({ weights: { ...v.weights, [k]: text } })} type="number" min="0" max="100" required />)}
          </section>
        </div>
        <button type="submit" disabled={work.busy}>{work.busy ? m.rules_comparing() : m.rules_compare()}</button>
      </form>
      {tried && (
        <>
          {tried.key !== key && <p class="wrong">{m.rules_changed_since()}</p>}
          <Replayed month={tried.replay} order={order} />
          <ReplayedPoints points={tried.points} />
          {tried.key === key && <AdoptForm version={r.version} input={{ weights, equity: equityOf(v), durations: v.durations }} warnings={tried.replay.rules.find(x => x.names.includes('PROPOSED'))?.equity.warnings ?? []} today={today} reload={reload} />}
        </>
      )}
    </>
  );
}

/** Only what was compared a moment ago can be written down as voted. */
function AdoptForm({ version, input, warnings, today, reload }: { version: number; input: { weights: Record<Weight, number>; equity: EquityRuleInput; durations: Durations }; warnings: readonly string[]; today: string; reload: () => Promise<void> }) {
  const [v, setV] = useState({ votedBy: '', votedOn: today, motive: '', accept: false });
  const set = (part: Partial<typeof v>) => setV({ ...v, ...part });
  const work = useWork();
  const at = (id: string) => (work.error?.field === id ? work.error.message : null);
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => {
      if (warnings.length > 0 && !v.accept) throw new Refused('WARNINGS', m.adopt_read_missing(), 'acceptWarnings');
      await change(Adopt, { input: { ...input, votedBy: v.votedBy, votedOn: v.votedOn, motive: v.motive, acceptWarnings: v.accept } });
      await reload();
      say(m.adopted({ version: version + 1 }));
    }); }}>
      <h2>{m.adopt_title()}</h2>
      <p>{m.adopt_text()}</p>
      <Wrong error={work.error} field={place} />
      {warnings.length > 0 && <div class="wrong"><h3>{m.adopt_warnings()}</h3><ul>{warnings.map(w => <li key={w}>{w}</li>)}</ul><label class="choice"><input type="checkbox" id="acceptWarnings" checked={v.accept} onChange={event => set({ accept: event.currentTarget.checked })} /> <span>{m.adopt_read()}</span></label></div>}
      <Field id="votedBy" label={m.adopt_by()} hint={m.adopt_by_hint()} error={at('votedBy')} value={v.votedBy} on={votedBy => set({ votedBy })} maxLength={120} required />
      <Field id="votedOn" label={m.adopt_on()} error={at('votedOn')} value={v.votedOn} on={votedOn => set({ votedOn })} type="date" max={today} required />
      <TextArea id="motive" label={m.adopt_motive()} hint={m.adopt_motive_hint()} error={at('motive')} value={v.motive} on={motive => set({ motive })} maxLength={500} />
      <button type="submit" disabled={work.busy}>{m.adopt_do()}</button>
    </form>
  );
}
