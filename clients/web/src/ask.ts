import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask, Refused } from './api';
import type { Operation } from './op';

export interface Asked<R> { data: R | null; error: Refused | null; reload: () => Promise<void> }

const asRefused = (e: unknown) => (e instanceof Refused ? e : new Refused('INTERNAL_ERROR', String(e)));

/** Asks when the screen opens, when the variables change, and every so often if told to; a page nobody looks at does not ask. */
export function useAsk<R, V>(operation: Operation<R, V>, variables: V, everyMs = 0): Asked<R> {
  const key = JSON.stringify(variables);
  const [state, set] = useState<{ data: R | null; error: Refused | null }>({ data: null, error: null });
  const turn = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    try {
      const data = await ask(operation, JSON.parse(key) as V);
      if (mine === turn.current) set({ data, error: null });
    } catch (e) {
      if (mine === turn.current) set(before => ({ ...before, error: asRefused(e) }));
    }
  }, [operation, key]);
  useEffect(() => void reload(), [reload]);
  useEffect(() => {
    if (!everyMs) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && void reload(), everyMs);
    const back = () => document.visibilityState === 'visible' && void reload();
    document.addEventListener('visibilitychange', back);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, [reload, everyMs]);
  return { ...state, reload };
}

export interface Work { busy: boolean; error: Refused | null; run: (work: () => Promise<void>) => Promise<boolean>; clear: () => void }

/** Something that a person started: once at a time, and what went wrong is kept for the screen to say. */
export function useWork(): Work {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Refused | null>(null);
  const running = useRef(false);
  const run = useCallback(async (work: () => Promise<void>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (e) {
      setError(asRefused(e));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, error, run, clear: useCallback(() => setError(null), []) };
}
