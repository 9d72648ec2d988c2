import { change } from './api';
import { Me, SignOut } from './session.ops';
import { type Asked, useAsk } from './ask';
import type { MeQuery } from './generated/types';
import { useEffect } from 'preact/hooks';
import { keep } from './store';

/** Who is here. The proof itself is a cookie that no script reads. */
export function useMe(): Asked<MeQuery> {
  const me = useAsk(Me, {});
  const { reload } = me;
  useEffect(() => {
    const again = () => void reload();
    // Another tab signed in or out: this one must not go on as somebody else.
    const storage = (event: StorageEvent) => event.key === 'cv.session' && again();
    addEventListener('cv-signed-out', again);
    addEventListener('storage', storage);
    return () => {
      removeEventListener('cv-signed-out', again);
      removeEventListener('storage', storage);
    };
  }, [reload]);
  return me;
}

/** Tells the other tabs; the value is nothing but a change. */
export const sessionChanged = () => keep('cv.session', Date.now());

/** What this browser kept about people goes with the session. */
export async function signOut() {
  await change(SignOut, {});
  keep('cv.visits', null);
  keep('cv.phone', null);
  sessionChanged();
}
