import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { DeskVolunteerQuery, DocumentType, ReferenceOutcome, VouchLevel } from '../generated/types';
import * as m from '../texts/messages';
import { dayOf } from '../time';
import { Field, Select } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { date, mode, phoneText, topic } from '../words';
import { Act } from './act';
import type { DeskProps } from './door';
import { Imported } from './imported';
import { level, levels, volunteerState } from './volunteers';
import { AddReference, CallCharter, CorrectMinutes, DeskVolunteer, RecordGuardian, RecordReference, Renew, Suspend, Vouch } from './volunteers.ops';

type Volunteer = NonNullable<DeskVolunteerQuery['volunteer']>;
interface Props { volunteer: Volunteer; zone: string; reload: () => Promise<void> }

const DOCUMENTS = (): [DocumentType, string][] => [['IDENTITY_CARD', m.doc_card()], ['PASSPORT', m.doc_passport()], ['RESIDENCE_PERMIT', m.doc_permit()], ['DRIVING_LICENCE', m.doc_driving()]];
const OUTCOMES = (): [ReferenceOutcome, string][] => [['RECOMMENDS', m.ref_recommends()], ['DOES_NOT_RECOMMEND', m.ref_not()], ['UNREACHABLE', m.ref_unreachable()], ['WAITING', m.ref_waiting()]];

export function VolunteerPage({ association, part: id }: DeskProps) {
  const volunteer = useAsk(DeskVolunteer, { id });
  return (
    <Page title={volunteer.data?.volunteer?.firstName ?? m.desk_volunteers()} back="/association/benevoles" wide>
      <Loaded of={volunteer}>{({ volunteer: v }) => (v ? <Shown volunteer={v} zone={association.timeZone} reload={volunteer.reload} /> : <p class="note">{m.list_gone()}</p>)}</Loaded>
    </Page>
  );
}

function Shown({ volunteer: v, zone, reload }: Props) {
  const props = { volunteer: v, zone, reload };
  return (
    <div class="columns">
      <section>
        <p class="note"><strong>{volunteerState(v.state)}</strong>{v.level && ` · ${level(v.level)}`}{v.vouchedUntil && `, ${m.until({ day: date(v.vouchedUntil, zone) })}`}</p>
        {v.smsStoppedAt && <p class="wrong">{m.vol_sms_stopped({ day: date(v.smsStoppedAt, zone) })}</p>}
        <dl class="facts">
          <dt>{m.fact_phone()}</dt><dd><a href={`tel:${v.phone}`}>{phoneText(v.phone)}</a></dd>
          <dt>{m.fact_where()}</dt><dd>{v.place.label}, {m.reach({ km: (v.maxDistanceMetres / 1000).toLocaleString() })}</dd>
          <dt>{m.fact_how()}</dt><dd>{v.modes.map(mode).join(', ')}</dd>
          <dt>{m.fact_what()}</dt><dd>{v.categories.map(topic).join(', ')}</dd>
          <dt>{m.fact_left()}</dt><dd>{v.minutesLeftThisMonth} / {v.minutesPerMonth}</dd>
          <dt>{m.fact_charter()}</dt><dd>{v.charterVersion === v.association.charter.version ? m.yes() : m.no()}</dd>
          <Imported by={v.imported} zone={zone} />
        </dl>
        {v.vouchings.length > 0 && <><h2>{m.vouchings()}</h2><ul>{v.vouchings.map(x => <li key={x.at}>{date(x.at, zone)} : {level(x.level)}{x.by && `, ${x.by}`}</li>)}</ul></>}
      </section>
      <section>
        {v.charterVersion !== v.association.charter.version && <p class="row"><Act second text={m.charter_ask()} said={m.charter_asked()} what={() => change(CallCharter, { id: v.id })} after={reload} /></p>}
        {v.adultFrom && !v.guardianConsent && <Guardian {...props} />}
        {v.state !== 'SUSPENDED' && <VouchForm {...props} />}
        <References {...props} />
        <Correct {...props} />
        {v.state !== 'SUSPENDED' && <details><summary>{m.suspend()}</summary><p>{m.suspend_text()}</p><Act text={m.suspend_do()} said={m.suspended()} what={() => change(Suspend, { id: v.id })} after={reload} /></details>}
      </section>
    </div>
  );
}

