import { addDays, AFTERNOON, EVENING, MORNING, type Slot, weekday, WHOLE_DAY } from './time';

const DAYS = [['lundi', 'monday'], ['mardi', 'tuesday'], ['mercredi', 'wednesday'], ['jeudi', 'thursday'], ['vendredi', 'friday'], ['samedi', 'saturday'], ['dimanche', 'sunday']];
const MONTHS = ['janvier|january', 'fevrier|february', 'mars|march', 'avril|april', 'mai|may', 'juin|june', 'juillet|july', 'aout|august', 'septembre|september', 'octobre|october', 'novembre|november', 'decembre|december'];
/** How far "le mardi" goes: two of them. */
const FORTNIGHT = 14;
const hour = '(\\d{1,2}) ?(?:h|heures?|:)(?: ?(\\d{2}))?';
/** In "entre 10 et 12" nobody writes the h. */
const bare = '(\\d{1,2})(?: ?(?:h|heures?|:)(?: ?(\\d{2}))?)?';
const month = MONTHS.join('|');
/** Hours that people write out: "quinze heures". */
const FIGURES = ['une?', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize', 'dix sept', 'dix huit', 'dix neuf', 'vingt', 'vingt et une'];

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
  const said = spelled(text);
  const refused = new Set<string>();
  const groups: Group[] = [];
  let group: Group | null = null;
  let not = false;
  let next = false;
  for (const found of read(said, today)) {
    if ('not' in found) not = true;
    else if ('next' in found) {
      // "mardi prochain", and "next Tuesday".
      if (group?.days && group.parts.length === 0) group.days = group.days.slice(0, 1);
      else next = true;
    } else if ('days' in found) {
      if (next) found.days = found.days.slice(0, 1);
      next = false;
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

/** Without accents and marks; hours as figures of the day's 24: "3pm", "quinze heures", "15 h et demie". */
function spelled(text: string): string {
  let said = text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[’']/g, ' ').replace(/[-–]/g, ' ').replace(/\s+/g, ' ').trim();
  for (let i = FIGURES.length; i > 0; i--) said = said.replace(new RegExp(`\\b${FIGURES[i - 1]}(?= (?:h|heures?)\\b)`, 'g'), String(i));
  return said
    .replace(/\b(\d{1,2}) ?(h|heures?) et demie?\b/g, '$1h30').replace(/\b(\d{1,2}) ?(h|heures?) et quart\b/g, '$1h15')
    .replace(/\b(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\b\.?/g, (_, h: string, min: string | undefined, half: string) => `${(+h % 12) + (half === 'p' ? 12 : 0)}h${min ?? ''}`)
    .replace(/\btonight\b/g, 'this evening').replace(/\b1er\b/g, '1');
}

function begin(groups: Group[], days: string[] | null): Group {
  const group: Group = { days, parts: [] };
  groups.push(group);
  return group;
}

const fortnight = (today: string, wanted: (weekday: number) => boolean) =>
  Array.from({ length: FORTNIGHT }, (_, i) => addDays(today, i + 1)).filter(day => wanted(weekday(day)));

/** Nobody visits at three in the night: "à 3 h" is the afternoon. */
const civil = (h: string) => (+h > 0 && +h < 8 ? +h + 12 : +h);
const time = (h: string, min?: string) => `${String(Math.min(23, civil(h))).padStart(2, '0')}:${min ?? '00'}`;
/** The hour that was said is the first to be tried; half an hour or an hour later may do. */
const around = (h: string, min?: string) => ({ from: time(h, min), to: time(String(Math.min(22, civil(h) + 2)), min) });
/** "mardi 8" is a date where the 8th is a Tuesday, and an hour elsewhere. */
const numbered = (number: string, today: string, wanted: (day: string) => boolean) =>
  Array.from({ length: 62 }, (_, i) => addDays(today, i)).filter(day => +day.slice(8) === +number && wanted(day)).slice(0, 1);

/** What each expression means, the longer ones first: they are looked for at each place of the text, in this order. */
const EXPRESSIONS: [RegExp, (found: RegExpMatchArray, today: string) => Found | null][] = [
  [/^(sauf|excepte|a part|pas|except|not)\b/, () => ({ not: true })],
  [/^(apres ?demain|day after tomorrow)\b/, (_, t) => ({ days: [addDays(t, 2)] })],
  [/^(aujourd ?hui|today)\b/, (_, t) => ({ days: [t] })],
  [/^(demain|tomorrow)\b/, (_, t) => ({ days: [addDays(t, 1)] })],
  [/^(la semaine prochaine|next week)\b/, (_, t) => ({ days: Array.from({ length: 5 }, (__, i) => addDays(t, 8 - weekday(t) + i)) })],
  [/^(n importe|tous les jours|toute la semaine|quand vous voulez|des que possible|le plus tot possible|peu importe|any ?time|every day|as soon as possible)\b/, (_, t) => ({ days: fortnight(t, d => d !== 7) })],
  [/^(en semaine|on weekdays|weekdays)\b/, (_, t) => ({ days: fortnight(t, d => d < 6) })],
  [/^week ?end\b/, (_, t) => ({ days: fortnight(t, d => d > 5) })],
  [/^(prochaine?|next)\b/, () => ({ next: true })],
  [/^(?:ce|cet|cette|this)\b(?= (?:soir|matin|apres ?midi|aprem|evening|morning|afternoon))/, (_, t) => ({ days: [t] })],
  [new RegExp(`^(?:entre|de|between|from) ${bare} (?:et|a|and|to) ${bare}\\b`), f => ({ part: { from: time(f[1]!, f[2]), to: time(f[3]!, f[4]) } })],
  ...[`^${bare} (?:a |to )?${hour}`, `^${hour} (?:a |to )?${bare}\\b`].map((form): [RegExp, (f: RegExpMatchArray, t: string) => Found] => [new RegExp(form), f => ({ part: { from: time(f[1]!, f[2]), to: time(f[3]!, f[4]) } })]),
  [new RegExp(`^(?:apres|a partir de|des|after|from) ${hour}`), f => ({ part: { from: time(f[1]!, f[2]), to: +f[1]! < 19 ? '20:00' : '21:00' } })],
  [new RegExp(`^(?:avant|jusqu a|before|until) ${hour}`), f => ({ part: { from: +f[1]! > 9 ? '09:00' : '08:00', to: time(f[1]!, f[2]) } })],
  [new RegExp(`^${hour}`), f => ({ part: around(f[1]!, f[2]) })],
  [/^(apres ?midi|aprem|afternoons?)\b/, () => ({ part: AFTERNOON })],
  [/^(matinee?s?|mornings?)\b/, () => ({ part: MORNING })],
  [/^matins?\b/, () => ({ part: MORNING })],
  [/^(fin de journee|soirs?|soiree|evenings?)\b/, () => ({ part: EVENING })],
  [/^(?:midi|noon|lunch)\b/, () => ({ part: { from: '12:00', to: '14:00' } })],
  // The date after it says which one.
  [new RegExp(`^(?:${DAYS.flat().join('|')}) (?:le )?(?=\\d{1,2}(?: (?:${month})\\b|\\/\\d))`), () => ({ days: [] })],
  ...DAYS.map(([fr, en], i): [RegExp, (f: RegExpMatchArray, t: string) => Found | null] => [new RegExp(`^(?:${fr}|${en}) (?:le )?(\\d{1,2})\\b(?! ?(?:h|heures?|:|\\/|a \\d))`), (f, t) => {
    const days = numbered(f[1]!, t, day => weekday(day) === i + 1);
    return days.length > 0 ? { days } : null;
  }]),
  ...DAYS.map(([fr, en], i): [RegExp, (f: RegExpMatchArray, t: string) => Found] => [new RegExp(`^(?:${fr}s?|${en}s?)\\b`), (_, t) => ({ days: fortnight(t, d => d === i + 1) })]),
  [new RegExp(`^(?:le|the) (\\d{1,2})\\b(?! ?(?:h|heures?|:|\\/|${month}))`), (f, t) => ({ days: numbered(f[1]!, t, () => true) })],
  ...MONTHS.map((names, i): [RegExp, (f: RegExpMatchArray, t: string) => Found] => [new RegExp(`^(\\d{1,2}) (?:${names})\\b`), (f, t) => ({ days: dated(+f[1]!, i + 1, t) })]),
  [/^(\d{1,2})\/(\d{1,2})\b/, (f, t) => ({ days: dated(+f[1]!, +f[2]!, t) })],
];

function* read(said: string, today: string): Generator<Found> {
  for (let i = 0; i < said.length; ) {
    const rest = said.slice(i);
    let past = rest.match(/^\w+|^\W/)?.[0].length ?? 1;
    for (const [form, mean] of EXPRESSIONS) {
      const hit = rest.match(form);
      const found = hit && mean(hit, today);
      if (!found) continue;
      past = hit[0].length;
      yield found;
      break;
    }
    // Past what was understood, or past one word that was not.
    i += past;
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
