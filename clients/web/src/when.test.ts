import { describe, expect, it } from 'vitest';
import { understand } from './when';

const monday = '2026-11-30';
const said = (text: string) => understand(text, monday).map(s => `${s.day} ${s.from}-${s.to}`);

describe('understand', () => {
  it.each([
    ['mardi après-midi', ['2026-12-01 14:00-18:00', '2026-12-08 14:00-18:00']],
    ['Mardi prochain, le matin', ['2026-12-01 09:00-12:00']],
    ['demain', ['2026-12-01 09:00-19:00']],
    ['après-demain matin', ['2026-12-02 09:00-12:00']],
    ['jeudi ou vendredi matin', ['2026-12-03 09:00-12:00', '2026-12-04 09:00-12:00', '2026-12-10 09:00-12:00', '2026-12-11 09:00-12:00']],
    ['demain matin, ou jeudi prochain après-midi', ['2026-12-01 09:00-12:00', '2026-12-03 14:00-18:00']],
    ['le 12 décembre après 16h', ['2026-12-12 16:00-20:00']],
    ['12/12 entre 14h et 16h30', ['2026-12-12 14:00-16:30']],
    // The hour that was said is tried first.
    ['demain vers 15h', ['2026-12-01 15:00-17:00']],
    ['mardi 15h', ['2026-12-01 15:00-17:00', '2026-12-08 15:00-17:00']],
    ['mardi à quinze heures', ['2026-12-01 15:00-17:00', '2026-12-08 15:00-17:00']],
    ['demain à trois heures et demie', ['2026-12-01 15:30-17:30']],
    ['jeudi prochain 14h-16', ['2026-12-03 14:00-16:00']],
    ['jeudi 14h-16h', ['2026-12-03 14:00-16:00', '2026-12-10 14:00-16:00']],
    ['jeudi entre 10 et 12', ['2026-12-03 10:00-12:00', '2026-12-10 10:00-12:00']],
    ['mercredi 14h30 ou vendredi prochain vers midi', ['2026-12-02 14:30-16:30', '2026-12-04 12:00-14:00', '2026-12-09 14:30-16:30']],
    ['mardi 8', ['2026-12-08 09:00-19:00']],
    ['mardi 8 décembre à 10h', ['2026-12-08 10:00-12:00']],
    ['mardi 8/12', ['2026-12-08 09:00-19:00']],
    ['mercredi 2', ['2026-12-02 09:00-19:00']],
    ['le 1er', ['2026-12-01 09:00-19:00']],
    ['le 1er janvier', ['2027-01-01 09:00-19:00']],
    ['ce soir', ['2026-11-30 18:00-20:00']],
    ['cet après-midi', ['2026-11-30 14:00-18:00']],
    ['tonight', ['2026-11-30 18:00-20:00']],
    ['friday after 4pm', ['2026-12-04 16:00-20:00', '2026-12-11 16:00-20:00']],
    ['next monday morning', ['2026-12-07 09:00-12:00']],
    ['tuesday 3pm', ['2026-12-01 15:00-17:00', '2026-12-08 15:00-17:00']],
    ['mardi 20h', ['2026-12-01 20:00-22:00', '2026-12-08 20:00-22:00']],
    ['le 3 janvier', ['2027-01-03 09:00-19:00']],
    ['tomorrow afternoon', ['2026-12-01 14:00-18:00']],
    ['le 31 février', []],
    ['je ne sais pas', []],
    ['', []],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));

  it('takes any time for every day but Sundays of a fortnight', () => {
    const days = said("n'importe quand");
    expect(days).toHaveLength(12);
    expect(days.every(d => d.endsWith('09:00-19:00'))).toBe(true);
  });

  it('takes an hour without a day for every day', () => expect(said('le matin')).toHaveLength(12));
  it('leaves out what is refused', () => expect(said('tous les jours sauf le lundi').some(d => d.startsWith('2026-12-07'))).toBe(false));
  it('lets the hour of a group count for each of its days only', () =>
    expect(said('mardi prochain matin et jeudi prochain après-midi')).toEqual(['2026-12-01 09:00-12:00', '2026-12-03 14:00-18:00']));
});
