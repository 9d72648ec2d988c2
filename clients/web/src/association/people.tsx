import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk } from '../ask';
import * as m from '../texts/messages';
import { Field } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { date, phoneText } from '../words';
import { Act } from './act';
import type { DeskProps } from './door';
import { late } from './late';
import { useMore } from './more';
import { KeepHelper, KeepPerson, People as PeopleOp, Quiet } from './people.ops';

const PARTS: Record<string, ComponentType<DeskProps>> = { doublons: late(() => import('./lookalikes')), importer: late(() => import('./import')) };
const Person = late(() => import('./person'));

/** Everybody whom the association helps; or one of them, two who look alike, a file of them. */
export default function People(props: DeskProps) {
  const Part = props.part ? (PARTS[props.part] ?? Person) : List;
  return <Part {...props} />;
}

function List({ association }: DeskProps) {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  return (
    <Page title={m.desk_people()} wide>
      <form role="search" onSubmit={event => { event.preventDefault(); setSearch(typed.trim()); }}>
        <Field id="search" label={m.people_search()} hint={m.people_search_hint()} value={typed} on={setTyped} type="search" maxLength={80} autocomplete="off" />
        <button type="submit">{m.people_search_do()}</button>
      </form>
      <Found key={search} search={search || null} zone={association.timeZone} />
      <p class="row"><a class="button second" href="/association/personnes/doublons">{m.people_lookalikes()}</a><a class="button second" href="/association/personnes/importer">{m.people_import()}</a></p>
      <GoingQuiet zone={association.timeZone} />
    </Page>
  );
}

function Found({ search, zone }: { search: string | null; zone: string }) {
  const first = useAsk(PeopleOp, { search, after: null });
  const { nodes, button } = useMore(PeopleOp, { search, after: null as string | null }, d => d.residents, first.data?.residents ?? null);
  return (
    <Loaded of={first}>
      {({ residents: { pageInfo } }) => (
        <>
          {nodes.length === 0 ? <p class="note" role="status">{search ? (pageInfo.hasNextPage ? m.people_none_yet() : m.people_none()) : m.people_empty()}</p> : (
            <div class="scroll" tabIndex={0} role="region" aria-label={m.desk_people()}>
              <table>
                <thead><tr><th scope="col">{m.fact_first_name()}</th><th scope="col">{m.fact_phone()}</th><th scope="col">{m.fact_where()}</th><th scope="col">{m.people_since()}</th></tr></thead>
                <tbody>{nodes.map(r => <tr key={r.id}><th scope="row"><a href={`/association/personnes/${r.id}`}>{r.firstName}</a>{r.restrictedAt && <> <span class="tag">{m.people_restricted()}</span></>}</th><td>{phoneText(r.phone)}</td><td>{r.place.label}</td><td>{date(r.createdAt, zone)}</td></tr>)}</tbody>
              </table>
            </div>
          )}
          {button}
        </>
      )}
    </Loaded>
  );
}

/** Nobody heard of them for years: unless somebody keeps them, they are erased on their own. */
function GoingQuiet({ zone }: { zone: string }) {
  const quiet = useAsk(Quiet, {});
  if (!quiet.data || quiet.data.goingQuiet.length === 0) return null;
  return (
    <section>
      <h2>{m.quiet_title()}</h2>
      <p>{m.quiet_text()}</p>
      {quiet.data.goingQuiet.map(q => (
        <div class="card" key={q.residentId ?? q.volunteerId}>
          <p><a href={q.residentId ? `/association/personnes/${q.residentId}` : `/association/benevoles/${q.volunteerId}`}>{q.firstName}</a> : {m.quiet_since({ day: date(q.lastSign, zone), end: date(q.erasedOn, zone) })}</p>
          <Act second text={m.keep_do()} said={m.kept()} what={() => (q.residentId ? change(KeepPerson, { id: q.residentId }) : change(KeepHelper, { id: q.volunteerId! }))} after={quiet.reload} />
        </div>
      ))}
    </section>
  );
}
