import type { Weekday } from './generated/types';
import * as m from './texts/messages';

const DAYS: Record<Weekday, () => string> = { MONDAY: m.monday, TUESDAY: m.tuesday, WEDNESDAY: m.wednesday, THURSDAY: m.thursday, FRIDAY: m.friday, SATURDAY: m.saturday, SUNDAY: m.sunday };
export const weekday = (d: Weekday) => DAYS[d]();
