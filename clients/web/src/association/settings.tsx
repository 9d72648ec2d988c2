import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { DeskSettingsQuery, VouchLevel, Weekday } from '../generated/types';
import { getLocale } from '../texts/language';
import * as m from '../texts/messages';
import { Field, Select } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { WEEK } from '../benevole/week';
import { weekday } from '../weekdays';
import type { DeskProps } from './door';
import { DeskSettings, SetHours, SetPolicy, SetVouching } from './rest.ops';
import { levels } from './volunteers';

type Own = DeskSettingsQuery['associations']['nodes'][number];
interface Props { own: Own; reload: () => Promise<void> }

export function SettingsPage({ association }: DeskProps) {
  const settings = useAsk(DeskSettings, {});
  return (
    <Page title={m.desk_settings()} wide>
      <ul><li><a href="/association/reglages/territoire">{m.territory_title()}</a></li><li><a href="/association/reglages/charte">{m.charter_title()}</a></li><li><a href="/association/reglages/regles">{m.rules_title()}</a> · <a href={`/regles?langue=${getLocale()}#votes`}>{m.set_rules()}</a></li><li><a href="/compte">{m.desk_account()}</a></li></ul>
      <Loaded of={settings}>
        {({ associations: { nodes } }) => {
          const own = nodes.find(a => a.id === association.id);
          return own ? <div class="columns"><Policy own={own} reload={settings.reload} /><div><Hours own={own} reload={settings.reload} /><Vouching own={own} reload={settings.reload} /></div></div> : null;
        }}
      </Loaded>
    </Page>
  );
}

const NUMBERS = () => [
  ['waveSize', m.set_wave(), 1, 200], ['offerExpiryMinutes', m.set_expiry(), 15, 4320], ['minimumNoticeMinutes', m.set_notice(), 60, 2880],
  ['maximumRadiusMetres', m.set_radius(), 500, 100_000], ['maximumCarryOverMinutes', m.set_carry(), 0, 120], ['rotationLimit', m.set_rotation(), 0, 20],
] as const;

/** How volunteers are asked. */
function Policy({ own, reload }: Props) {
  const [v, setV] = useState(() => Object.fromEntries(NUMBERS().map(([key]) => [key, String(own.policy[key] ?? 0)])));
  const work = useWork();
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(SetPolicy, { input: Object.fromEntries(NUMBERS().map(([key]) => [key, +v[key]!])) }); await reload(); say(m.saved()); }); }}>
      <h2>{m.set_policy()}</h2>
      <Wrong error={work.error} field={path => path} />
      {NUMBERS().map(([key, label, min, max]) => <Field key={key} id={key} label={label} value={v[key]!} on={text => setV({ ...v, [key]: text })} type="number" min={String(min)} max={String(max)} error={work.error?.field === key ? work.error.message : null} required />)}
      <button type="submit" disabled={work.busy}>{m.save()}</button>
    </form>
  );
}

interface Range { start: string; end: string }
/** Morning and afternoon are enough for an association's telephone; whoever has more is told what saving would leave out. */
const RANGES = 2;

/** When a person answers the telephone: a line a day, two stretches; an empty one is closed. */
function Hours({ own, reload }: Props) {
  const before = (d: Weekday) => own.openingHours.filter(s => s.day === d).map(s => ({ start: s.start.slice(0, 5), end: s.end.slice(0, 5) }));
  const [v, setV] = useState(() => Object.fromEntries(WEEK.map(d => [d, [...before(d), { start: '', end: '' }, { start: '', end: '' }].slice(0, RANGES)])) as Record<Weekday, Range[]>);
  const work = useWork();
  const slots = WEEK.flatMap(d => v[d].filter(r => r.start && r.end).map(r => ({ day: d, ...r })));
  const set = (d: Weekday, i: number, part: Partial<Range>) => setV({ ...v, [d]: v[d].map((r, j) => (i === j ? { ...r, ...part } : r)) });
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(SetHours, { slots }); await reload(); say(m.saved()); }); }}>
      <h2>{m.set_hours()}</h2>
      <p>{m.set_hours_text()}</p>
      {WEEK.some(d => before(d).length > RANGES) && <p class="note">{m.set_hours_more()}</p>}
      <Wrong error={work.error} />
      <div class="scroll" tabIndex={0} role="region" aria-label={m.set_hours()}>
        <table>
          <thead><tr><td />{v.MONDAY.map((_, i) => [<th key={`f${i}`} scope="col">{m.set_from()}</th>, <th key={`t${i}`} scope="col">{m.set_to()}</th>])}</tr></thead>
          <tbody>
            {WEEK.map(d => (
              <tr key={d}>
                <th scope="row">{weekday(d)}</th>
                {v[d].map((r, i) => (['start', 'end'] as const).map(edge => (
                  <td key={edge + i}><input type="time" aria-label={`${weekday(d)} ${i + 1}, ${edge === 'start' ? m.set_from() : m.set_to()}`} value={r[edge]} onInput={event => set(d, i, { [edge]: event.currentTarget.value })} /></td>
                )))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p><button type="submit" disabled={work.busy || slots.length === 0}>{m.save()}</button></p>
    </form>
  );
}

/** What is demanded of volunteers for each way to meet. */
function Vouching({ own, reload }: Props) {
  const [v, setV] = useState({ atHome: own.vouching.atHome, publicPlace: own.vouching.publicPlace, byPhone: own.vouching.byPhone, validMonths: String(own.vouching.validMonths) });
  const work = useWork();
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(SetVouching, { input: { ...v, validMonths: +v.validMonths } }); await reload(); say(m.saved()); }); }}>
      <h2>{m.set_vouching()}</h2>
      <Wrong error={work.error} />
      {([['atHome', m.mode_at_home()], ['publicPlace', m.mode_public_place()], ['byPhone', m.mode_by_phone()]] as const).map(([key, label]) => <Select key={key} id={key} label={label} value={v[key]} on={x => setV({ ...v, [key]: x as VouchLevel })} options={levels} />)}
      <Field id="validMonths" label={m.set_months()} value={v.validMonths} on={validMonths => setV({ ...v, validMonths })} type="number" min="1" max="60" required />
      <button type="submit" disabled={work.busy}>{m.save()}</button>
    </form>
  );
}
