import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { TextArea } from './fields';
import { getLocale } from '../texts/language';
import { Wrong } from './says';
import { when } from '../words';
import { Contest } from '../visit.ops';

interface Decision { id: string; at: string; because: readonly string[]; otherwise: readonly string[] }

/** Why this neighbour, or why nobody yet; and a person who looks again. */
export function Reasons({ decisions, zone, summary }: { decisions: readonly Decision[]; zone: string; summary: string }) {
  if (decisions.length === 0) return null;
  return (
    <details>
      <summary>{summary}</summary>
      {decisions.slice(0, 5).map(d => (
        <section key={d.id}>
          <h3>{m.why_then({ when: when(d.at, zone) })}</h3>
          {d.because.map(s => <p key={s}>{s}</p>)}
          {d.otherwise.length > 0 && <><p>{m.why_otherwise()}</p><ul>{d.otherwise.map(s => <li key={s}>{s}</li>)}</ul></>}
        </section>
      ))}
      <p><a href={`/regles?langue=${getLocale()}`}>{m.link_rules()}</a></p>
      <details><summary>{m.contest_label()}</summary><ContestForm decisionId={decisions[0]!.id} zone={zone} /></details>
    </details>
  );
}

export function ContestForm({ decisionId, zone }: { decisionId: string; zone: string }) {
  const [words, setWords] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  const work = useWork();
  if (until) return <p class="good" role="status">{m.contest_done({ day: when(until, zone) })}</p>;
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => setUntil((await change(Contest, { decisionId, words })).contestDecision.contest!.deadline)); }}>
      <Wrong error={work.error} />
      <TextArea id={`contest-${decisionId}`} label={m.contest_words()} hint={m.contest_hint()} value={words} on={setWords} maxLength={500} />
      <button type="submit" class="second" disabled={work.busy}>{m.contest_do()}</button>
    </form>
  );
}
