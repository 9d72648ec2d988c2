import { beforeEach, expect, it } from 'vitest';
import { changed, empty, forget, isBegun, load, save } from './draft';

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

it('keeps its key until it is another request, and what left until other words take its place', () => {
  const draft = { ...empty(), sent: { sentence: 'x' } as never };
  expect(draft.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  save(draft, now);
  expect(load(now)).toMatchObject({ key: draft.key, sent: { sentence: 'x' } });
  expect(changed(load(now), { sentence: 'y' })).toMatchObject({ key: draft.key, sent: null, sentence: 'y' });
  forget();
  expect(load(now).key).not.toBe(draft.key);
});
