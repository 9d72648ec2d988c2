import { ask, Refused } from './api';
import { Near } from './near.ops';
import { addressOf, type Here, type NearPlace } from './whose';

/** Whose a place is. Null when it cannot be known now (no network, asked too often): the list of associations is still there. */
export async function near(text: string, here: Here | null): Promise<NearPlace | null> {
  if (text.trim().length < 3 && !here) return null;
  try {
    return (await ask(Near, { address: addressOf(text, here) })).associationsNear;
  } catch (e) {
    if (e instanceof Refused && ['ADDRESS_ABROAD', 'INVALID_TEXT'].includes(e.code)) return { commune: null, around: null, suggestions: [], associations: [] };
    return null;
  }
}
