import { useAssociation } from '../associations';
import { type NearPlace, verdict } from '../whose';
import * as m from '../texts/messages';
import { phoneText } from '../words';
import { Radios } from './fields';

/** Whose the place is: said, asked where several serve it, or told that none does yet and whom to call. */
export function NearNote({ found, meant }: { found: NearPlace | null; meant: (address: string) => void }) {
  const { current, choose } = useAssociation();
  if (!found) return null;
  const serving = found.associations.filter(a => a.serves);
  const known = (id: string) => serving.find(a => a.association.id === id)?.association;
  switch (verdict(found, current?.id ?? null).kind) {
    case 'unknown': return null;
    case 'not-found': return (
      <div class="note">
        <p>{m.near_not_found()}</p>
        {found.suggestions.length > 0 && <><p>{m.near_meant()}</p><ul>{found.suggestions.map(s => <li key={s}><button type="button" class="link" onClick={() => meant(s)}>{s}</button></li>)}</ul></>}
      </div>
    );
    case 'none': {
      const [nearest] = found.associations;
      return (
        <div class="note">
          <p><strong>{m.near_none()}</strong></p>
          {nearest && <p>{nearest.kilometres == null ? m.near_nearest_call({ name: nearest.association.name }) : m.near_nearest({ name: nearest.association.name, km: nearest.kilometres })} <a class="tel" href={`tel:${nearest.association.phone}`}>{phoneText(nearest.association.phone)}</a></p>}
          <p>{m.near_go_on()}</p>
        </div>
      );
    }
    default: return serving.length === 1 || current ? <>
      {serving.length > 1 && <Which serving={serving} current={current?.id ?? null} choose={id => choose(id, known(id))} />}
      {current && known(current.id) && <p class="good">{m.near_one({ name: current.name })}</p>}
    </> : <Which serving={serving} current={null} choose={id => choose(id, known(id))} />;
  }
}

const Which = ({ serving, current, choose }: { serving: NearPlace['associations']; current: string | null; choose: (id: string) => void }) => (
  <Radios name="near" legend={m.near_several()} options={serving.map(a => [a.association.id, a.association.name] as const)} value={serving.some(a => a.association.id === current) ? current : null} on={choose} />
);
