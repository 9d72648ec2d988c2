import type { Standing } from './aide/standing';
import type { Constraint, HelpCategory, MeetingMode, DistanceBand, Situation } from './generated/types';
import * as m from './texts/messages';
import { getLocale } from './texts/language';

/** A French number as people read it; another country's stays as it is. */
export const phoneText = (e164: string) =>
  /^\+33\d{9}$/.test(e164) ? `0${e164.slice(3)}`.replace(/(\d\d)(?=\d)/g, '$1\u00a0') : e164;

const CATEGORIES: Record<HelpCategory, () => string> = {
  DEVICE_BASICS: m.cat_device_basics, ADMINISTRATIVE_PROCEDURES: m.cat_administrative_procedures, HEALTH: m.cat_health, EMAIL: m.cat_email,
  INTERNET: m.cat_internet, SOCIAL_NETWORKS: m.cat_social_networks, DEVICE_MAINTENANCE: m.cat_device_maintenance, DIGITAL_SECURITY: m.cat_digital_security,
  BANKING_AND_SHOPPING: m.cat_banking_and_shopping, DIGITAL_CONTENT: m.cat_digital_content, OFFICE_SOFTWARE: m.cat_office_software, JOB_SEARCH: m.cat_job_search,
  SCHOOL: m.cat_school, PARENTING: m.cat_parenting, ENTREPRENEURSHIP: m.cat_entrepreneurship, DIGITAL_CULTURE: m.cat_digital_culture,
  DIGITAL_CREATION: m.cat_digital_creation, ARTIFICIAL_INTELLIGENCE: m.cat_artificial_intelligence, DIGITAL_DIAGNOSIS: m.cat_digital_diagnosis,
};
/** The same for whoever helps: a kind of help, not one's own need. */
const TOPICS: Record<HelpCategory, () => string> = {
  DEVICE_BASICS: m.topic_device_basics, ADMINISTRATIVE_PROCEDURES: m.topic_administrative_procedures, HEALTH: m.topic_health, EMAIL: m.topic_email,
  INTERNET: m.topic_internet, SOCIAL_NETWORKS: m.topic_social_networks, DEVICE_MAINTENANCE: m.topic_device_maintenance, DIGITAL_SECURITY: m.topic_digital_security,
  BANKING_AND_SHOPPING: m.topic_banking_and_shopping, DIGITAL_CONTENT: m.topic_digital_content, OFFICE_SOFTWARE: m.topic_office_software, JOB_SEARCH: m.topic_job_search,
  SCHOOL: m.topic_school, PARENTING: m.topic_parenting, ENTREPRENEURSHIP: m.topic_entrepreneurship, DIGITAL_CULTURE: m.topic_digital_culture,
  DIGITAL_CREATION: m.topic_digital_creation, ARTIFICIAL_INTELLIGENCE: m.topic_artificial_intelligence, DIGITAL_DIAGNOSIS: m.topic_digital_diagnosis,
};
export const topics = Object.entries(TOPICS).map(([key, text]) => [key as HelpCategory, text()] as const);
export const topic = (c: HelpCategory) => TOPICS[c]();
/** In the order in which people ask for them, the most frequent first. */
export const categories = Object.entries(CATEGORIES).map(([key, text]) => [key as HelpCategory, text()] as const);
export const category = (c: HelpCategory) => CATEGORIES[c]();

const MODES: Record<MeetingMode, () => string> = { AT_HOME: m.mode_at_home, PUBLIC_PLACE: m.mode_public_place, BY_PHONE: m.mode_by_phone };
export const mode = (x: MeetingMode) => MODES[x]();

const BANDS: Record<DistanceBand, () => string> = {
  BY_PHONE: m.mode_by_phone, UNDER_500_METRES: m.band_500, UNDER_1_KILOMETRE: m.band_1, UNDER_2_KILOMETRES: m.band_2, UNDER_5_KILOMETRES: m.band_5,
  UNDER_10_KILOMETRES: m.band_10, FARTHER: m.band_farther,
};
export const band = (x: DistanceBand) => BANDS[x]();

const STATES: Record<Standing, () => string> = { SEARCHING: m.state_searching, BOOKED: m.state_booked, ESCALATED: m.state_escalated, CANCELLED: m.state_cancelled, FULFILLED: m.state_fulfilled, BEGUN: m.state_begun, MISSED: m.state_missed, TOOK_PLACE: m.state_took_place };
export const requestState = (x: Standing) => STATES[x]();

const CONSTRAINTS: Record<Constraint, () => string> = { WOMAN_HELPER: m.constraint_woman, STEP_FREE: m.constraint_step_free, IDENTITY_VERIFIED: m.constraint_identity };
export const constraints = Object.entries(CONSTRAINTS).map(([key, text]) => [key as Constraint, text()] as const);

const SITUATIONS: Record<Situation, () => string> = { DEADLINE_LOSES_A_RIGHT: m.situation_deadline, NO_EQUIPMENT: m.situation_equipment, NO_OTHER_HELP: m.situation_no_help };
export const situations = Object.entries(SITUATIONS).map(([key, text]) => [key as Situation, text()] as const);

const format = (zone: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(getLocale(), { timeZone: zone, ...options });
/** "14 h 30" as people say it in French; other languages as they do. */
export function clockTime(instant: string, zone: string): string {
  const parts = Object.fromEntries(format(zone, { hour: 'numeric', minute: '2-digit', hourCycle: getLocale() === 'fr' ? 'h23' : undefined }).formatToParts(new Date(instant)).map(p => [p.type, p.value]));
  if (getLocale() !== 'fr') return format(zone, { hour: 'numeric', minute: '2-digit' }).format(new Date(instant));
  return `${Number(parts.hour)}\u00a0h${parts.minute === '00' ? '' : `\u00a0${parts.minute}`}`;
}
/** "9 h 30" of "09:30:00", a time of day that belongs to no date. */
export const timeOfDay = (time: string) => clockTime(`2026-01-01T${time.slice(0, 5)}:00Z`, 'UTC');
/** "1,6": kilometres of metres, with one decimal. */
export const kilometres = (metres: number) => new Intl.NumberFormat(getLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(metres / 1000);
/** The first of a month is "1er" in French, which the browser's own words do not say. */
const first = (text: string) => (getLocale() === 'fr' ? text.replace(/(^|\s)1(?=\s\p{L})/u, '$11er') : text);
export const day = (instant: string, zone: string) => first(format(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(instant)));
/** "mardi 1 décembre à 14 h 30" */
export const when = (instant: string, zone: string) => m.day_at({ day: day(instant, zone), time: clockTime(instant, zone) });
export const date = (instant: string, zone: string) => first(format(zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(instant)));
/** "mardi 1 décembre, de 14 h à 18 h"; two days when it does not end on the same. */
export function stretch(window: { start: string; end: string }, zone: string): string {
  const [a, b] = [day(window.start, zone), day(window.end, zone)];
  return a === b ? m.stretch_day({ day: a, from: clockTime(window.start, zone), to: clockTime(window.end, zone) }) : m.stretch_days({ from: when(window.start, zone), to: when(window.end, zone) });
}
