import type { ConsentChannel } from '../generated/types';
import * as m from '../texts/messages';
import { date } from '../words';
import { agreed } from './agreed';

/** Where what is known of somebody comes from, when they came in a file. */
export function Imported({ by, zone }: { by: { source: string; at: string; agreed: ConsentChannel; agreedOn: string } | null | undefined; zone: string }) {
  return by ? <><dt>{m.person_imported()}</dt><dd>{m.person_imported_text({ source: by.source, day: date(by.at, zone), how: agreed(by.agreed), agreedOn: date(`${by.agreedOn}T12:00:00Z`, zone) })}</dd></> : null;
}
