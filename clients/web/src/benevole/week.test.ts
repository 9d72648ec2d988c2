import { expect, it } from 'vitest';
import { slotsOf, squaresOf } from './week';

it('joins an afternoon and an evening', () =>
  expect(slotsOf(['MONDAY eve', 'MONDAY pm', 'TUESDAY am'])).toEqual([{ day: 'MONDAY', start: '14:00', end: '20:00' }, { day: 'TUESDAY', start: '09:00', end: '12:00' }]));

it('comes back as it was ticked', () => {
  const ticked = ['MONDAY am', 'MONDAY pm', 'SUNDAY eve'] as const;
  expect(squaresOf(slotsOf(ticked))).toEqual(ticked);
});

it('reads seconds, midnight, and leaves out what fits no square', () => {
  expect(squaresOf([{ day: 'FRIDAY', start: '13:00:00', end: '00:00:00' }])).toEqual(['FRIDAY pm', 'FRIDAY eve']);
  expect(squaresOf([{ day: 'FRIDAY', start: '10:00', end: '11:00' }])).toEqual([]);
});
