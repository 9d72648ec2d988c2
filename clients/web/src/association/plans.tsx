import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { PairChoice, PlanQuery, PlansQuery, PlanState } from '../generated/types';
import { go } from '../router';
import * as m from '../texts/messages';
import { dayOf } from '../time';
import { Field, Select } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { date, kilometres } from '../words';
import { Act } from './act';
import type { DeskProps } from './door';
import { monthName } from './month';
import { AcceptPlan, ChangePlan, DiscardPlan, Plan, Plans as PlansOp, ProposePlan } from './rest.ops';

const STATES: Record<PlanState, () => string> = { COMPUTING: m.plan_computing, PROPOSED: m.plan_proposed, ACCEPTED: m.plan_accepted, DISCARDED: m.plan_discarded, SUPERSEDED: m.plan_superseded, FAILED: m.plan_failed };
const following = (month: number) => (month % 100 === 12 ? month + 89 : month + 1);

export function Plans({ association }: DeskProps) {
  const plans = useAsk(PlansOp, {}, 5000);
  const month = +dayOf(association.timeZone, new Date()).slice(0, 7).replace('-', '');
  const work = useWork();
  return (
    <Page title={m.desk_plan()} wide>
      <p>{m.plan_text()}</p>
      <Wrong error={work.error} />
      <div class="row">
        {[month, following(month)].map(x => <button type="button" key={x} disabled={work.busy} onClick={() => void work.run(async () => go(`/association/plan/${(await change(ProposePlan, { month: x })).proposePlan.plan!.id}`))}>{m.plan_propose({ month: monthName(x) })}</button>)}
      </div>
      <Loaded of={plans}>
        {({ plans: { nodes } }) => nodes.length === 0 ? <p class="note">{m.list_empty()}</p> : (
          <ul class="cards">{nodes.map(p => <li class="card" key={p.id}><h2>{monthName(p.month)}</h2><p>{STATES[p.state]()} · {date(p.createdAt, association.timeZone)}</p><Reached plan={p} /><p><a class="button second" href={`/association/plan/${p.id}`}>{m.plan_open()}<span class="sr"> {monthName(p.month)}</span></a></p></li>)}</ul>
        )}
      </Loaded>
    </Page>
  );
}

/** What the plan reaches, beside what would happen without it. */
function Reached({ plan: { figures: f } }: { plan: Pick<PlansQuery['plans']['nodes'][number], 'figures'> }) {
  if (!f) return null;
  return (
    <div>
      <table>
        <caption>{m.plan_compared()}</caption>
        <thead><tr><td /><th scope="col" class="num">{m.plan_with()}</th><th scope="col" class="num">{m.plan_without()}</th></tr></thead>
        <tbody>
          <tr><th scope="row">{m.plan_served({ of: f.requests })}</th><td class="num">{f.requestsServed}</td><td class="num">{f.requestsServedWithout}</td></tr>
          <tr><th scope="row">{m.plan_km()}</th><td class="num">{kilometres(f.metres)}</td><td class="num">{kilometres(f.metresWithout)}</td></tr>
        </tbody>
      </table>
      <p class="hint">{f.exact ? m.plan_exact() : m.plan_bound({ units: f.boundUnits })}</p>
    </div>
  );
}

export function PlanPage({ part: id }: DeskProps) {
  const plan = useAsk(Plan, { id }, 4000);
  return (
    <Page title={plan.data?.plan ? m.plan_of({ month: monthName(plan.data.plan.month) }) : m.desk_plan()} back="/association/plan" wide>
      <Loaded of={plan}>{({ plan: p }) => (p ? <Shown plan={p} reload={plan.reload} /> : <p class="note">{m.list_gone()}</p>)}</Loaded>
    </Page>
  );
}

type PlanShown = NonNullable<PlanQuery['plan']>;

