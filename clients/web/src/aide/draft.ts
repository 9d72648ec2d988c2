import type { AgeBand, Constraint, HelpCategory, MeetingMode, Situation } from '../generated/types';
import { keep, kept } from '../store';

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
  /** When it began to leave: it may have arrived although no answer came. */
  sentAt: string | null;
  changedAt: string;
}

const KEY = 'cv.demande';
/** On a shared computer nobody's words wait for the next person for long. */
const DAYS = 7;

export const empty = (): Draft => ({
  category: null, sentence: '', situations: [], modes: ['AT_HOME'], address: '', here: null, meetingPoint: '', constraints: [], minutes: 60, words: '', ticked: [],
  forWhom: null, firstName: '', otherPhone: '', myName: '', phone: '', age: '', sentAt: null, changedAt: '',
});

export function load(now: Date): Draft {
  const found = kept<Draft>(KEY);
  if (!found || now.getTime() - Date.parse(found.changedAt) > DAYS * 86_400_000 || Number.isNaN(Date.parse(found.changedAt))) return empty();
  return { ...empty(), ...found };
}

export const save = (draft: Draft, now: Date) => keep(KEY, { ...draft, changedAt: now.toISOString() });
export const forget = () => keep(KEY, null);
export const isBegun = (draft: Draft) => draft.category !== null || draft.sentence.trim() !== '' || draft.address.trim() !== '';
