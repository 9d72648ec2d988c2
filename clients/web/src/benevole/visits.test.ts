import { beforeEach, expect, it } from 'vitest';
import { directions } from './directions';
import { given, keepVisits, keptVisits, type MyVisit, promised, toTell } from './visits';

const now = new Date('2026-11-30T09:00:00Z');
const visit = (id: string, start: string, end: string, state: MyVisit['state'] = 'PLANNED') => ({ id, start, end, state }) as MyVisit;
beforeEach(() => localStorage.clear());

it('keeps what is to come, in order, and no longer than it is', () => {
  keepVisits([visit('b', '2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z'), visit('a', '2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z'), visit('x', '2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z', 'CANCELLED')], now);
  expect(keptVisits(now).map(v => v.id)).toEqual(['a', 'b']);
  expect(keptVisits(new Date('2026-12-01T11:00:00Z')).map(v => v.id)).toEqual(['b']);
});

it('asks what became of a visit once it has begun', () =>
  expect(toTell([visit('a', '2026-11-30T08:30:00Z', '2026-11-30T09:30:00Z'), visit('b', '2026-11-30T09:30:00Z', '2026-11-30T10:00:00Z')], now).map(v => v.id)).toEqual(['a']));

it('adds up what was counted', () => {
  const done = (start: string, settledMinutes: number | null) => ({ start, minutes: 30, actualMinutes: null, settledMinutes });
  expect(given([done('2026-11-02', 45), done('2026-11-20', null), done('2026-01-05', 60), done('2025-11-05', 60)], d => d, '2026-11-30')).toEqual({ month: 75, year: 135 });
});

it('counts what this month keeps for visits to come, and not the next one', () =>
  expect(promised([{ start: '2026-11-30', minutes: 60 }, { start: '2026-11-12', minutes: 30 }, { start: '2026-12-01', minutes: 60 }], d => d, '2026-11-30')).toBe(90));

it('opens the map that the telephone has', () => {
  expect(directions('12 rue de Saussure', 'Android 15')).toBe('geo:0,0?q=12%20rue%20de%20Saussure');
  expect(directions('Paris', 'iPhone')).toMatch(/^maps:/);
  expect(directions('Paris', 'X11; Linux')).toBeNull();
});