function Shown({ plan: p, reload }: { plan: PlanShown; reload: () => Promise<void> }) {
  const served = p.lines.filter(l => l.volunteer);
  return (
    <>
      <p class="note"><strong>{STATES[p.state]()}</strong></p>
      {p.state === 'COMPUTING' && <><p id="progress" role="status">{m.plan_progress({ done: p.requestsDone, of: p.requests })}</p><progress class="bar" max={p.requests || 1} value={p.requestsDone} aria-labelledby="progress" /></>}
      <Reached plan={p} />
      {p.state === 'PROPOSED' && served.length === 0 && <p class="note">{m.plan_empty()}</p>}
      {p.state === 'PROPOSED' && <div class="row">{served.length > 0 && <Act text={m.plan_accept({ count: served.length })} said={m.plan_accepted()} what={() => change(AcceptPlan, { id: p.id })} after={reload} />}<Act second text={m.plan_discard()} said={m.plan_discarded()} what={() => change(DiscardPlan, { id: p.id })} after={reload} /></div>}
      {p.lines.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label={m.plan_lines()}>
          <table>
            <caption>{m.plan_lines()}</caption>
            <thead><tr><th scope="col" class="num">{m.plan_place()}</th><th scope="col">{m.by_volunteer()}</th><th scope="col" class="num">{m.plan_waited()}</th><th scope="col">{m.plan_why()}</th></tr></thead>
            <tbody>{p.lines.slice(0, 80).map(l => <tr key={l.requestId}><td class="num"><a href={`/association/demandes/${l.requestId}`}>{l.place}</a></td><td>{l.volunteer?.firstName ?? '—'}</td><td class="num">{l.waitedDays}</td><td class="long">{l.because}</td></tr>)}</tbody>
          </table>
          {p.lines.length > 80 && <p>{m.list_first({ count: 80 })}</p>}
        </div>
      )}
      {p.state === 'PROPOSED' && served.length > 0 && <ByHand plan={p} reload={reload} />}
      {p.recruitHere.length > 0 && <><h2>{m.plan_recruit()}</h2><ul>{p.recruitHere.map(r => <li key={r.block}>{r.communes.join(', ')} : {m.plan_refused({ count: r.refused })}</li>)}</ul></>}
    </>
  );
}

/** Another neighbour, or never this one: and what it costs is said at once. */
function ByHand({ plan: p, reload }: { plan: PlanShown; reload: () => Promise<void> }) {
  const volunteers = [...new Map(p.lines.flatMap(l => (l.volunteer ? [[l.volunteer.id, l.volunteer.firstName] as const] : [])))];
  const [v, setV] = useState({ requestId: p.lines[0]!.requestId as string, volunteerId: volunteers[0]![0] as string, choice: 'FORCE' as PairChoice, motive: '' });
  const [cost, setCost] = useState<string | null>(null);
  const work = useWork();
  return (
    <details>
      <summary>{m.hand_title()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { const { changed } = (await change(ChangePlan, { input: { planId: p.id, ...v } })).changePlan; setCost(m.hand_cost({ half: changed!.halfHoursLost, km: kilometres(changed!.metresAdded) })); await reload(); say(m.saved()); }); }}>
        <Wrong error={work.error} />
        <Select id="hand-request" label={m.hand_request()} value={v.requestId} on={requestId => setV({ ...v, requestId })} options={p.lines.map(l => [l.requestId, String(l.place)] as const)} />
        <Select id="hand-volunteer" label={m.by_volunteer()} value={v.volunteerId} on={volunteerId => setV({ ...v, volunteerId })} options={volunteers} />
        <Select id="hand-choice" label={m.hand_choice()} value={v.choice} on={choice => setV({ ...v, choice: choice as PairChoice })} options={[['FORCE', m.hand_force()], ['FORBID', m.hand_forbid()], ['FREE', m.hand_free()]]} />
        <Field id="hand-motive" label={m.motive()} value={v.motive} on={motive => setV({ ...v, motive })} maxLength={200} required />
        <button type="submit" class="second" disabled={work.busy}>{m.save()}</button>
        {cost && <p class="good" role="status">{cost}</p>}
      </form>
    </details>
  );
}
