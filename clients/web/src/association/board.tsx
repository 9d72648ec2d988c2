import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { BoardQuery, EscalationReason, Need } from '../generated/types';
import { useLive } from '../live';
import * as m from '../texts/messages';
import { Field, TextArea } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { phoneText, topic, when } from '../words';
import { Act } from './act';
import { AnswerContest, AnswerEnding, Board as BoardOp, BoardChanged, DismissDraft, MarkCalled, MarkHandled, MarkScam, MarkSeen, SettleWord } from './desk.ops';
import type { DeskProps } from './door';

type Task = BoardQuery['needsPerson']['items'][number];

/** While no stream tells of changes the board asks again every half minute; with one, it asks now and then all the same. */
const EVERY = 30_000;
const ALL_THE_SAME = 300_000;

const NEEDS: Record<Need, () => string> = {
  WORRY: m.need_worry, CALL: m.need_call, DRAFT: m.need_draft, ENDING: m.need_ending, FAILED_MESSAGE: m.need_failed, SCAM_WORDS: m.need_scam, UNCLEAR_SMS: m.need_unclear,
  VOUCHING_ENDS: m.need_vouching, TO_MEET: m.need_to_meet, VISIT_WORD: m.need_visit_word, DELIVERY_NEWS: m.need_delivery,
};
export const ESCALATIONS: Record<EscalationReason, () => string> = {
  NOBODY_FREE_THEN: m.esc_free, NOBODY_NEW: m.esc_new, NOBODY_SAID_YES: m.esc_yes, NOBODY_WITHIN_REACH: m.esc_reach, NOBODY_WITH_MINUTES: m.esc_minutes,
  NOBODY_WITH_THE_SKILL: m.esc_skill, RESIDENT_ABSENT: m.esc_absent, VISIT_CALLED_OFF: m.esc_off,
};

