import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { Criterion, WhyTheseQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Field, Select } from '../ui/fields';
import { Loaded, say, Wrong } from '../ui/says';
import { mode, when } from '../words';
import { Override, WhyThese } from './requests.ops';

type Matching = WhyTheseQuery['matching'];
const CRITERIA: Record<Criterion, () => string> = {
  DISTANCE: m.crit_distance, REST: m.crit_rest, MINUTES: m.crit_minutes, SLOTS: m.crit_slots, SPARE: m.crit_spare, LANGUAGE: m.crit_language, ROTATION: m.crit_rotation,
};

/** Why these and why not the others, if the search ran now; and a person's own choice, with a motive. */
export function Why({ requestId, asked, zone, reload }: { requestId: string; asked: boolean; zone: string; reload: () => Promise<void> }) {
  const why = useAsk(WhyThese, { id: requestId });
  return (
    <section>
      <h2>{m.why_title()}</h2>
      <Loaded of={why}>
        {({ matching }) => (
          <>
            <p>{m.why_radius({ km: (matching.radiusMetres / 1000).toLocaleString() })}</p>
            <Proposed matching={matching} asked={asked} zone={zone} />
            <h3>{m.why_not({ count: matching.refused.length })}</h3>
            <ul>{matching.refused.map(a => <li key={a.volunteer.id}><a href={`/association/benevoles/${a.volunteer.id}`}>{a.volunteer.firstName}</a> : {a.reasons.map(x => x.sentence + smallest(x.change)).join(' ; ')}</li>)}</ul>
            <Choose matching={matching} requestId={requestId} done={async () => { await reload(); await why.reload(); }} />
          </>
        )}
      </Loaded>
    </section>
  );
}

/** What is missing, when it says more than that it is missing. */
const smallest = (change: { amount?: number | null; freeFrom?: string | null; sentence: string } | null | undefined) =>
  change && ((change.amount ?? null) !== null || change.freeFrom) ? ` (${change.sentence})` : '';

function Proposed({ matching, asked, zone }: { matching: Matching; asked: boolean; zone: string }) {
  if (matching.proposed.length === 0) return <p class="note">{asked ? m.why_nobody_else() : m.why_nobody()}</p>;
  return (
    <>
      <h3>{m.why_these({ count: matching.proposed.length })}</h3>
      <ol>
        {matching.proposed.map(a => (
          <li key={a.volunteer.id}>
            <a href={`/association/benevoles/${a.volunteer.id}`}>{a.volunteer.firstName}</a>
            {a.proposal && (
              <>
                {' '}: {m.points({ count: a.proposal.points.total })}, {mode(a.proposal.mode)}, {when(a.proposal.start, zone)}{a.proposal.distanceMetres !== null && `, ${m.metres({ count: a.proposal.distanceMetres ?? 0 })}`}
                <details><summary>{m.points_detail()}</summary><ul>{a.proposal.points.lines.map(l => <li key={l.criterion}>{CRITERIA[l.criterion]()} : {l.points} = {l.weight} × {l.part} ÷ {l.whole}</li>)}</ul></details>
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function Choose({ matching, requestId, done }: { matching: Matching; requestId: string; done: () => Promise<void> }) {
  const everybody = [...matching.proposed, ...matching.refused].map(a => [a.volunteer.id, a.volunteer.firstName] as const);
  const [volunteerId, setVolunteer] = useState('');
  const [motive, setMotive] = useState('');
  const work = useWork();
  if (everybody.length === 0) return null;
  return (
    <details>
      <summary>{m.override()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(Override, { requestId, volunteerId, motive }); setMotive(''); await done(); say(m.override_done()); }); }}>
        <p>{m.override_text()}</p>
        <Wrong error={work.error} />
        <Select id="override" label={m.override_whom()} value={volunteerId} on={setVolunteer} options={[['', m.association_choose()], ...everybody]} />
        <Field id="motive" label={m.motive()} value={motive} on={setMotive} maxLength={200} required />
        <button type="submit" disabled={work.busy || !volunteerId}>{m.override_do()}</button>
      </form>
    </details>
  );
}
