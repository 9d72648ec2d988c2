import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { TextArea } from '../ui/fields';
import { say, Wrong } from '../ui/says';
import { ConfirmVisit, ThankVolunteer } from './follow.ops';

interface Seen { id: string; state: string; tookPlace?: boolean | null; thanks?: string | null; thankedAt?: string | null }

/** What the person, or who acts for them, says of a visit that has begun: whether it took place, and thank you, each in a tap. */
export function AfterVisit({ visit, reload }: { visit: Seen; reload: () => Promise<void> }) {
  const work = useWork();
  const told = (tookPlace: boolean) => void work.run(async () => {
    await change(ConfirmVisit, { id: visit.id, tookPlace });
    await reload();
    say(tookPlace ? m.after_yes_said() : m.after_no_said());
  });
  const word = visit.tookPlace ?? null;
  return (
    <>
      <Wrong error={work.error} />
      {word === null && visit.state === 'COMPLETED' ? (
        <p><button type="button" class="link" disabled={work.busy} onClick={() => told(false)}>{m.after_not()}</button></p>
      ) : word === null ? (
        <>
          <p>{m.after_ask()}</p>
          <div class="row">
            <button type="button" disabled={work.busy} onClick={() => told(true)}>{m.after_yes()}</button>
            <button type="button" class="second" disabled={work.busy} onClick={() => told(false)}>{m.after_no()}</button>
          </div>
        </>
      ) : (
        <p class={word ? 'good' : 'note'}>
          {word ? m.after_yes_said() : m.after_no_said()}{' '}
          {!visit.thankedAt && <button type="button" class="link" disabled={work.busy} onClick={() => told(!word)}>{word ? m.after_change_no() : m.after_change()}</button>}
        </p>
      )}
      {visit.thankedAt ? <p class="good">{m.thanks_sent()} {visit.thanks && <q>{visit.thanks}</q>}</p> : (word || (word === null && visit.state === 'COMPLETED')) && <Thank id={visit.id} reload={reload} />}
    </>
  );
}

function Thank({ id, reload }: { id: string; reload: () => Promise<void> }) {
  const [words, setWords] = useState('');
  const work = useWork();
  const onWords = work.error?.field === 'words';
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(ThankVolunteer, { id, words: words.trim() || null }); await reload(); say(m.thanks_sent()); }); }}>
      <Wrong error={onWords ? null : work.error} />
      <TextArea id={`thanks-${id}`} label={m.thanks_label()} hint={m.thanks_hint()} error={onWords ? work.error!.message : null} value={words} on={setWords} maxLength={200} />
      <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.thanks_do()}</button>
    </form>
  );
}
