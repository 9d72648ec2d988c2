import type { AddressInput, NearQuery } from './generated/types';

export type NearPlace = NearQuery['associationsNear'];
export interface Here { latitude: number; longitude: number }

export const addressOf = (text: string, here: Here | null): AddressInput => ({ text: text.trim() || null, ...here });

export type Verdict =
  | { kind: 'unknown' }
  /** The association that was chosen before serves the place, or the only one that does. */
  | { kind: 'one'; id: string }
  | { kind: 'several' }
  | { kind: 'none' }
  | { kind: 'not-found' };

/** What follows for the choice of an association: the one that somebody chose stays while it serves the place. */
export function verdict(found: NearPlace | null, chosen: string | null): Verdict {
  if (!found) return { kind: 'unknown' };
  if (!found.around) return { kind: 'not-found' };
  const serving = found.associations.filter(a => a.serves).map(a => a.association.id);
  if (chosen && serving.includes(chosen)) return { kind: 'one', id: chosen };
  return serving.length === 0 ? { kind: 'none' } : serving.length === 1 ? { kind: 'one', id: serving[0]! } : { kind: 'several' };
}
