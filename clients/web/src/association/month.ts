import { getLocale } from '../texts/language';

/** "décembre 2026" of 202612. */
export const monthName = (month: number) => new Intl.DateTimeFormat(getLocale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(Date.UTC(Math.floor(month / 100), (month % 100) - 1, 15)));
