import { describe, expect, it } from 'vitest';
import { addDays, instant, nextDays, weekday, windowsOf } from './time';

const Paris = 'Europe/Paris';
const now = new Date('2026-11-30T09:00:00Z');

describe('instant', () => {
  it('is an hour or two before the clock of Paris', () => {
    expect(instant('2026-12-01', '14:00', Paris)).toBe('2026-12-01T13:00:00.000Z');
    expect(instant('2026-07-01', '14:00', Paris)).toBe('2026-07-01T12:00:00.000Z');
  });
  it('takes the first of an hour that comes twice, and goes on after one that never comes', () => {
    expect(instant('2026-10-25', '02:30', Paris)).toBe('2026-10-25T00:30:00.000Z');
    expect(instant('2026-03-29', '02:30', Paris)).toBe('2026-03-29T01:30:00.000Z');
  });
  it('knows overseas', () => expect(instant('2026-12-01', '08:00', 'America/Martinique')).toBe('2026-12-01T12:00:00.000Z'));
});

describe('windowsOf', () => {
  const slot = (day: string, from: string, to: string) => ({ day, from, to });
  it('joins what touches and orders the rest', () =>
    expect(windowsOf([slot('2026-12-03', '09:00', '12:00'), slot('2026-12-02', '12:00', '18:00'), slot('2026-12-02', '09:00', '12:00')], Paris, now, 60, 120)).toEqual([
      { start: '2026-12-02T08:00:00.000Z', end: '2026-12-02T17:00:00.000Z' },
      { start: '2026-12-03T08:00:00.000Z', end: '2026-12-03T11:00:00.000Z' },
    ]));
  it('cuts what is too near, and drops it when too little is left', () => {
    expect(windowsOf([slot('2026-11-30', '09:00', '13:00')], Paris, now, 30, 120)).toEqual([{ start: '2026-11-30T11:00:00.000Z', end: '2026-11-30T12:00:00.000Z' }]);
    expect(windowsOf([slot('2026-11-30', '09:00', '12:00')], Paris, now, 30, 120)).toEqual([]);
  });
  it('gives twenty at most', () =>
    expect(windowsOf(Array.from({ length: 30 }, (_, i) => slot(addDays('2026-12-01', i), '09:00', '12:00')), Paris, now, 60, 0)).toHaveLength(20));
});

it('counts days over months', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(weekday('2026-11-29')).toBe(7);
  expect(nextDays(Paris, new Date('2026-11-30T22:30:00Z'), 60, 2)).toEqual(['2026-12-01', '2026-12-02']);
});
