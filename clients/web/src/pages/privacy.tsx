import { useState } from 'preact/hooks';
import { ask, change } from '../api';
import { useAsk, useWork } from '../ask';
import * as m from '../texts/messages';
import { useMe } from '../session';
import { download } from '../download';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';
import { Loaded, Wrong } from '../ui/says';
import { SignIn } from '../ui/sign-in';
import { EraseResident, EraseVolunteer, MyPeople, Purposes, ResidentData, VolunteerData } from './privacy.ops';

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

interface Person { id: string; name: string; data: () => Promise<string>; erase: () => Promise<unknown> }

function Mine() {
  const people = useAsk(MyPeople, {});
  return (
    <Loaded of={people}>
      {({ helpRequests, volunteers }) => {
        const residents = new Map(helpRequests.nodes.flatMap(r => (r.resident ? [[r.resident.id, r.resident.firstName] as const] : [])));
        const all: Person[] = [
          ...[...residents].map(([id, firstName]) => ({ id, name: m.privacy_resident({ name: firstName }), data: async () => (await ask(ResidentData, { id })).residentData.page, erase: () => change(EraseResident, { id }) })),
          ...volunteers.nodes.map(v => ({ id: v.id, name: m.privacy_volunteer({ name: v.firstName }), data: async () => (await ask(VolunteerData, { id: v.id })).volunteerData.page, erase: () => change(EraseVolunteer, { id: v.id }) })),
        ];
        return all.length === 0 ? <p class="note">{m.privacy_nothing()}</p> : all.map(p => <One key={p.id} person={p} />);
      }}
    </Loaded>
  );
}

function One({ person }: { person: Person }) {
  const work = useWork();
  const [erased, setErased] = useState(false);
  if (erased) return <p class="good" role="status">{m.privacy_erased()}</p>;
  return (
    <section class="card">
      <h3>{person.name}</h3>
      <Wrong error={work.error} />
      <button type="button" class="second" disabled={work.busy} onClick={() => void work.run(async () => download('mes-informations.html', 'text/html', await person.data()))}>{m.privacy_read()}</button>
      <details>
        <summary>{m.privacy_erase()}</summary>
        <p>{m.privacy_erase_text()}</p>
        <button type="button" disabled={work.busy} onClick={() => void work.run(async () => { await person.erase(); setErased(true); })}>{m.privacy_erase_do()}</button>
      </details>
    </section>
  );
}
