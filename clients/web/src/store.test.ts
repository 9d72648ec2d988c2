import { beforeEach, expect, it, vi } from 'vitest';
import { load } from './aide/draft';
import { forgettingPeople, forgetVisits, keep, kept, keptDraft } from './store';

const KEYS = ['cv.visits', 'cv.phone', 'cv.demande', 'cv.inscription', 'cv.langue', 'cv.association', 'cv.associations'];
let all: Map<string, string>;

beforeEach(() => {
  all = new Map();
  vi.stubGlobal('localStorage', { getItem: (key: string) => all.get(key) ?? null, setItem: (key: string, value: string) => all.set(key, value), removeItem: (key: string) => all.delete(key) });
  for (const key of KEYS) keep(key, { of: key });
});

it('forgets people and keeps what tells of nobody, also where the browser empties its store meanwhile', async () => {
  await forgettingPeople(async () => all.clear());
  expect([...all.keys()].sort()).toEqual(['cv.association', 'cv.associations', 'cv.langue']);
  for (const key of KEYS) keep(key, { of: key });
  await forgettingPeople(async () => {});
  expect([...all.keys()].sort()).toEqual(['cv.association', 'cv.associations', 'cv.langue']);
});

it('keeps everything where signing out failed', async () => {
  await expect(forgettingPeople(() => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
  expect(all.size).toBe(KEYS.length);
});

it('forgets the visits alone where a session ended by itself', () => {
  forgetVisits();
  expect(all.has('cv.visits')).toBe(false);
  expect(all.has('cv.demande')).toBe(true);
});

it('deletes a draft that is too old, or of no known age', () => {
  const now = new Date('2026-11-30T10:00:00Z');
  const draft = (changedAt: string) => keep('cv.demande', { sentence: 'Aide', changedAt });
  draft('2026-11-24T10:00:00Z');
  expect(load(now).sentence).toBe('Aide');
  for (const old of ['2026-11-23T09:59:59Z', '']) {
    draft(old);
    expect(load(now).sentence).toBe('');
    expect(kept('cv.demande')).toBeNull();
  }
  expect(keptDraft('cv.inscription', 7, now)).toBeNull();
  expect(all.has('cv.inscription')).toBe(false);
});
