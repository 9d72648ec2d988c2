import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { VolunteerState, VouchLevel } from '../generated/types';
import * as m from '../texts/messages';
import { Field, Select } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, Wrong } from '../ui/says';
import { date } from '../words';
import type { DeskProps } from './door';
import { useMore } from './more';
import { DeskVolunteers, Invite } from './volunteers.ops';

const STATES: Record<VolunteerState, () => string> = { REGISTERED: m.vol_registered, VOUCHED: m.vol_vouched, PAUSED: m.vol_paused, SUSPENDED: m.vol_suspended };
export const volunteerState = (s: VolunteerState) => STATES[s]();
const LEVELS: Record<VouchLevel, () => string> = { PHONE_CONFIRMED: m.level_phone, IDENTITY_SEEN: m.level_identity, STRONG: m.level_strong };
export const level = (l: VouchLevel) => LEVELS[l]();
export const levels = Object.entries(LEVELS).map(([key, text]) => [key as VouchLevel, text()] as const);

/** Those who wait for the association's word come first. */
export function Volunteers({ association }: DeskProps) {
  const [state, setState] = useState<VolunteerState | ''>('REGISTERED');
  return (
    <Page title={m.desk_volunteers()} wide>
      <div class="short"><Select id="state" label={m.filter()} value={state} on={s => setState(s as VolunteerState | '')} options={[['', m.filter_all()], ...Object.entries(STATES).map(([key, text]) => [key, text()] as const)]} /></div>
      <List key={state} state={state || null} zone={association.timeZone} />
      <p class="row"><a class="button second" href="/association/personnes/importer">{m.people_import()}</a><a class="button second" href="/association/personnes/doublons">{m.people_lookalikes()}</a></p>
      <h2>{m.invite_title()}</h2>
      <InviteForm />
    </Page>
  );
}

function List({ state, zone }: { state: VolunteerState | null; zone: string }) {
  const first = useAsk(DeskVolunteers, { state });
  const { nodes, button } = useMore(DeskVolunteers, { state, after: null as string | null }, d => d.volunteers, first.data?.volunteers ?? null);
  return (
    <Loaded of={first}>
      {() => nodes.length === 0 ? <p class="note">{m.list_empty()}</p> : (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label={m.desk_volunteers()}>
            <table>
              <thead><tr><th scope="col">{m.fact_first_name()}</th><th scope="col">{m.fact_state()}</th><th scope="col">{m.fact_level()}</th><th scope="col">{m.fact_charter()}</th><th scope="col">{m.fact_left()}</th></tr></thead>
              <tbody>
                {nodes.map(v => (
                  <tr key={v.id}>
                    <th scope="row"><a href={`/association/benevoles/${v.id}`}>{v.firstName}</a></th>
                    <td>{volunteerState(v.state)}{v.smsStoppedAt && <> <span class="tag">{m.vol_sms_stopped_short()}</span></>}</td><td>{v.level ? level(v.level) : '—'}{v.vouchedUntil && `, ${m.until({ day: date(v.vouchedUntil, zone) })}`}</td>
                    <td>{v.charterVersion === v.association.charter.version ? m.yes() : m.no()}</td><td class="num">{v.minutesLeftThisMonth} / {v.minutesPerMonth}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {button}
        </>
      )}
    </Loaded>
  );
}

function InviteForm() {
  const [label, setLabel] = useState('');
  const [made, setMade] = useState<{ code: string; link: string | null; id: string } | null>(null);
  const work = useWork();
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { setMade((await change(Invite, { label, uses: null })).createInvite.invite as typeof made); setLabel(''); }); }}>
      <Wrong error={work.error} />
      <Field id="label" label={m.invite_label()} value={label} on={setLabel} maxLength={80} required />
      <button type="submit" disabled={work.busy}>{m.invite_do()}</button>
      {made && <p class="good" role="status">{m.invite_made()} <strong>{made.code}</strong> {made.link} <a href={`/association/feuilles/affiche?invitation=${made.id}`}>{m.invite_poster()}</a></p>}
    </form>
  );
}
