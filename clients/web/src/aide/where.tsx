import { useState } from 'preact/hooks';
import type { MeetingMode } from '../generated/types';
import * as m from '../texts/messages';
import { Checks, Field } from '../ui/fields';
import { constraints, mode } from '../words';
import type { Step } from './ask';

const MODES = (['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'] as MeetingMode[]).map(x => [x, mode(x)] as const);

export function Where({ draft, set, next }: Step) {
  const [wrong, setWrong] = useState<'modes' | 'address' | null>(null);
  const [here, setHere] = useState<string | null>(null);
  const locate = () => {
    setHere(m.here_wait());
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { set({ here: { latitude: coords.latitude, longitude: coords.longitude } }); setHere(m.here_found()); },
      () => setHere(m.here_failed()),
      { timeout: 10_000 },
    );
  };
  return (
    <form onSubmit={event => {
      event.preventDefault();
      const found = draft.modes.length === 0 ? 'modes' : draft.address.trim().length < 3 && !draft.here ? 'address' : null;
      setWrong(found);
      if (found) document.getElementById(found)?.focus();
      else next();
    }}>
      <Checks name="modes" legend={m.where_modes()} hint={m.where_modes_hint()} error={wrong === 'modes' && draft.modes.length === 0 ? m.where_modes_missing() : null} options={MODES} value={draft.modes} on={modes => set({ modes })} />
      {draft.modes.includes('PUBLIC_PLACE') && <Field id="meetingPoint" label={m.where_point()} hint={m.where_point_hint()} value={draft.meetingPoint} on={meetingPoint => set({ meetingPoint })} maxLength={80} />}
      <Field id="address" label={m.where_address()} hint={m.where_address_hint()} error={wrong === 'address' && draft.address.trim().length < 3 ? m.where_address_missing() : null} value={draft.address} on={address => set({ address, here: null })} autocomplete="street-address" maxLength={200} />
      {'geolocation' in navigator && <p><button type="button" class="second" onClick={locate}>{m.here()}</button></p>}
      <p role="status">{here}</p>
      <details open={draft.constraints.length > 0}>
        <summary>{m.where_wishes()}</summary>
        <Checks name="constraints" legend={m.where_wishes_legend()} options={constraints} value={draft.constraints} on={value => set({ constraints: value })} />
      </details>
      <button type="submit">{m.continue_()}</button>
    </form>
  );
}
