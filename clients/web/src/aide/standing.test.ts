import { expect, it } from 'vitest';
import { standing } from './standing';

const visit = (start: string, tookPlace?: boolean) => ({ state: 'PLANNED', start, tookPlace: tookPlace ?? null });
const at = Date.parse('2026-11-25T12:00:00Z');

it.each([
  ['2026-11-25T13:00:00Z', undefined, 'BOOKED'],
  ['2026-11-25T11:00:00Z', undefined, 'BEGUN'],
  ['2026-11-25T11:00:00Z', true, 'TOOK_PLACE'],
  ['2026-11-25T11:00:00Z', false, 'MISSED'],
])('tells a visit of %s, of which was said %s', (start, tookPlace, said) => expect(standing({ state: 'BOOKED', visits: [visit(start, tookPlace)] }, at)).toBe(said));

it('tells the state where no visit is', () => expect(standing({ state: 'SEARCHING', visits: [] }, at)).toBe('SEARCHING'));
