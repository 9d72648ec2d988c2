import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { WorryCaseQuery, WorryConclusion, WorryReporter, WorryState, WorryStep } from '../generated/types';
import * as m from '../texts/messages';
import { Radios, TextArea } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { phoneText, when } from '../words';
import type { DeskProps } from './door';
import { CloseWorry, NoteWorry, WorryCase } from './rest.ops';

type Case = NonNullable<WorryCaseQuery['worryCase']>;

const STATES: Record<WorryState, () => string> = { OPEN: m.worry_open, FOLLOWED: m.worry_followed, CLOSED: m.worry_closed };
const REPORTERS: Record<WorryReporter, () => string> = { ASSOCIATION: m.by_association, RELATIVE: m.by_relative, RESIDENT: m.by_resident, UNKNOWN: m.by_unknown, VOLUNTEER: m.by_volunteer };
const STEPS: Record<WorryStep, () => string> = { REPORTED: m.step_reported, SAID_MORE: m.step_more, NOTED: m.step_noted, SEPARATED: m.step_separated, LET_MEET_AGAIN: m.step_meet, CLOSED: m.step_closed };

/** Somebody is worried: what they said, what was done, and a person who closes it. Coordinators alone read this. */
export function WorryPage({ association, part: id }: DeskProps) {
  const found = useAsk(WorryCase, { id });
  return (
    <Page title={m.worry_title()} back="/association" wide>
      <Loaded of={found}>{({ worryCase }) => (worryCase ? <Shown worry={worryCase} zone={association.timeZone} reload={found.reload} /> : <p class="note">{m.list_gone()}</p>)}</Loaded>
    </Page>
  );
}

function Shown({ worry: w, zone, reload }: { worry: Case; zone: string; reload: () => Promise<void> }) {
  return (
    <>
      <p class={w.state === 'OPEN' ? 'wrong' : 'note'}><strong>{STATES[w.state]()}</strong></p>
      {w.othersAboutVolunteer > 0 && <p class="wrong">{m.worry_others({ count: w.othersAboutVolunteer })}</p>}
      <dl class="facts">
        <dt>{m.worry_who()}</dt><dd>{REPORTERS[w.reporter]()}, {when(w.openedAt, zone)}{w.phone && <> · <a href={`tel:${w.phone}`}>{phoneText(w.phone)}</a></>}</dd>
        {w.resident && <><dt>{m.by_resident()}</dt><dd>{w.resident.firstName}</dd></>}
        {w.volunteer && <><dt>{m.by_volunteer()}</dt><dd><a href={`/association/benevoles/${w.volunteer.id}`}>{w.volunteer.firstName}</a></dd></>}
        <dt>{m.worry_apart()}</dt><dd>{w.separatedAt ? when(w.separatedAt, zone) : m.no()}</dd>
      </dl>
      <blockquote>{w.words || m.worry_no_words()}</blockquote>
      {/* biome-ignore lint/a11y/useMediaCaption: a caller's own voice, of which no text exists; whoever cannot hear it calls back */}
      {w.recordingUrl && <audio controls preload="none" src={w.recordingUrl} aria-label={m.worry_recording()} />}
      <h2>{m.worry_trace()}</h2>
      <ol>{w.notes.map(n => <li key={n.at + n.step}>{when(n.at, zone)} : {STEPS[n.step]()}{n.by && ` (${n.by})`}{n.text && ` : ${m.quoted({ words: n.text })}`}</li>)}</ol>
      {w.state !== 'CLOSED' && <><Note id={w.id} reload={reload} /><Close id={w.id} reload={reload} /></>}
    </>
  );
}

function Note({ id, reload }: { id: string; reload: () => Promise<void> }) {
  const [text, setText] = useState('');
  const work = useWork();
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(NoteWorry, { id, text }); setText(''); await reload(); say(m.saved()); }); }}>
      <Wrong error={work.error} />
      <TextArea id="note" label={m.worry_note()} value={text} on={setText} maxLength={1000} />
      <button type="submit" disabled={work.busy}>{m.worry_note_do()}</button>
    </form>
  );
}

function Close({ id, reload }: { id: string; reload: () => Promise<void> }) {
  const [text, setText] = useState('');
  const [conclusion, setConclusion] = useState<WorryConclusion | null>(null);
  const [again, setAgain] = useState(false);
  const work = useWork();
  return (
    <details>
      <summary>{m.worry_close()}</summary>
      <form onSubmit={event => { event.preventDefault(); if (conclusion) void work.run(async () => { await change(CloseWorry, { id, text, conclusion, letMeetAgain: again }); await reload(); say(m.worry_closed()); }); }}>
        <Wrong error={work.error} />
        <Radios name="conclusion" legend={m.worry_found()} options={[['CONFIRMED', m.found_confirmed()], ['NOT_CONFIRMED', m.found_not()], ['MISTAKE', m.found_mistake()]] as const} value={conclusion} on={setConclusion} />
        <TextArea id="closing" label={m.worry_close_text()} value={text} on={setText} maxLength={1000} />
        <label class="choice"><input type="checkbox" checked={again} onChange={event => setAgain(event.currentTarget.checked)} /> <span>{m.worry_again()}</span></label>
        <button type="submit" disabled={work.busy || !conclusion}>{m.worry_close()}</button>
      </form>
    </details>
  );
}
