import { beforeEach, expect, it } from 'vitest';
import { empty, forget, isBegun, load, save } from './draft';

const now = new Date('2026-11-30T09:00:00Z');
beforeEach(() => localStorage.clear());

it('is there again when the page opens again', () => {
  save({ ...empty(), sentence: 'Mon téléphone ne sonne plus', ticked: ['2026-12-01 am'] }, now);
  expect(load(now)).toMatchObject({ sentence: 'Mon téléphone ne sonne plus', ticked: ['2026-12-01 am'] });
  expect(isBegun(load(now))).toBe(true);
});

it('is forgotten after a week, when it was sent, and when it cannot be read', () => {
  save({ ...empty(), sentence: 'x' }, now);
  expect(load(new Date('2026-12-08T09:00:00Z')).sentence).toBe('');
  forget();
  expect(isBegun(load(now))).toBe(false);
  localStorage.setItem('cv.demande', '{');
  expect(load(now).sentence).toBe('');
});

it('of an older version has what that version did not know', () => {
  localStorage.setItem('cv.demande', JSON.stringify({ sentence: 'x', changedAt: now.toISOString() }));
  expect(load(now)).toMatchObject({ sentence: 'x', minutes: 60, modes: ['AT_HOME'] });
});
