import { useState } from 'preact/hooks';
import { ask, change } from '../api';
import { useAsk, useWork } from '../ask';
import * as m from '../texts/messages';
import { useMe } from '../session';
import { download } from '../download';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';
import { Field } from '../ui/fields';
import { Loaded, say, Wrong } from '../ui/says';
import { SignIn } from '../ui/sign-in';
import { CorrectResident, EraseResident, EraseVolunteer, LiftResident, LiftVolunteer, MyPeople, Purposes, ResidentData, RestrictResident, RestrictVolunteer, VolunteerData } from './privacy.ops';

/** What is kept and why, and everything about oneself to read or to erase. */
export default function Privacy() {
  const purposes = useAsk(Purposes, {});
  const me = useMe();
  return (
    <Frame home="/aide">
      <Page title={m.privacy_title()}>
        <p>{m.privacy_intro()}</p>
        <Loaded of={purposes}>
          {({ purposes: all }) => <ul>{all.map(p => <li key={p.purpose}>{p.text} {p.required ? <strong>{m.privacy_required()}</strong> : m.privacy_choice()}</li>)}</ul>}
        </Loaded>
        <h2>{m.privacy_here()}</h2>
        <ul><li>{m.privacy_here_1()}</li><li>{m.privacy_here_2()}</li><li>{m.privacy_here_3()}</li></ul>
        <h2>{m.privacy_rights()}</h2>
        <p>{m.privacy_rights_text()}</p>
        <Loaded of={me}>{({ me: { signedIn } }) => (signedIn ? <Mine /> : <SignIn done={me.reload} />)}</Loaded>
      </Page>
    </Frame>
  );
}

interface Person { id: string; name: string; restricted: boolean; data: () => Promise<string>; erase: () => Promise<unknown>; restrict: () => Promise<unknown>; lift: () => Promise<unknown>; correct?: (firstName: string, address: string) => Promise<unknown> }

function Mine() {
  const people = useAsk(MyPeople, {});
  return (
    <Loaded of={people}>
      {({ helpRequests, volunteers }) => {
        const residents = new Map(helpRequests.nodes.flatMap(r => (r.resident ? [[r.resident.id as string, r.resident] as const] : [])));
        const all: Person[] = [
          ...[...residents].map(([id, r]) => ({
            id, name: m.privacy_resident({ name: r.firstName }), restricted: r.restrictedAt !== null, data: async () => (await ask(ResidentData, { id })).residentData.page, erase: () => change(EraseResident, { id }),
            restrict: () => change(RestrictResident, { id }), lift: () => change(LiftResident, { id }),
            correct: (firstName: string, address: string) => change(CorrectResident, { id, firstName: firstName.trim() || null, address: address.trim() ? { text: address } : null }),
          })),
          ...volunteers.nodes.map(({ id, firstName, restrictedAt }) => ({
            id, name: m.privacy_volunteer({ name: firstName }), restricted: restrictedAt !== null, data: async () => (await ask(VolunteerData, { id })).volunteerData.page, erase: () => change(EraseVolunteer, { id }),
            restrict: () => change(RestrictVolunteer, { id }), lift: () => change(LiftVolunteer, { id }),
          })),
        ];
        return all.length === 0 ? <p class="note">{m.privacy_nothing()}</p> : all.map(p => <One key={p.id} person={p} reload={people.reload} />);
      }}
    </Loaded>
  );
}

function One({ person, reload }: { person: Person; reload: () => Promise<void> }) {
  const work = useWork();
  const [erased, setErased] = useState(false);
  const did = (what: () => Promise<unknown>) => void work.run(async () => { await what(); await reload(); say(m.saved()); });
  if (erased) return <p class="good" role="status">{m.privacy_erased()}</p>;
  return (
    <section class="card">
      <h3>{person.name}</h3>
      <Wrong error={work.error} />
      <button type="button" class="second" disabled={work.busy} onClick={() => void work.run(async () => download('mes-informations.html', 'text/html', await person.data()))}>{m.privacy_read()}</button>
      {person.correct && <Correct id={person.id} correct={person.correct} reload={reload} />}
      {person.restricted ? (
        <><p class="note">{m.privacy_restricted()}</p><button type="button" class="second" disabled={work.busy} onClick={() => did(person.lift)}>{m.privacy_lift()}</button></>
      ) : (
        <details>
          <summary>{m.privacy_restrict()}</summary>
          <p>{m.privacy_restrict_text()}</p>
          <button type="button" class="second" disabled={work.busy} onClick={() => did(person.restrict)}>{m.privacy_restrict_do()}</button>
        </details>
      )}
      <details>
        <summary>{m.privacy_erase()}</summary>
        <p>{m.privacy_erase_text()}</p>
        <button type="button" disabled={work.busy} onClick={() => void work.run(async () => { await person.erase(); setErased(true); })}>{m.privacy_erase_do()}</button>
      </details>
    </section>
  );
}

function Correct({ id, correct, reload }: { id: string; correct: NonNullable<Person['correct']>; reload: () => Promise<void> }) {
  const [firstName, setFirstName] = useState('');
  const [address, setAddress] = useState('');
  const work = useWork();
  return (
    <details>
      <summary>{m.privacy_correct()}</summary>
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await correct(firstName, address); setFirstName(''); setAddress(''); await reload(); say(m.saved()); }); }}>
        <p>{m.privacy_correct_text()}</p>
        <Wrong error={work.error} />
        <Field id={`name-${id}`} label={m.fact_first_name()} value={firstName} on={setFirstName} maxLength={40} autocomplete="off" />
        <Field id={`address-${id}`} label={m.fact_address()} value={address} on={setAddress} maxLength={200} autocomplete="off" />
        <button type="submit" class="second" disabled={work.busy || !(firstName.trim() || address.trim())}>{m.save()}</button>
      </form>
    </details>
  );
}
