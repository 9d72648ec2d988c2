import { expect, it } from 'vitest';
import { calendar } from './ics';

const visit = { id: 'v1', version: 2, start: '2026-12-01T13:00:00Z', end: '2026-12-01T13:30:00Z', summary: 'Aider Jeanne', place: '12 rue de Saussure, 75017 Paris', description: 'Mot : lilas\nCode 4821' };
const lines = calendar(visit, new Date('2026-11-30T09:00:00Z')).split('\r\n');

it('says when in UTC, and what in words that need no other program', () => {
  expect(lines).toContain('DTSTART:20261201T130000Z');
  expect(lines).toContain('DTEND:20261201T133000Z');
  expect(lines).toContain('LOCATION:12 rue de Saussure\\, 75017 Paris');
  expect(lines).toContain('DESCRIPTION:Mot : lilas\\nCode 4821');
  expect(lines).toContain('SEQUENCE:2');
});

it('folds long lines between characters', () => {
  const long = calendar({ ...visit, description: 'é'.repeat(200) }, new Date(0)).split('\r\n');
  expect(Math.max(...long.map(l => new TextEncoder().encode(l).length))).toBeLessThanOrEqual(75);
  expect(long.filter(l => l.startsWith(' ')).length).toBeGreaterThan(4);
});

it('leaves the place out for help by telephone', () => expect(calendar({ ...visit, place: null }, new Date(0))).not.toContain('LOCATION'));
