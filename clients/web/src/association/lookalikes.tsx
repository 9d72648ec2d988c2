import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk } from '../ask';
import type { Likelihood, LookalikesQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Radios } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { date, phoneText } from '../words';
import { Act } from './act';
import type { DeskProps } from './door';
import { KeepApart, Lookalikes as LookalikesOp, Merge, UndoMerge } from './people.ops';

const LIKELY: Record<Likelihood, () => string> = { LIKELY: m.alike_likely, POSSIBLE: m.alike_possible };
type Pair = LookalikesQuery['lookalikeResidents'][number];
interface Row { id: string; firstName: string; phone: string; place: { label: string } }

/** Two records that may be one person, and why. A person decides; a merge can be taken back. */
export default function Lookalikes({ association }: DeskProps) {
  const found = useAsk(LookalikesOp, {});
  const zone = association.timeZone;
  return (
    <Page title={m.people_lookalikes()} back="/association/personnes" wide>
      <p>{m.alike_text()}</p>
      <Loaded of={found}>
        {({ lookalikeResidents, lookalikeVolunteers, residentMerges }) => (
          <>
            {lookalikeResidents.length + lookalikeVolunteers.length === 0 && <p class="good">{m.alike_none()}</p>}
            {lookalikeResidents.length > 0 && <h2>{m.alike_residents()}</h2>}
            {lookalikeResidents.map(pair => <Residents key={pair.keep.id + pair.other.id} pair={pair} reload={found.reload} />)}
            {lookalikeVolunteers.length > 0 && <><h2>{m.alike_volunteers()}</h2><p>{m.alike_volunteers_text()}</p></>}
            {lookalikeVolunteers.map(({ first, second, because, likelihood }) => (
              <div class="card" key={first.id + second.id}>
                <p><strong>{LIKELY[likelihood]()}</strong> : {because}</p>
                <ul>{[first, second].map(v => <li key={v.id}><a href={`/association/benevoles/${v.id}`}>{v.firstName}</a>, <Short of={v} /></li>)}</ul>
                <Act second text={m.alike_apart()} said={m.alike_apart_done()} what={() => change(KeepApart, { volunteerIds: [first.id, second.id], residentIds: null })} after={found.reload} />
              </div>
            ))}
            {residentMerges.length > 0 && <h2>{m.merges_title()}</h2>}
            {residentMerges.map(x => (
              <div class="card" key={x.id}>
                <p>{date(x.at, zone)} : {x.kept && x.other ? <><a href={`/association/personnes/${x.kept.id}`}>{x.kept.firstName}</a> {m.merge_with({ name: x.other.firstName })}</> : '—'}{x.by && `, ${x.by}`} · {m.merge_moved({ count: x.moved })}</p>
                {x.undoneAt ? <p>{m.merge_undone({ day: date(x.undoneAt, zone) })}</p> : <details><summary>{m.merge_undo()}</summary><p>{m.merge_undo_text()}</p><Act second text={m.merge_undo_do()} said={m.merge_undo_done()} what={() => change(UndoMerge, { id: x.id })} after={found.reload} /></details>}
              </div>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const Short = ({ of }: { of: Row }) => <>{phoneText(of.phone)}, {of.place.label}</>;

function Residents({ pair: { keep, other, because, likelihood }, reload }: { pair: Pair; reload: () => Promise<void> }) {
  const [kept, setKept] = useState(keep.id);
  const text = (r: Row) => `${r.firstName}, ${phoneText(r.phone)}, ${r.place.label}`;
  return (
    <div class="card">
      <p><strong>{LIKELY[likelihood]()}</strong> : {because}</p>
      <ul>{[keep, other].map(r => <li key={r.id}><a href={`/association/personnes/${r.id}`}>{r.firstName}</a>, <Short of={r} /></li>)}</ul>
      <Act second text={m.alike_apart()} said={m.alike_apart_done()} what={() => change(KeepApart, { residentIds: [keep.id, other.id], volunteerIds: null })} after={reload} />
      <details>
        <summary>{m.merge_one()}</summary>
        <p>{m.merge_text()}</p>
        <Radios name={`keep-${keep.id}-${other.id}`} legend={m.merge_keep()} options={[[keep.id, text(keep)], [other.id, text(other)]] as const} value={kept} on={setKept} />
        <Act text={m.merge_do()} said={m.merge_done()} what={() => change(Merge, { keepId: kept, otherId: kept === keep.id ? other.id : keep.id })} after={reload} />
      </details>
    </div>
  );
}
