/** A small value kept in this browser. Reading never fails: a browser may refuse to keep anything. */
export function keep<T>(key: string, value: T | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private browsing, or full: the page works without.
  }
}

export function kept<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** What tells of people: visits with an address and a door word, a number, and what was being written. */
const PEOPLE = ['cv.visits', 'cv.phone', 'cv.code', 'cv.demande', 'cv.inscription'];
/** What tells of nobody, and stays for whoever comes next: the language and the association. */
const HARMLESS = ['cv.langue', 'cv.association', 'cv.associations'];

/** Signing out, during which the service has the browser empty its store: what tells of nobody comes back. */
export async function forgettingPeople(signOut: () => Promise<unknown>) {
  const harmless = HARMLESS.map(key => [key, kept<unknown>(key)] as const);
  await signOut();
  for (const key of PEOPLE) keep(key, null);
  for (const [key, value] of harmless) keep(key, value);
}

/** The session is over, whoever ended it: nobody's door is read here any more. Words that were being written stay until somebody signs out, or they are too old. */
export const forgetVisits = () => keep('cv.visits', null);

/** Something that was being written; what is older than so many days is deleted, not only passed over. */
export function keptDraft<T extends { changedAt: string }>(key: string, days: number, now: Date): T | null {
  const found = kept<T>(key);
  if (found && now.getTime() - Date.parse(found.changedAt) <= days * 86_400_000) return found;
  keep(key, null);
  return null;
}