/** The association's word: how far it goes, and what was seen. Never a number of a document, never a copy. */
function VouchForm({ volunteer: v, zone, reload }: Props) {
  const today = dayOf(zone, new Date());
  const first = v.state === 'REGISTERED';
  const [wanted, setWanted] = useState<VouchLevel>(v.level ?? 'IDENTITY_SEEN');
  const [type, setType] = useState<DocumentType>('IDENTITY_CARD');
  const [seenOn, setSeenOn] = useState(today);
  const [signed, setSigned] = useState('');
  const work = useWork();
  const outdated = v.charterVersion !== v.association.charter.version;
  return (
    <form onSubmit={event => {
      event.preventDefault();
      void work.run(async () => {
        const input = { volunteerId: v.id, level: wanted, document: wanted === 'PHONE_CONFIRMED' ? null : { type, seenOn }, charterSignedOn: signed || null };
        await (first ? change(Vouch, { input }) : change(Renew, { input }));
        await reload();
        say(m.vouched());
      });
    }}>
      <h2>{first ? m.vouch_title() : m.renew_title()}</h2>
      <p>{m.vouch_text()}</p>
      <Wrong error={work.error} />
      <Select id="level" label={m.fact_level()} value={wanted} on={x => setWanted(x as VouchLevel)} options={levels} />
      {wanted !== 'PHONE_CONFIRMED' && <><Select id="document" label={m.vouch_document()} value={type} on={x => setType(x as DocumentType)} options={DOCUMENTS()} /><Field id="seenOn" label={m.vouch_seen()} value={seenOn} on={setSeenOn} type="date" max={today} required /></>}
      {outdated && <Field id="signed" label={m.vouch_signed()} hint={m.vouch_signed_hint()} value={signed} on={setSigned} type="date" max={today} />}
      <button type="submit" disabled={work.busy}>{first ? m.vouch_do() : m.renew_do()}</button>
    </form>
  );
}

function References({ volunteer: v, reload }: Props) {
  const [name, setName] = useState('');
  const [knows, setKnows] = useState('');
  const [phone, setPhone] = useState('');
  const work = useWork();
  return (
    <details>
      <summary>{m.references({ count: v.references.length })}</summary>
      {v.references.map(r => (
        <div class="card" key={r.id}>
          <p><strong>{r.name}</strong>, {r.knows}. {r.phone && <a href={`tel:${r.phone}`}>{phoneText(r.phone)}</a>}</p>
          <p>{OUTCOMES().find(([key]) => key === r.outcome)?.[1]}</p>
          <div class="row">{OUTCOMES().slice(0, 3).filter(([key]) => key !== r.outcome).map(([key, text]) => <Act key={key} second text={text} said={m.saved()} what={() => change(RecordReference, { id: r.id, outcome: key })} after={reload} />)}</div>
        </div>
      ))}
      {v.references.length < 3 && (
        <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(AddReference, { input: { volunteerId: v.id, name, knows, phone } }); setName(''); setKnows(''); setPhone(''); await reload(); say(m.saved()); }); }}>
          <Wrong error={work.error} />
          <Field id="ref-name" label={m.ref_name()} value={name} on={setName} maxLength={80} autocomplete="off" required />
          <Field id="ref-knows" label={m.ref_knows()} value={knows} on={setKnows} maxLength={80} required />
          <Field id="ref-phone" label={m.fact_phone()} value={phone} on={setPhone} type="tel" autocomplete="off" required />
          <button type="submit" class="second" disabled={work.busy}>{m.ref_add()}</button>
        </form>
      )}
    </details>
  );
}

function Guardian({ volunteer: v, zone, reload }: Props) {
  const today = dayOf(zone, new Date());
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const work = useWork();
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(RecordGuardian, { input: { volunteerId: v.id, guardianFirstName: name, guardianPhone: phone, channel: 'DESK', on: today } }); await reload(); say(m.saved()); }); }}>
      <h2>{m.guardian_title()}</h2>
      <p>{m.guardian_text()}</p>
      <Wrong error={work.error} />
      <Field id="guardian" label={m.guardian_name()} value={name} on={setName} maxLength={40} autocomplete="off" required />
      <Field id="guardian-phone" label={m.fact_phone()} value={phone} on={setPhone} type="tel" autocomplete="off" required />
      <button type="submit" disabled={work.busy}>{m.guardian_do()}</button>
    </form>
  );
}

function Correct({ volunteer: v, zone, reload }: Props) {
  const [minutes, setMinutes] = useState('');
  const [motive, setMotive] = useState('');
  const work = useWork();
  const month = +dayOf(zone, new Date()).slice(0, 7).replace('-', '');
  return (
    <details>
      <summary>{m.correct_minutes()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(CorrectMinutes, { input: { volunteerId: v.id, minutes: +minutes, month, motive } }); setMinutes(''); setMotive(''); await reload(); say(m.saved()); }); }}>
        <Wrong error={work.error} />
        <Field id="correction" label={m.correct_by()} hint={m.correct_hint()} value={minutes} on={setMinutes} type="number" min="-600" max="600" required />
        <Field id="correction-motive" label={m.motive()} value={motive} on={setMotive} maxLength={200} required />
        <button type="submit" class="second" disabled={work.busy}>{m.save()}</button>
      </form>
    </details>
  );
}
