import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { DeskRequestQuery, OfferState, VisitState } from '../generated/types';
import * as m from '../texts/messages';
import { dayOf, instant, windowsOf } from '../time';
import { Field } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { understand } from '../when';
import { band, constraints, date, mode, phoneText, requestState, situations, stretch, topic, when } from '../words';
import { Act } from './act';
import { ESCALATIONS } from './board';
import type { DeskProps } from './door';
import { MessagesList } from './messages-list';
import { Again, DeskCancel, DeskRequest, Move } from './requests.ops';
import { Why } from './why';

type Request = NonNullable<DeskRequestQuery['helpRequest']>;

const OFFERS: Record<OfferState, () => string> = { PENDING: m.offer_pending, ACCEPTED: m.offer_accepted, DECLINED: m.offer_declined, EXPIRED: m.offer_expired, WITHDRAWN: m.offer_withdrawn };
const VISITS: Record<VisitState, () => string> = { PLANNED: m.visit_planned, COMPLETED: m.visit_completed, CANCELLED: m.visit_cancelled, NO_SHOW: m.visit_no_show };

/** A request's whole story: what was asked, who was asked and why, why not the others, and what a person may decide. */
export function RequestPage({ association, part: id }: DeskProps) {
  const request = useAsk(DeskRequest, { id }, 60_000);
  const name = request.data?.helpRequest?.resident?.firstName;
  return (
    <Page title={name ? m.request_of({ name }) : m.desk_requests()} back="/association/demandes" wide>
      <Loaded of={request}>
        {({ helpRequest }) => (helpRequest ? <Story request={helpRequest} association={association} reload={request.reload} /> : <p class="note">{m.list_gone()}</p>)}
      </Loaded>
    </Page>
  );
}

function Story({ request: r, association, reload }: { request: Request; association: DeskProps['association']; reload: () => Promise<void> }) {
  const zone = association.timeZone;
  const open = r.state === 'SEARCHING' || r.state === 'ESCALATED';
  return (
    <>
      <p class={r.state === 'ESCALATED' ? 'wrong' : 'note'}><strong>{requestState(r.state)}</strong>{r.escalation && ` : ${ESCALATIONS[r.escalation]()}`}</p>
      <div class="columns">
        <section>
          <h2>{m.story_asked()}</h2>
          <dl class="facts">
            <dt>{m.fact_what()}</dt><dd>{topic(r.category)}</dd>
            <dt>{m.story_words()}</dt><dd>{r.sentence}</dd>
            <dt>{m.fact_when()}</dt><dd>{r.windows.slice(0, 3).map(w => stretch(w, zone)).join(' ; ')}{r.windows.length > 3 && ` ; ${m.when_more({ count: r.windows.length - 3 })}`}</dd>
            <dt>{m.fact_how()}</dt><dd>{r.modes.map(mode).join(', ')}{r.meetingPoint && ` (${r.meetingPoint})`} · {r.minutes === 60 ? m.minutes_60() : m.minutes_30()}</dd>
            <dt>{m.fact_where()}</dt><dd>{r.place.label}</dd>
            {r.resident && <><dt>{m.fact_person()}</dt><dd><a href={`/association/personnes/${r.resident.id}`}>{r.resident.firstName}</a></dd><dt>{m.fact_phone()}</dt><dd><a href={`tel:${r.resident.phone}`}>{phoneText(r.resident.phone)}</a>{!r.resident.canReceiveSms && ` (${m.story_landline()})`}{r.resident.relativeFirstName && ` · ${m.story_relative({ name: r.resident.relativeFirstName })}`}{r.resident.relativePhone && <>, <a href={`tel:${r.resident.relativePhone}`}>{phoneText(r.resident.relativePhone)}</a></>}</dd></>}
            {r.situations.length > 0 && <><dt>{m.story_situations()}</dt><dd>{situations.filter(([key]) => r.situations.includes(key)).map(([, text]) => text).join(', ')}</dd></>}
            {r.constraints.length > 0 && <><dt>{m.story_constraints()}</dt><dd>{constraints.filter(([key]) => r.constraints.includes(key)).map(([, text]) => text).join(', ')}</dd></>}
            <dt>{m.fact_asked()}</dt><dd>{date(r.createdAt, zone)}</dd>
          </dl>
        </section>
        <section>
          <h2>{m.story_visits()}</h2>
          {r.visits.length === 0 && <p>{m.story_no_visit()}</p>}
          {r.visits.map(v => (
            <div class="card" key={v.id}>
              <p><strong>{VISITS[v.state]()}</strong> : {v.volunteerFirstName}, {when(v.start, zone)}</p>
              {v.done && <blockquote>{v.done}</blockquote>}
              {v.state === 'PLANNED' && <><p><a href={`/association/feuilles/visite/${v.id}`}>{m.story_sheet()}</a></p><MoveForm visitId={v.id} start={v.start} zone={zone} reload={reload} /></>}
            </div>
          ))}
          <h2>{m.story_offers()}</h2>
          {r.offers.length === 0 ? <p>{m.story_no_offer()}</p> : (
            <ul>{r.offers.map(o => <li key={o.id}>{o.volunteer && <a href={`/association/benevoles/${o.volunteer.id}`}>{o.volunteer.firstName}</a>} : {OFFERS[o.state]()} · {o.mode === 'BY_PHONE' ? mode(o.mode) : band(o.distance)} · {when(o.start, zone)}</li>)}</ul>
          )}
        </section>
      </div>
      {r.decisions.length > 0 && (
        <section>
          <h2>{m.story_decisions()}</h2>
          {r.decisions.slice(0, 8).map(d => (
            <details key={d.id}><summary>{when(d.at, zone)} : {d.motive ? `${byHand(d.by)}, ${m.quoted({ words: d.motive })}` : d.because[0]}</summary>{d.motive && <p>{d.because[0]}</p>}{d.because.slice(1).map(s => <p key={s}>{s}</p>)}{d.otherwise.length > 0 && <ul>{d.otherwise.map(s => <li key={s}>{s}</li>)}</ul>}</details>
          ))}
        </section>
      )}
      <section>
        <h2>{m.story_messages()}</h2>
        {r.messages.length === 0 ? <p>{m.msg_none()}</p> : <details><summary>{m.msg_show({ count: r.messages.length })}</summary><MessagesList messages={r.messages} zone={zone} /></details>}
      </section>
      {open && <Why requestId={r.id} asked={r.offers.some(o => o.state === 'PENDING')} zone={zone} reload={reload} />}
      {open && (
        <section>
          <h2>{m.story_act()}</h2>
          <AgainForm request={r} association={association} reload={reload} />
          <details><summary>{m.desk_cancel()}</summary><Act text={m.request_cancel_do()} said={m.desk_cancelled()} what={() => change(DeskCancel, { id: r.id })} after={reload} /></details>
        </section>
      )}
    </>
  );
}

