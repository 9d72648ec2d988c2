import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import type { AutonomyAnswer, PersonQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Radios } from '../ui/fields';
import { say, Wrong } from '../ui/says';
import { date } from '../words';
import { Act } from './act';
import { AnswerEnding } from './desk.ops';
import { Assess } from './people.ops';
import type { PersonProps } from './person';

const ANSWERS: Record<AutonomyAnswer, () => string> = { NOT_YET: m.answer_not_yet, WITH_HELP: m.answer_with_help, ALONE: m.answer_alone };
const answers = Object.entries(ANSWERS).map(([key, text]) => [key as AutonomyAnswer, text()] as const);

/** The six questions, what was answered each time, and the way since the first. The matching does not use it. */
export function Autonomy({ person: p, zone, reload, questions }: PersonProps & { questions: PersonQuery['autonomyQuestions'] }) {
  const a = p.autonomy;
  if (!a) return null;
  // The first is "before": it stays beside the latest ones.
  const times = a.history.length > 4 ? [a.history[0]!, ...a.history.slice(-3)] : a.history;
  return (
    <section>
      <h2>{m.autonomy_title()}</h2>
      <p>{m.autonomy_text()}</p>
      {a.due && <p class="note">{m.autonomy_due()}</p>}
      {times.length > 0 && (
        <>
          <p><strong>{times.at(-1)!.levelName}</strong>{a.progress != null && ` · ${a.progress > 0 ? m.autonomy_gained({ count: a.progress }) : a.progress < 0 ? m.autonomy_lost({ count: -a.progress }) : m.autonomy_same()}`}</p>
          <div class="scroll" tabIndex={0} role="region" aria-label={m.autonomy_title()}>
            <table>
              <thead><tr><th scope="col">{m.autonomy_question()}</th>{times.map(t => <th scope="col" key={t.id}>{date(t.at, zone)}</th>)}</tr></thead>
              <tbody>
                {questions.map(q => <tr key={q.question}><th scope="row">{q.sentence}</th>{times.map(t => <td key={t.id}>{ANSWERS[t.answers.find(x => x.question === q.question)?.answer ?? 'NOT_YET']()}</td>)}</tr>)}
                <tr><th scope="row">{m.autonomy_points()}</th>{times.map(t => <td key={t.id}>{t.points} / 12</td>)}</tr>
              </tbody>
            </table>
          </div>
        </>
      )}
      {a.endings.filter(e => e.state === 'PROPOSED').map(e => (
        <div class="card" key={e.id}>
          <p>{e.sentence}</p>
          <div class="row"><Act text={m.end_agreed()} said={m.end_done()} what={() => change(AnswerEnding, { id: e.id, agreed: true })} after={reload} /><Act second text={m.end_not_yet()} said={m.end_done()} what={() => change(AnswerEnding, { id: e.id, agreed: false })} after={reload} /></div>
        </div>
      ))}
      <Ask person={p} zone={zone} reload={reload} questions={questions} />
    </section>
  );
}

function Ask({ person: p, reload, questions }: PersonProps & { questions: PersonQuery['autonomyQuestions'] }) {
  const [said, setSaid] = useState<(AutonomyAnswer | null)[]>(() => questions.map(() => null));
  const work = useWork();
  return (
    <details>
      <summary>{m.autonomy_ask()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => {
        await change(Assess, { input: { residentId: p.id, answers: said as AutonomyAnswer[] } });
        setSaid(questions.map(() => null));
        await reload();
        say(m.saved());
      }); }}>
        <Wrong error={work.error} />
        {questions.map((q, i) => <Radios key={q.question} name={`q-${q.question}`} legend={q.sentence} options={answers} value={said[i] ?? null} on={value => setSaid(said.map((x, j) => (i === j ? value : x)))} />)}
        <button type="submit" disabled={work.busy || said.includes(null)}>{m.autonomy_save()}</button>
      </form>
    </details>
  );
}