/** What needs a person: worries first, then the oldest, each with its reason and what ends it. */
export function Board({ association }: DeskProps) {
  const [live, setLive] = useState(false);
  const board = useAsk(BoardOp, {}, live ? ALL_THE_SAME : EVERY);
  // Opened anew at each version: after a cut only what is newer than the screen is told.
  useLive(BoardChanged, board.data && { known: board.data.needsPerson.version }, () => void board.reload(), setLive);
  const zone = association.timeZone;
  return (
    <Page title={m.board_title({ name: association.name })} wide>
      <p class="row"><a class="button" href="/association/demandes/nouvelle">{m.board_new()}</a></p>
      <Loaded of={board}>
        {({ needsPerson, helpRequests, contests }) => (
          <>
            {needsPerson.worries > 0 && <p class="wrong" role="status"><strong>{m.board_worries({ count: needsPerson.worries })}</strong></p>}
            {needsPerson.count > 0 ? <h2>{m.board_waits({ count: needsPerson.count })}</h2> : helpRequests.nodes.length === 0 && <p class="good">{m.board_nothing()}</p>}
            <ul class="cards">{needsPerson.items.map(t => <li class="card" key={t.what + t.id}><OneTask task={t} zone={zone} reload={board.reload} /></li>)}</ul>
            {helpRequests.nodes.length > 0 && <h2>{m.board_escalated({ count: helpRequests.nodes.length })}</h2>}
            <ul class="cards">
              {[...helpRequests.nodes].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).map(r => (
                <li class="card" key={r.id}>
                  <h3>{r.resident?.firstName} : {topic(r.category)}</h3>
                  <p>{r.escalation && <strong>{ESCALATIONS[r.escalation]()}</strong>} {m.since({ when: when(r.createdAt, zone) })}</p>
                  <p><a class="button second" href={`/association/demandes/${r.id}`}>{m.open_story()}<span class="sr"> : {r.resident?.firstName}</span></a></p>
                </li>
              ))}
            </ul>
            {contests.nodes.length > 0 && <h2>{m.board_contests()}</h2>}
            <ul class="cards">{contests.nodes.map(c => <li class="card" key={c.id}><Contested contest={c} zone={zone} reload={board.reload} /></li>)}</ul>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function OneTask({ task: t, zone, reload }: { task: Task; zone: string; reload: () => Promise<void> }) {
  return (
    <>
      <h3><span class={t.what === 'WORRY' ? 'tag urgent' : 'tag'}>{NEEDS[t.what]()}</span> {t.who}</h3>
      <p>{t.reason} <span class="hint">{m.since({ when: when(t.since, zone) })}</span></p>
      {t.text && <blockquote>{t.text}</blockquote>}
      {t.phone && <p><a class="tel" href={`tel:${t.phone}`}>{phoneText(t.phone)}</a></p>}
      <div class="row"><Ends task={t} reload={reload} /></div>
    </>
  );
}

/** What ends each sort of task. */
function Ends({ task: t, reload }: { task: Task; reload: () => Promise<void> }) {
  switch (t.what) {
    case 'WORRY': return <a class="button" href={`/association/inquietudes/${t.id}`}>{m.open_case()}</a>;
    case 'CALL': return <Act text={m.end_call()} said={m.end_done()} what={() => change(MarkCalled, { id: t.id })} after={reload} />;
    case 'FAILED_MESSAGE': return <Act text={m.end_failed()} said={m.end_done()} what={() => change(MarkSeen, { id: t.id })} after={reload} />;
    case 'UNCLEAR_SMS': return <Act text={m.end_unclear()} said={m.end_done()} what={() => change(MarkHandled, { id: t.id })} after={reload} />;
    case 'SCAM_WORDS': return <Act text={m.end_scam()} said={m.end_done()} what={() => change(MarkScam, { id: t.id })} after={reload} />;
    case 'VISIT_WORD': return <Act text={m.end_visit_word()} said={m.end_done()} what={() => change(SettleWord, { id: t.id })} after={reload} />;
    case 'TO_MEET':
    case 'VOUCHING_ENDS': return <a class="button" href={`/association/benevoles/${t.id}`}>{m.open_volunteer()}</a>;
    case 'ENDING': return (
      <>
        <Act text={m.end_agreed()} said={m.end_done()} what={() => change(AnswerEnding, { id: t.id, agreed: true })} after={reload} />
        <Act second text={m.end_not_yet()} said={m.end_done()} what={() => change(AnswerEnding, { id: t.id, agreed: false })} after={reload} />
      </>
    );
    case 'DRAFT': return <><a class="button" href={`/association/demandes/nouvelle?brouillon=${t.id}`}>{m.end_draft()}</a><Dismiss id={t.id} reload={reload} /></>;
    case 'DELIVERY_NEWS': return <a class="button" href="/association/messages">{m.desk_messages()}</a>;
  }
}

function Dismiss({ id, reload }: { id: string; reload: () => Promise<void> }) {
  const [motive, setMotive] = useState('');
  const work = useWork();
  return (
    <details>
      <summary>{m.dismiss()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(DismissDraft, { id, motive }); await reload(); say(m.end_done()); }); }}>
        <Wrong error={work.error} />
        <Field id={`motive-${id}`} label={m.motive()} value={motive} on={setMotive} maxLength={200} required />
        <button type="submit" class="second" disabled={work.busy}>{m.dismiss()}</button>
      </form>
    </details>
  );
}

function Contested({ contest: c, zone, reload }: { contest: BoardQuery['contests']['nodes'][number]; zone: string; reload: () => Promise<void> }) {
  const [answer, setAnswer] = useState('');
  const [corrected, setCorrected] = useState(false);
  const work = useWork();
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(AnswerContest, { id: c.id, answer, corrected }); await reload(); say(m.end_done()); }); }}>
      <blockquote>{c.words}</blockquote>
      <p>{c.overdue ? m.contest_overdue() : m.contest_until({ when: when(c.deadline, zone) })} {c.request && <a href={`/association/demandes/${c.request.id}`}>{m.open_story()}</a>}</p>
      <Wrong error={work.error} />
      <TextArea id={`answer-${c.id}`} label={m.contest_answer()} value={answer} on={setAnswer} maxLength={500} />
      <label class="choice"><input type="checkbox" checked={corrected} onChange={event => setCorrected(event.currentTarget.checked)} /> <span>{m.contest_corrected()}</span></label>
      <button type="submit" disabled={work.busy}>{m.contest_send()}</button>
    </form>
  );
}
