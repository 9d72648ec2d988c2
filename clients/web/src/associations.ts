import { useEffect, useState } from 'preact/hooks';
import { ask } from './api';
import { Associations } from './associations.ops';
import type { AssociationsQuery } from './generated/types';
import { keep, kept } from './store';

export type Association = AssociationsQuery['associations']['nodes'][number];

// Public facts, kept so that the telephone number is there before the network is.
let all: Association[] = kept<Association[]>('cv.associations') ?? [];
let chosen: string | null = new URLSearchParams(location.search).get('association') ?? kept<string>('cv.association');
let asked = false;
const listeners = new Set<() => void>();
const tell = () => { for (const listener of listeners) listener(); };

async function load() {
  if (asked) return;
  asked = true;
  try {
    all = (await ask(Associations, {})).associations.nodes;
    keep('cv.associations', all);
    tell();
  } catch {
    asked = false; // the screens that need one say so
  }
}

/** The association of this browser: the only one, or the one that was chosen. */
export function useAssociation() {
  const [, turn] = useState(0);
  useEffect(() => {
    const listener = () => turn(n => n + 1);
    listeners.add(listener);
    void load();
    return () => void listeners.delete(listener);
  }, []);
  const choose = (id: string, known?: Association) => {
    // One that the list, which is of the first fifty, does not hold.
    if (known && !all.some(a => a.id === id)) all = [...all, known];
    chosen = id;
    keep('cv.association', id);
    tell();
  };
  return { all, current: all.find(a => a.id === chosen) ?? (all.length === 1 ? all[0]! : null), choose };
}

/** In which zone times are said: of this association, of the one that was chosen here, or of any. */
export const zoneOf = (id?: string | null) => all.find(a => a.id === (id ?? chosen))?.timeZone ?? all[0]?.timeZone ?? 'Europe/Paris';
