import { change } from '../api';
import { useAsk, useWork } from '../ask';
import { zoneOf } from '../associations';
import * as m from '../texts/messages';
import { say, Wrong } from '../ui/says';
import { CancelVisit } from '../visit.ops';
import { mode, when } from '../words';
import { AfterVisit } from './after-visit';
import { OtherTimes } from './other-times';
import { EndContact, SpokenFor as SpokenForOp } from './follow.ops';

/** Those for whom the reader speaks, as the person or the association said: their visits to come, and what may be done about them. */
export function SpokenFor() {
  const people = useAsk(SpokenForOp, {});
  const work = useWork();
  const did = (text: string, what: () => Promise<unknown>) => void work.run(async () => { await what(); await people.reload(); say(text); });
  if (!people.data || people.data.spokenFor.length === 0) return null;
  return (
    <section>
      <h2>{m.spoken_title()}</h2>
      <Wrong error={work.error} />
      {people.data.spokenFor.map(p => (
        <div class="card" key={p.contactId}>
          <h3>{p.firstName}</h3>
          {p.visits.length === 0 && <p>{m.visits_none()}</p>}
          {p.past.map(v => (
            <div key={v.id}>
              <p class="word">{m.after_title_theirs({ when: when(v.start, zoneOf()) })}</p>
              <AfterVisit visit={v} reload={people.reload} />
            </div>
          ))}
          {p.visits.map(v => (
            <div key={v.id}>
              <p class="word">{when(v.start, zoneOf())}</p>
              <p>{mode(v.mode)} · {v.minutes === 60 ? m.minutes_60() : m.minutes_30()}</p>
              {(p.scopes.includes('MAY_CANCEL') || p.scopes.includes('GUARDIAN')) && <OtherTimes visitId={v.id} minutes={v.minutes} text={m.move_text_visit_theirs()} reload={people.reload} />}
              {(p.scopes.includes('MAY_CANCEL') || p.scopes.includes('GUARDIAN')) && (
                <details>
                  <summary>{m.spoken_cancel()}</summary>
                  <p>{m.spoken_cancel_text()}</p>
                  <div class="row">
                    <button type="button" class="second" disabled={work.busy} onClick={() => did(m.visit_off(), () => change(CancelVisit, { id: v.id, askAgain: false }))}>{m.visit_cancel_end()}</button>
                  </div>
                </details>
              )}
            </div>
          ))}
          <details>
            <summary>{m.spoken_end()}</summary>
            <p>{m.spoken_end_text({ name: p.firstName })}</p>
            <button type="button" class="second" disabled={work.busy} onClick={() => did(m.saved(), () => change(EndContact, { id: p.contactId }))}>{m.spoken_end()}</button>
          </details>
        </div>
      ))}
    </section>
  );
}
