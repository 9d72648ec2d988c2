import { useState } from 'preact/hooks';
import { ReportWorry } from '../visit.ops';
import { change } from '../api';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { TextArea } from './fields';
import { Wrong } from './says';

/** Something is wrong: one tap is enough, words are not needed. A person calls back. */
export function Worry({ visitId, residentId }: { visitId: string | null; residentId?: string | null }) {
  const [words, setWords] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const work = useWork();
  if (said) return <p class="good" role="status">{said}</p>;
  return (
    <details>
      <summary>{m.worry_summary()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => setSaid((await change(ReportWorry, { visitId, residentId: residentId ?? null, words: words || null })).reportWorry.worry!.said)); }}>
        <p>{m.worry_text()}</p>
        <Wrong error={work.error} />
        <TextArea id={`worry-${visitId ?? 'any'}`} label={m.worry_words()} value={words} on={setWords} maxLength={1000} />
        <button type="submit" disabled={work.busy}>{m.worry_do()}</button>
      </form>
    </details>
  );
}
