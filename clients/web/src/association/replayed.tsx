import type { ReplayedAs, ReplayPointsQuery, ReplayQuery } from '../generated/types';
import * as m from '../texts/messages';
import { monthName } from './month';

const NAMES: Record<ReplayedAs, () => string> = { CURRENT: m.rule_current, HORIZONTAL: m.rule_waiting, DEFAULT: m.rule_default, STRICT: m.rule_strict, PROPOSED: m.rule_proposed };
type Month = ReplayQuery['replayRules'];
type Rule = Month['rules'][number];

/** A past month under each rule: first what it would change, in a sentence, then every figure. */
export function Replayed({ month, order }: { month: Month; order: (equity: Rule['equity']) => string }) {
  const proposed = month.rules.find(r => r.names.includes('PROPOSED'));
  const current = month.rules[0];
  const name = (r: Rule) => r.names.map(n => NAMES[n]()).join(', ');
  const rows: [string, (r: Rule) => string | number][] = [
    [m.replay_order(), r => order(r.equity)],
    [m.replay_served(), r => r.served], [m.replay_waiting(), r => r.waiting], [m.replay_nobody(), r => r.nobodyEligible], [m.replay_longest(), r => r.longestWaitDays],
    [m.replay_overtaken_wait(), r => r.overtakenByShorterWait], [m.replay_overtaken_need(), r => r.overtakenByLessNeed], [m.replay_km(), r => (r.kilometresPerVisit == null ? '—' : r.kilometresPerVisit.toFixed(1))],
    [m.replay_now_served(), r => r.nowServed.length], [m.replay_now_waiting(), r => r.nowWaiting.length],
    ...[0, 1, 2, 3].filter(n => month.rules.some(r => r.classes.some(c => c.needClass === n))).map(n => [m.replay_class({ class: [m.class_0(), m.class_1(), m.class_2(), m.class_3()][n]! }), (r: Rule) => {
      const c = r.classes.find(x => x.needClass === n);
      return c ? `${c.served} / ${c.waiting}` : '—';
    }] as [string, (r: Rule) => string | number]),
  ];
  return (
    <section>
      <h2>{m.replay_title({ month: monthName(month.month) })}</h2>
      <p>{m.replay_text({ requests: month.requests, volunteers: month.volunteers, hours: (month.halfHours / 2).toLocaleString() })}</p>
      {month.requests === 0 ? <p class="note">{m.replay_empty()}</p> : proposed && current && (
        <p class="note">{proposed === current ? m.replay_same() : proposed.nowServed.length + proposed.nowWaiting.length === 0 ? m.replay_no_change() : m.replay_change({ served: proposed.nowServed.length, waiting: proposed.nowWaiting.length })}</p>
      )}
      {month.requests > 0 && <div class="scroll" tabIndex={0} role="region" aria-label={m.replay_title({ month: monthName(month.month) })}>
        <table>
          <thead><tr><td />{month.rules.map(r => <th scope="col" key={name(r)}>{name(r)}</th>)}</tr></thead>
          <tbody>{rows.map(([label, of]) => <tr key={label}><th scope="row">{label}</th>{month.rules.map(r => <td key={name(r)}>{of(r)}</td>)}</tr>)}</tbody>
        </table>
      </div>}
    </section>
  );
}

const km = (metres: number | null | undefined) => (metres == null ? '—' : (metres / 1000).toFixed(1));

/** How often other points would have asked somebody else first, in the last three months. */
export function ReplayedPoints({ points }: { points: ReplayPointsQuery['replayWeights'] }) {
  const everywhere = points.find(p => p.density == null);
  return (
    <section>
      <h2>{m.points_title()}</h2>
      {everywhere ? <p>{m.points_changed({ other: everywhere.anotherFirst, of: everywhere.decisions, before: km(everywhere.metresBefore), after: km(everywhere.metresAfter) })}</p> : <p class="note">{m.points_few()}</p>}
    </section>
  );
}
