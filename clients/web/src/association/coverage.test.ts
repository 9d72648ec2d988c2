import { expect, it } from 'vitest';
import { coverage, metresBetween } from './coverage';

const place = (latitude: number, longitude: number, communeCode = '75117', label = '1 rue X, 75017 Paris') => ({ latitude, longitude, communeCode, label });

it('measures as the crow flies (Notre-Dame to the Eiffel tower: 4.1 km)', () =>
  expect(metresBetween(place(48.853, 2.3499), place(48.8584, 2.2945))).toBeGreaterThan(4050));

it('says where minutes are missing first', () => {
  const needs = [
    { id: 'a', minutes: 60, place: place(48.8846, 2.3166) },
    { id: 'b', minutes: 60, place: place(50.1, 3.9, '59036', 'Avesnes-sur-Helpe') },
  ];
  const helps = [
    { id: 'v', minutesLeftThisMonth: 30, maxDistanceMetres: 2000, place: place(48.8823, 2.316) },
    { id: 'w', minutesLeftThisMonth: 0, maxDistanceMetres: 50_000, place: place(50.1, 3.9) },
  ];
  expect(coverage(needs, helps)).toEqual([
    { commune: '59036', name: 'Avesnes-sur-Helpe', requests: 1, needed: 60, helpers: 0, minutes: 0, missing: 60 },
    { commune: '75117', name: '75017 Paris', requests: 1, needed: 60, helpers: 1, minutes: 30, missing: 30 },
  ]);
});
