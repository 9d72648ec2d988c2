import { change, Refused } from '../api';
import type { Association } from '../associations';
import type { AskForHelpInput } from '../generated/types';
import { dayOf, type Slot, type TimeWindow, WHOLE_DAY, windowsOf, MORNING, AFTERNOON } from '../time';
import { understand } from '../when';
import { category } from '../words';
import { AskForHelp } from './ask.ops';
import type { Draft } from './draft';

/** "2026-12-01 am": a square of the week that was ticked. */
export const ticked = (key: string): Slot => {
  const [day, part] = key.split(' ') as [string, string];
  return { day, ...(part === 'am' ? MORNING : part === 'pm' ? AFTERNOON : WHOLE_DAY) };
};

export const timesOf = (draft: Pick<Draft, 'words' | 'ticked' | 'minutes'>, association: Association, now: Date): TimeWindow[] =>
  windowsOf([...understand(draft.words, dayOf(association.timeZone, now)), ...draft.ticked.map(ticked)], association.timeZone, now, draft.minutes, association.policy.minimumNoticeMinutes);

/** Nobody has to find words: the kind of help says it too. */
export const sentenceOf = (draft: Draft) => (draft.sentence.trim().length >= 3 ? draft.sentence.trim() : category(draft.category!).slice(0, 300));

export function inputOf(draft: Draft, association: Association, now: Date): AskForHelpInput {
  const other = draft.forWhom === 'other';
  return {
    key: draft.key,
    associationId: association.id,
    resident: {
      firstName: draft.firstName.trim(),
      phone: other ? draft.otherPhone : draft.phone,
      address: draft.here ? { text: draft.address.trim() || null, ...draft.here } : { text: draft.address.trim() },
      ageBand: draft.age || null,
      relative: other ? { firstName: draft.myName.trim() } : null,
    },
    category: draft.category!,
    sentence: sentenceOf(draft),
    minutes: draft.minutes,
    modes: draft.modes,
    meetingPoint: draft.modes.includes('PUBLIC_PLACE') ? draft.meetingPoint.trim() || null : null,
    windows: timesOf(draft, association, now),
    constraints: draft.constraints,
    situations: draft.situations,
  };
}

/** Sends it; once, whatever is lost on the way: the service knows it by its key. */
export async function send(input: AskForHelpInput): Promise<string> {
  const { askForHelp } = await change(AskForHelp, { input });
  return askForHelp.helpRequest!.id;
}

/** Nobody knows whether it arrived. Any other refusal says that it was not taken. */
export const mayHaveArrived = (e: unknown) => e instanceof Refused && (e.code === 'OFFLINE' || e.code === 'INTERNAL_ERROR');
