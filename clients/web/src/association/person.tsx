import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { AgeBand, PersonQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Field, Select } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { date, phoneText, requestState, topic } from '../words';
import { Act } from './act';
import { Imported } from './imported';
import type { DeskProps } from './door';
import { MessagesList } from './messages-list';
import { CorrectPerson, KeepPerson, LiftPerson, Person as PersonOp, RestrictPerson } from './people.ops';
import { Autonomy } from './person-autonomy';
import { Consents, Contacts } from './person-consents';

export type PersonShown = NonNullable<PersonQuery['resident']>;
export interface PersonProps { person: PersonShown; zone: string; reload: () => Promise<void> }

const AGES = (): [AgeBand | '' | '?', string][] => [['', m.correct_stays()], ['FROM_80', m.age_80()], ['FROM_70_TO_79', m.age_70()], ['FROM_60_TO_69', m.age_60()], ['FROM_25_TO_59', m.age_25()], ['UNDER_25', m.age_under_25()], ['?', m.age_none()]];
const ageText = (age: AgeBand) => AGES().find(([key]) => key === age)?.[1];

/** One person whom the association helps: who speaks for them, what they agreed to, how they get on, what they asked and what they were told. */
export default function Person({ association, part: id }: DeskProps) {
  const person = useAsk(PersonOp, { id });
  const zone = association.timeZone;
  return (
    <Page title={person.data?.resident?.firstName ?? m.desk_people()} back="/association/personnes" wide>
      <Loaded of={person}>
        {({ resident: p, purposes, autonomyQuestions }) => {
          if (!p) return <p class="note">{m.list_gone()}</p>;
          const props = { person: p, zone, reload: person.reload };
          return (
            <div class="columns">
              <div>
                <Facts {...props} />
                {p.byAnother ? <p class="note">{m.person_by_another()}</p> : <><Correct {...props} /><Contacts {...props} /><Consents {...props} purposes={purposes} /></>}
                <Rights {...props} />
              </div>
              <div>
                <Requests {...props} />
                <Autonomy {...props} questions={autonomyQuestions} />
                <section><h2>{m.person_messages()}</h2><MessagesList messages={p.messages} zone={zone} /></section>
              </div>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Facts({ person: p, zone }: PersonProps) {
  return (
    <>
      {p.restrictedAt && <p class="wrong">{m.person_restricted({ day: date(p.restrictedAt, zone) })}</p>}
      <dl class="facts">
        <dt>{m.fact_phone()}</dt><dd><a href={`tel:${p.phone}`}>{phoneText(p.phone)}</a>{!p.canReceiveSms && ` (${m.story_landline()})`}{p.otherPhone && <> · <a href={`tel:${p.otherPhone}`}>{phoneText(p.otherPhone)}</a></>}</dd>
        <dt>{m.fact_where()}</dt><dd>{p.place.label}</dd>
        {p.ageBand && <><dt>{m.age_summary()}</dt><dd>{ageText(p.ageBand)}</dd></>}
        <dt>{m.people_since()}</dt><dd>{date(p.createdAt, zone)}</dd>
        <Imported by={p.imported} zone={zone} />
        {p.neighboursMet && p.neighboursMet.length > 0 && <><dt>{m.person_met()}</dt><dd>{p.neighboursMet.map(n => `${n.firstName} (${n.visits}${n.limit ? ` / ${n.limit}` : ''})`).join(', ')}</dd></>}
      </dl>
    </>
  );
}

function Requests({ person: p, zone }: PersonProps) {
  return (
    <section>
      <h2>{m.person_requests()}</h2>
      {p.requests.length === 0 ? <p>{m.person_no_request()}</p> : <ul>{p.requests.slice(0, 30).map(r => <li key={r.id}><a href={`/association/demandes/${r.id}`}>{topic(r.category)}</a> : {requestState(r.state)}, {date(r.createdAt, zone)}</li>)}</ul>}
    </section>
  );
}

/** What was wrong is put right; what is left empty stays. */
function Correct({ person: p, reload }: PersonProps) {
  const none = { firstName: '', phone: '', address: '', age: '' as AgeBand | '' | '?' };
  const [v, setV] = useState(none);
  const set = (part: Partial<typeof v>) => setV({ ...v, ...part });
  const work = useWork();
  const nothing = !v.firstName.trim() && !v.phone.trim() && !v.address.trim() && !v.age;
  const send = () => work.run(async () => {
    await change(CorrectPerson, { input: {
      residentId: p.id, firstName: v.firstName.trim() || null, phone: v.phone.trim() || null, address: v.address.trim() ? { text: v.address } : null, language: null,
      ageBand: v.age && v.age !== '?' ? v.age : null, ageBandUnknown: v.age === '?' || null,
    } });
    setV(none);
    await reload();
    say(m.saved());
  });
  const at = (id: string) => (work.error?.field?.startsWith(id) ? work.error.message : null);
  return (
    <details>
      <summary>{m.person_correct()}</summary>
      <form onSubmit={event => { event.preventDefault(); void send(); }}>
        <p>{m.person_correct_text()}</p>
        <Wrong error={work.error} field={path => path.split('.')[0]!} />
        <Field id="firstName" label={m.fact_first_name()} error={at('firstName')} value={v.firstName} on={firstName => set({ firstName })} maxLength={40} autocomplete="off" />
        <Field id="phone" label={m.fact_phone()} error={at('phone')} value={v.phone} on={phone => set({ phone })} type="tel" autocomplete="off" />
        <Field id="address" label={m.fact_address()} error={at('address')} value={v.address} on={address => set({ address })} maxLength={200} autocomplete="off" />
        <Select id="age" label={m.age_summary()} hint={m.age_hint()} value={v.age} on={age => set({ age: age as typeof v.age })} options={AGES()} />
        <button type="submit" disabled={work.busy || nothing}>{m.person_correct_do()}</button>
      </form>
    </details>
  );
}

/** Kept and not used, used again, or kept although nobody heard of them. */
function Rights({ person: p, reload }: PersonProps) {
  const [informed, setInformed] = useState(false);
  return (
    <section>
      <h2>{m.person_rights()}</h2>
      {p.restrictedAt ? (
        <>
          <p>{m.person_lift_text()}</p>
          <label class="choice"><input type="checkbox" checked={informed} onChange={event => setInformed(event.currentTarget.checked)} /> <span>{m.person_informed()}</span></label>
          <Act text={m.privacy_lift()} said={m.saved()} what={() => change(LiftPerson, { id: p.id, informed })} after={reload} />
        </>
      ) : (
        <details><summary>{m.privacy_restrict()}</summary><p>{m.person_restrict_text()}</p><Act second text={m.privacy_restrict_do()} said={m.saved()} what={() => change(RestrictPerson, { id: p.id })} after={reload} /></details>
      )}
      <p>{m.keep_text()}</p>
      <Act second text={m.keep_do()} said={m.kept()} what={() => change(KeepPerson, { id: p.id })} after={reload} />
    </section>
  );
}
