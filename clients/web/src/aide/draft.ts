import type { AgeBand, AskForHelpInput, Constraint, HelpCategory, MeetingMode, Situation } from '../generated/types';
import { keep, keptDraft } from '../store';

/** A request as it is being written: nothing that was typed is lost by a telephone that rings or a page that closes. */
export interface Draft {
  category: HelpCategory | null;
  sentence: string;
  situations: Situation[];
  modes: MeetingMode[];
  address: string;
  here: { latitude: number; longitude: number } | null;
  meetingPoint: string;
  constraints: Constraint[];
  minutes: 30 | 60;
  words: string;
  ticked: string[];
  forWhom: 'me' | 'other' | null;
  firstName: string;
  otherPhone: string;
  myName: string;
  phone: string;
  age: AgeBand | '';
  /** What the service knows it by before it has it: sent again, it is the same request. */
  key: string;
  /** What left, word for word, when no answer came: it may have arrived. Other words are another matter, and take its place. */
  sent: AskForHelpInput | null;
  changedAt: string;
}

const KEY = 'cv.demande';
/** On a shared computer nobody's words wait for the next person for long. */
const DAYS = 7;

/** A random UUID; "randomUUID" itself is missing where a page comes without TLS (a service at home, a test). */
export const newKey = () => '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c => (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+c / 4)))).toString(16));

export const empty = (): Draft => ({
  category: null, sentence: '', situations: [], modes: ['AT_HOME'], address: '', here: null, meetingPoint: '', constraints: [], minutes: 60, words: '', ticked: [],
  forWhom: null, firstName: '', otherPhone: '', myName: '', phone: '', age: '', key: newKey(), sent: null, changedAt: '',
});

export function load(now: Date): Draft {
  return { ...empty(), ...keptDraft<Draft>(KEY, DAYS, now) };
}

/** With other words: what left before is kept no longer, and its key stays, so that the service can tell. */
export const changed = (before: Draft, change: Partial<Draft>): Draft => ({ ...before, sent: null, ...change });

export const save = (draft: Draft, now: Date) => keep(KEY, { ...draft, changedAt: now.toISOString() });
export const forget = () => keep(KEY, null);
export const isBegun = (draft: Draft) => draft.category !== null || draft.sentence.trim() !== '' || draft.address.trim() !== '';
