import { signOut, useMe } from '../session';
import * as m from '../texts/messages';

/** Who is signed in here, by the first name and the end of the number, and the way out; and the other door of whoever is both. */
export function SignedIn({ door, out }: { door: 'aide' | 'benevole'; out?: () => void }) {
  const { data, reload } = useMe();
  const me = data?.me;
  const other = door === 'aide' ? me?.roles.includes('VOLUNTEER') && <a href="/benevole">{m.also_volunteer()}</a> : me?.roles.includes('RESIDENT') && <a href="/aide/suivi">{m.also_resident()}</a>;
  return (
    <p class="row">
      {me?.signedIn && <span class="hint">{m.signed_in_as({ who: [me.firstName, me.phone].filter(Boolean).join(', ') })}</span>}
      {other}
      <button type="button" class="link" onClick={() => (out ? out() : void signOut().then(reload))}>{m.sign_out()}</button>
    </p>
  );
}
