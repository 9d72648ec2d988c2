import type { Weekday, WeeklySlotInput } from '../generated/types';
import { AFTERNOON, EVENING, MORNING } from '../time';

export const WEEK: Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
export const PARTS = { am: MORNING, pm: AFTERNOON, eve: EVENING } as const;
export type Part = keyof typeof PARTS;
/** "MONDAY am": a square of the week that somebody ticked. */
export type Square = `${Weekday} ${Part}`;

/** Squares of a day that touch become one slot: a visit may lie across them. */
export function slotsOf(squares: readonly Square[]): WeeklySlotInput[] {
  return WEEK.flatMap(day => {
    const slots: WeeklySlotInput[] = [];
    for (const part of Object.keys(PARTS) as Part[]) {
      if (!squares.includes(`${day} ${part}`)) continue;
      const { from, to } = PARTS[part];
      const last = slots.at(-1);
      if (last && last.end === from) last.end = to;
      else slots.push({ day, start: from, end: to });
    }
    return slots;
  });
}

interface Kept { day: Weekday; start: string; end: string }
/** "18:30:00" and "18:30" are the same; midnight is the end of the day. */
const time = (text: string, end = false) => (end && text.startsWith('00:00') ? '24:00' : text.slice(0, 5));

/** The squares that lie inside what somebody said before. */
export const squaresOf = (slots: readonly Kept[]): Square[] =>
  WEEK.flatMap(day => (Object.keys(PARTS) as Part[])
    .filter(part => slots.some(s => s.day === day && time(s.start) <= PARTS[part].from && time(s.end, true) >= PARTS[part].to))
    .map(part => `${day} ${part}` as Square));
