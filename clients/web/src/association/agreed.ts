import type { ConsentChannel } from '../generated/types';
import * as m from '../texts/messages';

const HOW: Record<ConsentChannel, () => string> = { PAPER: m.how_paper, DESK: m.how_desk, VOICE: m.how_voice, SMS: m.how_sms, WEB: m.how_web };
export const agreed = (how: ConsentChannel) => HOW[how]();
/** How somebody may have agreed, for whoever writes it down. */
export const ways = (['DESK', 'VOICE', 'PAPER', 'SMS'] as ConsentChannel[]).map(key => [key, agreed(key)] as const);
