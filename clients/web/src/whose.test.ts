import { expect, it } from 'vitest';
import { addressOf, type NearPlace, verdict } from './whose';

const place = (...serves: boolean[]) => ({
  commune: 'Paris', around: { latitude: 48.9, longitude: 2.3, radiusMetres: 800 }, suggestions: [], associations: serves.map((s, i) => ({ serves: s, kilometres: i, association: { id: `a${i}` } })),
}) as unknown as NearPlace;

it('takes the only association that serves the place, and leaves one that was chosen while it serves it', () => {
  expect(verdict(place(true, false), null)).toEqual({ kind: 'one', id: 'a0' });
  expect(verdict(place(true, true), 'a1')).toEqual({ kind: 'one', id: 'a1' });
  expect(verdict(place(true, false), 'a1')).toEqual({ kind: 'one', id: 'a0' });
});

it('asks where several serve it, and says where none does, or where there is no such place', () => {
  expect(verdict(place(true, true), null)).toEqual({ kind: 'several' });
  expect(verdict(place(false), 'a0')).toEqual({ kind: 'none' });
  expect(verdict({ ...place(), around: null }, null)).toEqual({ kind: 'not-found' });
  expect(verdict(null, null)).toEqual({ kind: 'unknown' });
});

it('asks by words, by where one stands, or by both', () => {
  expect(addressOf(' 75017 ', null)).toEqual({ text: '75017' });
  expect(addressOf('', { latitude: 1, longitude: 2 })).toEqual({ text: null, latitude: 1, longitude: 2 });
});
