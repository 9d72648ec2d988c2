import { addDays, AFTERNOON, EVENING, MORNING, type Slot, weekday, WHOLE_DAY } from './time';

const DAYS = [['lundi', 'monday'], ['mardi', 'tuesday'], ['mercredi', 'wednesday'], ['jeudi', 'thursday'], ['vendredi', 'friday'], ['samedi', 'saturday'], ['dimanche', 'sunday']];
const MONTHS = ['janvier|january', 'fevrier|february', 'mars|march', 'avril|april', 'mai|may', 'juin|june', 'juillet|july', 'aout|august', 'septembre|september', 'octobre|october', 'novembre|november', 'decembre|december'];
/** How far "le mardi" goes: two of them. */
const FORTNIGHT = 14;
const hour = '(\\d{1,2}) ?(?:h|heures?|:)(?: ?(\\d{2}))?';

type Part = { from: string; to: string };
/** Days that were named (perhaps none that exists) or not at all, and the hours that count for each of them. */
interface Group { days: string[] | null; parts: Part[] }
type Found = { days: string[] } | { part: Part } | { not: true } | { next: true };

/**
 * "mardi après-midi", "jeudi ou vendredi matin", "demain après 16 h", "tous les jours sauf le lundi", "le 12 décembre": the times
 * that somebody means, from today. A day named without an hour is the whole day, an hour without a day every day of a fortnight;
 * what says neither gives nothing, and the screen asks.
 */
export function understand(text: string, today: string): Slot[] {
  const said = text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[’']/g, ' ').replace(/-/g, ' ').replace(/\s+/g, ' ').trim();
  const refused = new Set<string>();
  const groups: Group[] = [];
  let group: Group | null = null;
  let not = false;
  for (const found of read(said, today)) {
    if ('not' in found) not = true;
    else if ('next' in found) {
      if (group?.days) group.days = group.days.slice(0, 1);
    } else if ('days' in found) {
      if (not) for (const day of found.days) refused.add(day);
      else if (group && group.parts.length === 0) group.days = [...(group.days ?? []), ...found.days];
      else group = begin(groups, [...found.days]);
    } else {
      not = false;
      group ??= begin(groups, null);
      group.parts.push(found.part);
    }
  }
  // "sauf le lundi" alone: every other day.
  if (groups.length === 0 && refused.size > 0) groups.push({ days: null, parts: [] });
  const every = fortnight(today, d => d !== 7);
  const slots = groups.flatMap(g => (g.days ?? every)
    .filter(day => !refused.has(day))
    .flatMap(day => (g.parts.length > 0 ? g.parts : [WHOLE_DAY]).map(part => ({ day, ...part }))));
  return [...new Map(slots.map(s => [`${s.day}${s.from}${s.to}`, s])).values()].sort((a, b) => (a.day + a.from).localeCompare(b.day + b.from));
}

function begin(groups: Group[], days: string[] | null): Group {
  const group: Group = { days, parts: [] };
  groups.push(group);
  return group;
}

const fortnight = (today: string, wanted: (weekday: number) => boolean) =>
  Array.from({ length: FORTNIGHT }, (_, i) => addDays(today, i + 1)).filter(day => wanted(weekday(day)));

const time = (h: string, min?: string) => `${h.padStart(2, '0')}:${min ?? '00'}`;
const around = (h: string) => ({ from: time(String(Math.max(8, +h - 1))), to: time(String(Math.min(21, +h + 2))) });

/** What each expression means, the longer ones first: they are looked for at each place of the text, in this order. */
const EXPRESSIONS: [RegExp, (found: RegExpMatchArray, today: string) => Found][] = [
  [/^(sauf|excepte|a part|pas|except|not)\b/, () => ({ not: true })],
  [/^(apres ?demain|day after tomorrow)\b/, (_, t) => ({ days: [addDays(t, 2)] })],
  [/^(aujourd ?hui|today)\b/, (_, t) => ({ days: [t] })],
  [/^(demain|tomorrow)\b/, (_, t) => ({ days: [addDays(t, 1)] })],
  [/^(la semaine prochaine|next week)\b/, (_, t) => ({ days: Array.from({ length: 5 }, (__, i) => addDays(t, 8 - weekday(t) + i)) })],
  [/^(n importe|tous les jours|toute la semaine|quand vous voulez|des que possible|le plus tot possible|peu importe|any ?time|every day|as soon as possible)\b/, (_, t) => ({ days: fortnight(t, d => d !== 7) })],
  [/^(en semaine|on weekdays|weekdays)\b/, (_, t) => ({ days: fortnight(t, d => d < 6) })],
  [/^week ?end\b/, (_, t) => ({ days: fortnight(t, d => d > 5) })],
  [/^(prochaine?|next)\b/, () => ({ next: true })],
  [new RegExp(`^(?:entre|de|between|from) ${hour} (?:et|a|and|to) ${hour}`), f => ({ part: { from: time(f[1]!, f[2]), to: time(f[3]!, f[4]) } })],
  [new RegExp(`^${hour} ?(?:a|to) ?${hour}`), f => ({ part: { from: time(f[1]!, f[2]), to: time(f[3]!, f[4]) } })],
  [new RegExp(`^(?:apres|a partir de|des|after|from) ${hour}`), f => ({ part: { from: time(f[1]!, f[2]), to: +f[1]! < 19 ? '20:00' : '21:00' } })],
  [new RegExp(`^(?:avant|jusqu a|before|until) ${hour}`), f => ({ part: { from: +f[1]! > 9 ? '09:00' : '08:00', to: time(f[1]!, f[2]) } })],
  [new RegExp(`^${hour}`), f => ({ part: around(f[1]!) })],
  [/^(apres ?midi|aprem|afternoons?)\b/, () => ({ part: AFTERNOON })],
  [/^(matinee?s?|mornings?)\b/, () => ({ part: MORNING })],
  [/^matins?\b/, () => ({ part: MORNING })],
  [/^(fin de journee|soirs?|soiree|evenings?)\b/, () => ({ part: EVENING })],
  [/^(?:midi|noon|lunch)\b/, () => ({ part: { from: '12:00', to: '14:00' } })],
  ...DAYS.map(([fr, en], i): [RegExp, (f: RegExpMatchArray, t: string) => Found] => [new RegExp(`^(?:${fr}s?|${en}s?)\\b(?! \\d)`), (_, t) => ({ days: fortnight(t, d => d === i + 1) })]),
  ...MONTHS.map((names, i): [RegExp, (f: RegExpMatchArray, t: string) => Found] => [new RegExp(`^(\\d{1,2})(?:er)? (?:${names})\\b`), (f, t) => ({ days: dated(+f[1]!, i + 1, t) })]),
  [/^(\d{1,2})\/(\d{1,2})\b/, (f, t) => ({ days: dated(+f[1]!, +f[2]!, t) })],
];

function* read(said: string, today: string): Generator<Found> {
  for (let i = 0; i < said.length; ) {
    const rest = said.slice(i);
    const hit = EXPRESSIONS.map(([form, mean]) => [rest.match(form), mean] as const).find(([found]) => found);
    if (hit?.[0]) yield hit[1](hit[0], today);
    // Past what was understood, or past one word that was not.
    i += hit?.[0]?.[0].length ?? (rest.match(/^\w+|^\W/)?.[0].length ?? 1);
  }
}

/** The next such day from today; none for a 31st of February. */
function dated(day: number, month: number, today: string): string[] {
  for (const year of [+today.slice(0, 4), +today.slice(0, 4) + 1]) {
    const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const date = new Date(`${text}T12:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && text >= today) return [text];
  }
  return [];
}
