import { useState } from 'preact/hooks';
import { useAssociation } from '../associations';
import type { MeetingMode } from '../generated/types';
import { near } from '../near';
import * as m from '../texts/messages';
import { Checks, Field, Radios } from '../ui/fields';
import { HereButton } from '../ui/here';
import { NearNote } from '../ui/near-note';
import { say } from '../ui/says';
import { type NearPlace, verdict } from '../whose';
import { constraints, mode } from '../words';
import { hasStreet } from './street';
import type { Step } from './ask';

const MODES = (['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'] as MeetingMode[]).map(x => [x, mode(x)] as const);

/** Where; and whose the place is, so that nobody has to know the name of an association. Without a network it goes on: the list stays below. */
export function Where({ draft, set, next }: Step) {
  const { current, choose } = useAssociation();
  const [wrong, setWrong] = useState<'forWhom' | 'modes' | 'address' | null>(null);
  const [found, setFound] = useState<NearPlace | null>(null);
  const [told, setTold] = useState('');
  const [doorless, setDoorless] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const other = draft.forWhom === 'other';
  const place = `${draft.address}|${draft.here?.latitude}|${draft.here?.longitude}`;
  const submit = async () => {
    const missing = !draft.forWhom ? 'forWhom' : draft.modes.length === 0 ? 'modes' : draft.address.trim().length < 3 && !draft.here ? 'address' : null;
    setWrong(missing);
    if (missing) return document.getElementById(missing)?.focus();
    // At home the neighbour must find the door; told once, as some houses have no street.
    if (draft.modes.includes('AT_HOME') && !draft.here && !hasStreet(draft.address) && doorless !== draft.address) {
      setDoorless(draft.address);
      return document.getElementById('address')?.focus();
    }
    // Pressed again after it was told: whoever knows better goes on, and the service has the last word.
    if (told === place && verdict(found, current?.id ?? null).kind !== 'several') return next();
    setBusy(true);
    const answer = await near(draft.address, draft.here);
    setBusy(false);
    setFound(answer);
    setTold(place);
    const outcome = verdict(answer, current?.id ?? null);
    if (outcome.kind === 'one') {
      const { association } = answer!.associations.find(a => a.association.id === outcome.id)!;
      choose(outcome.id, association);
      say(m.near_one({ name: association.name }));
    }
    if (outcome.kind === 'one' || outcome.kind === 'unknown') next();
    else setTimeout(() => document.getElementById(outcome.kind === 'several' ? 'near' : 'address')?.focus());
  };
  return (
    <form onSubmit={event => { event.preventDefault(); void submit(); }}>
      <Radios name="forWhom" legend={m.whom_legend()} error={wrong === 'forWhom' && !draft.forWhom ? m.whom_missing() : null} options={[['me', m.whom_me()], ['other', m.whom_other()]] as const} value={draft.forWhom} on={forWhom => set({ forWhom })} />
      <Checks name="modes" legend={other ? m.where_modes_other() : m.where_modes()} hint={m.where_modes_hint()} error={wrong === 'modes' && draft.modes.length === 0 ? m.where_modes_missing() : null} options={MODES} value={draft.modes} on={modes => set({ modes })} />
      {draft.modes.includes('PUBLIC_PLACE') && <Field id="meetingPoint" label={m.where_point()} hint={m.where_point_hint()} value={draft.meetingPoint} on={meetingPoint => set({ meetingPoint })} maxLength={80} />}
      <Field id="address" label={other ? m.where_address_other() : m.where_address()} hint={draft.modes.includes('AT_HOME') ? m.where_address_hint_home() : m.where_address_hint()} error={wrong === 'address' && draft.address.trim().length < 3 ? m.where_address_missing() : doorless === draft.address && doorless !== null ? m.where_street_missing() : null} value={draft.address} on={address => set({ address, here: null })} autocomplete="street-address" maxLength={200} />
      {!other && <HereButton found={here => set({ here })} />}
      <div role="status">{told === place && <NearNote found={found} meant={address => set({ address, here: null })} />}</div>
      <details open={draft.constraints.length > 0}>
        <summary>{m.where_wishes()}</summary>
        <Checks name="constraints" legend={m.where_wishes_legend()} options={constraints} value={draft.constraints} on={value => set({ constraints: value })} />
      </details>
      <button type="submit" disabled={busy}>{busy ? m.near_looking() : m.continue_()}</button>
    </form>
  );
}
