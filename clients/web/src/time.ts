/** Civil time of the association's zone. Days are "2026-12-01", times of day "14:00", instants ISO 8601 in UTC. */
export interface Slot { day: string; from: string; to: string }
export interface TimeWindow { start: string; end: string }

export const MORNING = { from: '09:00', to: '12:00' };
export const AFTERNOON = { from: '14:00', to: '18:00' };
export const EVENING = { from: '18:00', to: '20:00' };
export const WHOLE_DAY = { from: '09:00', to: '19:00' };
/** The API takes 20 windows, at most 90 days ahead. */
const MOST_WINDOWS = 20;
const FARTHEST_DAYS = 89;

const parts = (zone: string, at: Date) => {
  const found = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  return Object.fromEntries(found.map(p => [p.type, p.value])) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;
};

export function dayOf(zone: string, at: Date): string {
  const p = parts(zone, at);
  return `${p.year}-${p.month}-${p.day}`;
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** 1 is Monday, 7 Sunday. */
export const weekday = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;

/** The instant of a civil time. Of an hour that comes twice the first; one that never comes is an hour later. */
export function instant(day: string, time: string, zone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const offset = (at: number) => {
    const p = parts(zone, new Date(at));
    return Date.UTC(+p.year, +p.month - 1, +p.day, +p.hour, +p.minute, +p.second) - at;
  };
  const earlier = wanted - offset(wanted - 86_400_000);
  const later = wanted - offset(wanted + 86_400_000);
  // Whichever of the two offsets makes the clock show what was wanted; in a gap neither does.
  const fits = [earlier, later].find(at => at + offset(at) === wanted);
  return new Date(fits ?? earlier).toISOString();
}

/** The days on which a visit may still be asked for, from the first that the association can arrange. */
export function nextDays(zone: string, now: Date, noticeMinutes: number, count: number): string[] {
  const first = dayOf(zone, new Date(now.getTime() + noticeMinutes * 60_000));
  return Array.from({ length: count }, (_, i) => addDays(first, i));
}

/** What the API takes: in order, joined where they touch, without what is too near, too far or too short. */
export function windowsOf(slots: readonly Slot[], zone: string, now: Date, minutes: number, noticeMinutes: number): TimeWindow[] {
  const earliest = now.getTime() + noticeMinutes * 60_000;
  const latest = now.getTime() + FARTHEST_DAYS * 86_400_000;
  const spans = slots
    .map(s => [Math.max(Date.parse(instant(s.day, s.from, zone)), earliest), Date.parse(instant(s.day, s.to, zone))] as [number, number])
    .filter(([start, end]) => end <= latest && end - start >= minutes * 60_000)
    .sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else joined.push([...span]);
  }
  return joined.slice(0, MOST_WINDOWS).map(([start, end]) => ({ start: toMinute(start), end: toMinute(end) }));
}

const toMinute = (ms: number) => new Date(Math.ceil(ms / 60_000) * 60_000).toISOString();
