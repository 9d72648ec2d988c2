import { useAsk } from '../ask';
import { zoneOf } from '../associations';
import * as m from '../texts/messages';
import { signOut, useMe } from '../session';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { SignIn } from '../ui/sign-in';
import { SignedIn } from '../ui/signed-in';
import { category, date, requestState, when } from '../words';
import { MyRequests } from './follow.ops';
import { SpokenFor } from './spoken-for';
import { standing } from './standing';

/** My requests, for whoever shows a code of an SMS: no account, no password. */
export function Follow() {
  const me = useMe();
  return (
    <Page title={m.follow_title()} back="/aide">
      <Loaded of={me}>
        {({ me: { signedIn } }) => (signedIn ? <List out={() => void signOut().then(me.reload)} /> : <SignIn done={me.reload}><p>{m.follow_sign_in()}</p></SignIn>)}
      </Loaded>
    </Page>
  );
}

function List({ out }: { out: () => void }) {
  const requests = useAsk(MyRequests, {});
  return (
    <>
      <Loaded of={requests}>
        {({ helpRequests: { nodes } }) => (
          <>
            {nodes.length === 0 && <p class="note">{m.follow_none()}</p>}
            <ul class="cards">
              {nodes.map(request => {
                const visit = request.visits.find(v => v.state === 'PLANNED');
                return (
                  <li class="card" key={request.id}>
                    <h2>{requestState(standing(request))}</h2>
                    {visit && <p class="word">{when(visit.start, zoneOf())}</p>}
                    <p>{category(request.category)}</p>
                    <p class="hint">{m.follow_asked({ day: date(request.createdAt, zoneOf()) })}{request.resident && ` · ${request.resident.firstName}`}</p>
                    <p><a class="button" href={`/aide/suivi/${request.id}`}>{m.follow_open()}<span class="sr"> : {category(request.category)}</span></a></p>
                  </li>
                );
              })}
            </ul>
            <p><a class="button second" href="/aide/demande/1">{m.follow_another()}</a></p>
          </>
        )}
      </Loaded>
      <SpokenFor />
      <SignedIn door="aide" out={out} />
    </>
  );
}
