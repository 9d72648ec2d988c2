import { useState } from 'preact/hooks';
import { change } from '../api';
import { type Asked, useAsk, useWork } from '../ask';
import { zoneOf } from '../associations';
import type { MyRequestQuery } from '../generated/types';
import * as m from '../texts/messages';
import { useMe } from '../session';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { SignIn } from '../ui/sign-in';
import { category, mode, requestState, stretch, when } from '../words';
import { BlockPair, CancelVisit } from '../visit.ops';
import { AfterVisit } from './after-visit';
import { CancelRequest, MyRequest } from './follow.ops';
import { OtherTimes } from './other-times';
import { standing } from './standing';
import { Reasons } from '../ui/reasons';
import { Worry } from '../ui/worry';

type Request = NonNullable<MyRequestQuery['helpRequest']>;
type SeenVisit = Request['visits'][number];

export function One({ id }: { id: string }) {
  const me = useMe();
  const request = useAsk(MyRequest, { id });
  const signedIn = me.data?.me.signedIn;
  return (
    <Page title={m.one_title()} back="/aide/suivi">
      <Loaded of={me}>
        {() => signedIn === false ? <SignIn done={async () => { await me.reload(); await request.reload(); }}><p>{m.follow_sign_in()}</p></SignIn> : (
          <Loaded of={request}>
            {({ helpRequest }) => (helpRequest ? <Shown request={helpRequest} reload={request.reload} /> : <p class="note">{m.one_gone()}</p>)}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Shown({ request, reload }: { request: Request; reload: Asked<unknown>['reload'] }) {
  const zone = zoneOf();
  const open = request.state === 'SEARCHING' || request.state === 'ESCALATED' || request.state === 'BOOKED';
  const begun = (v: SeenVisit) => Date.parse(v.start) <= Date.now();
  const planned = request.visits.filter(v => v.state === 'PLANNED' && !begun(v));
  const past = request.visits.filter(v => v.state !== 'CANCELLED' && begun(v));
  return (
    <>
      <p class={request.state === 'BOOKED' ? 'good' : 'note'}><strong>{requestState(standing(request))}</strong>{request.state === 'ESCALATED' && `. ${m.one_escalated()}`}</p>
      {planned.map(visit => <Planned key={visit.id} visit={visit} zone={zone} reload={reload} />)}
      {past.map(visit => (
        <section class="card" key={visit.id}>
          <h2>{visit.state === 'COMPLETED' ? m.one_done({ name: visit.volunteerFirstName, when: when(visit.start, zone) }) : m.after_title({ name: visit.volunteerFirstName, when: when(visit.start, zone) })}</h2>
          {visit.state === 'COMPLETED' && <p>{visit.done ?? m.one_done_nothing()}</p>}
          <AfterVisit visit={visit} reload={reload} />
          <Another visit={visit} />
        </section>
      ))}
      <h2>{m.one_asked()}</h2>
      <dl class="facts">
        <dt>{m.fact_what()}</dt><dd>{category(request.category)}</dd>
        {request.sentence !== category(request.category) && <><dt>{m.fact_words()}</dt><dd>{request.sentence}</dd></>}
        <dt>{m.fact_how()}</dt><dd>{request.modes.map(mode).join(', ')}</dd>
        <dt>{m.fact_where()}</dt><dd>{request.place.label}</dd>
        <dt>{m.fact_when()}</dt><dd><ul>{request.windows.slice(0, 3).map(w => <li key={w.start}>{stretch(w, zone)}</li>)}</ul>{request.windows.length > 3 && m.when_more({ count: request.windows.length - 3 })}</dd>
      </dl>
      <Reasons decisions={request.decisions} zone={zone} summary={m.why_summary()} />
      {(request.state === 'SEARCHING' || request.state === 'ESCALATED') && <OtherTimes requestId={request.id} minutes={request.minutes} text={m.move_text_open()} reload={reload} />}
      {open && planned.length === 0 && !past.some(v => v.state === 'PLANNED') && <Cancel request={request} reload={reload} />}
      <Worry visitId={request.visits.at(-1)?.id ?? null} residentId={request.visits.length === 0 ? request.resident?.id ?? null : null} />
    </>
  );
}

function Planned({ visit, zone, reload }: { visit: SeenVisit; zone: string; reload: () => Promise<void> }) {
  const work = useWork();
  const [asking, setAsking] = useState(false);
  const [moving, setMoving] = useState(false);
  const cancel = () => work.run(async () => {
    await change(CancelVisit, { id: visit.id, askAgain: false });
    await reload();
    say(m.visit_off());
  });
  return (
    <section class="card">
      <h2>{m.visit_title({ name: visit.volunteerFirstName })}</h2>
      <p class="word">{when(visit.start, zone)}</p>
      <p>{mode(visit.mode)}{visit.meetingPoint && ` : ${visit.meetingPoint}`} · {visit.minutes === 60 ? m.minutes_60() : m.minutes_30()}</p>
      {visit.codeWord && <p class="note">{m.visit_code_word({ name: visit.volunteerFirstName })} <strong>{visit.codeWord}</strong></p>}
      <p>{visit.mandateText}</p>
      <OtherTimes key={String(moving)} another={moving} visitId={visit.id} minutes={visit.minutes} text={moving ? m.move_text_again() : m.move_text_visit({ name: visit.volunteerFirstName })} reload={reload} />
      <Wrong error={work.error} />
      {asking ? (
        <div>
          <p>{m.visit_cancel_ask()}</p>
          <div class="row">
            <button type="button" disabled={work.busy} onClick={() => { setAsking(false); setMoving(true); setTimeout(() => document.getElementById(`words-${visit.id}`)?.focus()); }}>{m.visit_cancel_again()}</button>
            <button type="button" class="second" disabled={work.busy} onClick={() => void cancel()}>{m.visit_cancel_end()}</button>
            <button type="button" class="link" onClick={() => setAsking(false)}>{m.cancel()}</button>
          </div>
        </div>
      ) : <p><button type="button" class="second" onClick={() => setAsking(true)}>{m.visit_cancel()}</button></p>}
    </section>
  );
}

/** Somebody else the next time, and nobody is told why. */
function Another({ visit }: { visit: SeenVisit }) {
  const work = useWork();
  const [done, setDone] = useState(false);
  if (done) return <p class="good" role="status">{m.block_done()}</p>;
  return (
    <details>
      <summary>{m.block_summary()}</summary>
      <p>{m.block_text({ name: visit.volunteerFirstName })}</p>
      <Wrong error={work.error} />
      <button type="button" class="second" disabled={work.busy} onClick={() => void work.run(async () => { await change(BlockPair, { visitId: visit.id }); setDone(true); })}>{m.block_do()}</button>
    </details>
  );
}

function Cancel({ request, reload }: { request: Request; reload: () => Promise<void> }) {
  const work = useWork();
  return (
    <details>
      <summary>{m.request_cancel()}</summary>
      <p>{m.request_cancel_text()}</p>
      <Wrong error={work.error} />
      <button type="button" class="second" disabled={work.busy} onClick={() => void work.run(async () => { await change(CancelRequest, { id: request.id }); await reload(); say(m.request_cancelled()); })}>{m.request_cancel_do()}</button>
    </details>
  );
}