const byHand = (name: string | null | undefined) => (name ? m.story_by_hand({ name }) : m.story_by_hand_somebody());

function AgainForm({ request: r, association, reload }: { request: Request; association: DeskProps['association']; reload: () => Promise<void> }) {
  const [words, setWords] = useState('');
  const work = useWork();
  const now = new Date();
  const zone = association.timeZone;
  const windows = windowsOf(understand(words, dayOf(zone, now)), zone, now, r.minutes, association.policy.minimumNoticeMinutes);
  if (r.state !== 'ESCALATED') return null;
  return (
    <details>
      <summary>{m.again_search()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(Again, { id: r.id, windows: windows.length > 0 ? windows : null }); await reload(); say(m.again_done()); }); }}>
        <Wrong error={work.error} />
        <Field id="again" label={m.again_when()} hint={m.when_words_hint()} value={words} on={setWords} autocomplete="off" />
        {windows.length > 0 && <p class="good" role="status">{windows.map(w => stretch(w, zone)).join(' ; ')}</p>}
        <button type="submit" disabled={work.busy}>{m.again_search()}</button>
      </form>
    </details>
  );
}

function MoveForm({ visitId, start, zone, reload }: { visitId: string; start: string; zone: string; reload: () => Promise<void> }) {
  const [day, setDay] = useState(dayOf(zone, new Date(start)));
  const [time, setTime] = useState(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(start)));
  const work = useWork();
  return (
    <details>
      <summary>{m.move_visit()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(Move, { visitId, start: instant(day, time, zone) }); await reload(); say(m.moved()); }); }}>
        <p>{m.move_visit_text()}</p>
        <Wrong error={work.error} />
        <Field id="move-day" label={m.move_day()} value={day} on={setDay} type="date" required />
        <Field id="move-time" label={m.move_time()} value={time} on={setTime} type="time" required />
        <button type="submit" disabled={work.busy}>{m.move_visit()}</button>
      </form>
    </details>
  );
}
