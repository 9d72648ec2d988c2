import { change } from './api';
import { Me, SignOut } from './session.ops';
import { type Asked, useAsk } from './ask';
import type { MeQuery } from './generated/types';
import { useEffect } from 'preact/hooks';
import { forgetVisits, forgettingPeople, keep } from './store';

/** Who is here. The proof itself is a cookie that no script reads. */
export function useMe(): Asked<MeQuery> {
  const me = useAsk(Me, {});
  const { reload } = me;
  useEffect(() => {
    const again = () => void reload();
    const over = () => {
      forgetVisits();
      again();
    };
    // Another tab signed in or out: this one must not go on as somebody else.
    const storage = (event: StorageEvent) => event.key === 'cv.session' && again();
    addEventListener('cv-signed-out', over);
    addEventListener('storage', storage);
    return () => {
      removeEventListener('cv-signed-out', over);
      removeEventListener('storage', storage);
    };
  }, [reload]);
  // Signed out at /compte, from another telephone, or by time: this page learns of it when it asks.
  const out = me.data?.me.signedIn === false;
  useEffect(() => {
    if (out) forgetVisits();
  }, [out]);
  return me;
}

/** Tells the other tabs; the value is nothing but a change. */
export const sessionChanged = () => keep('cv.session', Date.now());

/** What this browser kept about people goes with the session. */
export async function signOut() {
  await forgettingPeople(() => change(SignOut, {}));
  sessionChanged();
}
