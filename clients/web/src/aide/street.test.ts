import { expect, it } from 'vitest';
import { hasStreet } from './street';

it.each([
  ['75017', false], ['75017 Paris', false], ['Paris 17e', false], ['59610 Fourmies', false], ['Avesnes-sur-Helpe', false],
  ['12 rue de Saussure, 75017 Paris', true], ['rue de Saussure 75017', true], ['5 place des Batignolles', true], ['Lieu-dit la Haie, 59440', true],
])('%s: %s', (address, found) => expect(hasStreet(address)).toBe(found));
