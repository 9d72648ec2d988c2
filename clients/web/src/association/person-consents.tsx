import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import type { ConsentChannel, ConsentPurpose, ContactScope, PersonQuery } from '../generated/types';
import * as m from '../texts/messages';
import { dayOf } from '../time';
import { Checks, Field, Select } from '../ui/fields';
import { say, Wrong } from '../ui/says';
import { date, phoneText } from '../words';
import { Act } from './act';
import { agreed, ways } from './agreed';
import { AddContact, DeskEndContact, GiveConsent, WithdrawConsent } from './people.ops';
import type { PersonProps } from './person';

const SCOPES: Record<ContactScope, () => string> = { MAY_ASK: m.scope_ask, MAY_BE_TOLD: m.scope_told, MAY_CANCEL: m.scope_cancel, GUARDIAN: m.scope_guardian };
const scopes = Object.entries(SCOPES).map(([key, text]) => [key as ContactScope, text()] as const);

/** Who may speak for the person, what they may do, and until when. */
export function Contacts({ person: p, zone, reload }: PersonProps) {
  return (
    <section>
      <h2>{m.contacts_title()}</h2>
      {p.contacts.length === 0 && <p>{m.contacts_none()}</p>}
      {p.contacts.map(c => (
        <div class="card" key={c.id}>
          <p><strong>{c.firstName}</strong> · <a href={`tel:${c.phone}`}>{phoneText(c.phone)}</a>{c.until && ` · ${m.until({ day: date(new Date(new Date(c.until).getTime() - 1).toISOString(), zone) })}`}</p>
          <ul>{c.scopes.map(s => <li key={s}>{SCOPES[s]()}</li>)}</ul>
          <Act second text={m.contact_end()} said={m.contact_ended()} what={() => change(DeskEndContact, { id: c.id })} after={reload}><span class="sr"> {c.firstName}</span></Act>
        </div>
      ))}
      {p.contacts.length < 5 && <AddForm person={p} zone={zone} reload={reload} />}
    </section>
  );
}

function AddForm({ person: p, zone, reload }: PersonProps) {
  const none = { firstName: '', phone: '', scopes: ['MAY_ASK'] as ContactScope[], lastDay: '', channel: 'DESK' as ConsentChannel };
  const [v, setV] = useState(none);
  const set = (part: Partial<typeof v>) => setV({ ...v, ...part });
  const work = useWork();
  const today = dayOf(zone, new Date());
  const at = (id: string) => (work.error?.field === id ? work.error.message : null);
  const ids: Record<string, string> = { firstName: 'contact-name', phone: 'contact-phone', scopes: 'contact-scopes', lastDay: 'contact-until', channel: 'contact-how' };
  return (
    <details>
      <summary>{m.contact_add()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => {
        await change(AddContact, { input: { residentId: p.id, firstName: v.firstName, phone: v.phone, scopes: v.scopes, lastDay: v.lastDay || null, channel: v.channel, on: today } });
        setV(none);
        await reload();
        say(m.saved());
      }); }}>
        <Wrong error={work.error} field={path => ids[path] ?? null} />
        <Field id="contact-name" label={m.fact_first_name()} error={at('firstName')} value={v.firstName} on={firstName => set({ firstName })} maxLength={40} autocomplete="off" required />
        <Field id="contact-phone" label={m.contact_phone()} error={at('phone')} value={v.phone} on={phone => set({ phone })} type="tel" autocomplete="off" required />
        <Checks name="contact-scopes" legend={m.contact_may()} error={at('scopes')} options={scopes} value={v.scopes} on={value => set({ scopes: value })} />
        <Field id="contact-until" label={m.contact_until()} error={at('lastDay')} value={v.lastDay} on={lastDay => set({ lastDay })} type="date" min={today} />
        <Select id="contact-how" label={m.consent_how()} error={at('channel')} value={v.channel} on={channel => set({ channel: channel as ConsentChannel })} options={ways} />
        <button type="submit" disabled={work.busy}>{m.contact_add_do()}</button>
      </form>
    </details>
  );
}

/** What the person agreed to, how and when; a yes can be written down and taken back. */
export function Consents({ person: p, zone, reload, purposes }: PersonProps & { purposes: PersonQuery['purposes'] }) {
  return (
    <section>
      <h2>{m.consents_title()}</h2>
      {purposes.map(x => {
        const standing = p.consents.find(c => c.purpose === x.purpose && !c.withdrawnAt);
        const before = p.consents.filter(c => c.purpose === x.purpose && c.withdrawnAt);
        return (
          <div class="card" key={x.purpose}>
            <p>{x.text}</p>
            {x.required ? <p><strong>{m.consent_needless()}</strong></p> : standing
              ? <p class="good">{m.consent_given({ how: agreed(standing.channel), day: date(`${standing.on}T12:00:00Z`, zone) })}{standing.recordedBy && ` ${m.consent_by({ name: standing.recordedBy })}`}{standing.byGuardian && ` ${m.consent_guardian()}`}</p>
              : <p>{m.consent_none()}</p>}
            {before.map(c => <p class="hint" key={c.withdrawnAt}>{m.consent_withdrawn({ how: agreed(c.channel), day: date(`${c.on}T12:00:00Z`, zone), end: date(c.withdrawnAt!, zone) })}</p>)}
            {!x.required && <Turn purpose={x.purpose} given={!!standing} person={p} zone={zone} reload={reload} />}
          </div>
        );
      })}
    </section>
  );
}

function Turn({ purpose, given, person: p, zone, reload }: PersonProps & { purpose: ConsentPurpose; given: boolean }) {
  const today = dayOf(zone, new Date());
  const [channel, setChannel] = useState<ConsentChannel>('DESK');
  const [on, setOn] = useState(today);
  const [by, setBy] = useState('');
  const work = useWork();
  const guardians = p.contacts.filter(c => c.scopes.includes('GUARDIAN'));
  return (
    <details>
      <summary>{given ? m.consent_withdraw() : m.consent_give()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => {
        await (given ? change(WithdrawConsent, { input: { residentId: p.id, purpose, channel } }) : change(GiveConsent, { input: { residentId: p.id, purpose, channel, on, byContactId: by || null } }));
        await reload();
        say(m.saved());
      }); }}>
        <p>{given ? m.consent_withdraw_text() : m.consent_give_text()}</p>
        <Wrong error={work.error} />
        <Select id={`how-${purpose}`} label={m.consent_how()} value={channel} on={x => setChannel(x as ConsentChannel)} options={ways} />
        {!given && guardians.length > 0 && <Select id={`by-${purpose}`} label={m.consent_who()} value={by} on={setBy} options={[['', m.consent_who_person()], ...guardians.map(c => [c.id, m.consent_who_guardian({ name: c.firstName })] as const)]} />}
        {!given && <Field id={`on-${purpose}`} label={m.consent_on()} value={on} on={setOn} type="date" max={today} required />}
        <button type="submit" class="second" disabled={work.busy}>{given ? m.consent_withdraw_do() : m.consent_give_do()}</button>
      </form>
    </details>
  );
}
