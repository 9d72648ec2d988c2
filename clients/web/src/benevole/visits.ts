import type { MyVisitsQuery } from '../generated/types';
import { keep, kept } from '../store';

export type MyVisit = MyVisitsQuery['visits']['nodes'][number];

/** Visits to come, for a cellar without a network. What is over is forgotten, and everything when one signs out. */
export const keepVisits = (visits: readonly MyVisit[], now: Date) => keep('cv.visits', toCome(visits, now));
export const keptVisits = (now: Date) => toCome(kept<MyVisit[]>('cv.visits') ?? [], now);

export const toCome = (visits: readonly MyVisit[], now: Date) =>
  visits.filter(v => v.state === 'PLANNED' && Date.parse(v.end) > now.getTime()).sort((a, b) => a.start.localeCompare(b.start));

/** Planned, begun and not told of: the volunteer says what became of it. */
export const toTell = (visits: readonly MyVisit[], now: Date) => visits.filter(v => v.state === 'PLANNED' && Date.parse(v.start) < now.getTime());

interface Done { start: string; minutes: number; actualMinutes: number | null; settledMinutes: number | null }
/** Minutes given in the calendar month and year of now, as they were counted. */
export function given(visits: readonly Done[], day: (instant: string) => string, today: string) {
  const sum = (prefix: string) => visits.filter(v => day(v.start).startsWith(prefix)).reduce((n, v) => n + (v.settledMinutes ?? v.actualMinutes ?? v.minutes), 0);
  return { month: sum(today.slice(0, 7)), year: sum(today.slice(0, 4)) };
}

/** Minutes of this month that are promised to visits to come: what is left does not hold them, and what was given not yet. */
export const promised = (planned: readonly { start: string; minutes: number }[], day: (instant: string) => string, today: string) =>
  planned.filter(v => day(v.start).startsWith(today.slice(0, 7))).reduce((n, v) => n + v.minutes, 0);
