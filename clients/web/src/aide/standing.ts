import type { RequestState } from '../generated/types';

/** As the service has it, or what the clock and the person add to BOOKED: a visit that has begun is no longer "fixed", though its minutes are not counted yet. */
export type Standing = RequestState | 'BEGUN' | 'TOOK_PLACE' | 'MISSED';

interface Seen { state: RequestState; visits: readonly { state: string; start: string; tookPlace?: boolean | null }[] }

export function standing({ state, visits }: Seen, now = Date.now()): Standing {
  const fixed = visits.filter(v => v.state === 'PLANNED');
  if (state !== 'BOOKED' || fixed.length === 0 || fixed.some(v => Date.parse(v.start) > now)) return state;
  return fixed.some(v => v.tookPlace === false) ? 'MISSED' : fixed.some(v => v.tookPlace) ? 'TOOK_PLACE' : 'BEGUN';
}
