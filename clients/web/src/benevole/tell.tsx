import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import type { VisitReportOutcome } from '../generated/types';
import * as m from '../texts/messages';
import { TextArea } from '../ui/fields';
import { Wrong } from '../ui/says';
import { when } from '../words';
import type { MyVisit } from './visits';
import { Describe, Report } from './volunteer.ops';

const LENGTHS = [15, 30, 45, 60, 90];

/** After a visit: "it took place", then how long. Two taps; what was done can be written, and need not be. */
export function Tell({ visit, zone, done }: { visit: MyVisit; zone: string; done: () => Promise<void> }) {
  const [step, setStep] = useState<'what' | 'long' | 'words'>('what');
  const [words, setWords] = useState('');
  const work = useWork();
  const report = (outcome: VisitReportOutcome, minutes: number | null) => work.run(async () => {
    await change(Report, { visitId: visit.id, outcome, minutes, done: null });
    if (outcome === 'HAPPENED') setStep('words');
    else await done();
  });
  return (
    <section class="card">
      <h2>{step === 'words' ? m.tell_thanks() : m.tell_title({ name: visit.residentFirstName })}</h2>
      {step !== 'words' && <p>{when(visit.start, zone)}</p>}
      <Wrong error={work.error} />
      {step === 'what' && (
        <div class="row">
          <button type="button" disabled={work.busy} onClick={() => setStep('long')}>{m.tell_yes()}</button>
          <button type="button" class="second" disabled={work.busy} onClick={() => void report('RESIDENT_ABSENT', null)}>{m.tell_absent()}</button>
          <button type="button" class="second" disabled={work.busy} onClick={() => void report('VOLUNTEER_ABSENT', null)}>{m.tell_me_absent()}</button>
        </div>
      )}
      {step === 'long' && (
        <>
          <p id={`long-${visit.id}`}>{m.tell_long()}</p>
          <div class="row" role="group" aria-labelledby={`long-${visit.id}`}>
            {LENGTHS.map(n => <button type="button" key={n} class={n === visit.minutes ? undefined : 'second'} disabled={work.busy} onClick={() => void report('HAPPENED', n)}>{m.minutes_n({ count: n })}</button>)}
          </div>
        </>
      )}
      {step === 'words' && (
        <form onSubmit={event => { event.preventDefault(); void work.run(async () => { if (words.trim()) await change(Describe, { visitId: visit.id, done: words }); await done(); }); }}>
          <TextArea id={`done-${visit.id}`} label={m.tell_words({ name: visit.residentFirstName })} hint={m.tell_words_hint()} value={words} on={setWords} maxLength={300} />
          <div class="row"><button type="submit" disabled={work.busy}>{m.tell_words_do()}</button><button type="button" class="link" onClick={() => void done()}>{m.tell_nothing()}</button></div>
        </form>
      )}
    </section>
  );
}
