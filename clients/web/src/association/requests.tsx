import { useState } from 'preact/hooks';
import { useAsk } from '../ask';
import type { RequestState } from '../generated/types';
import * as m from '../texts/messages';
import { Select } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { date, requestState, topic, when } from '../words';
import type { DeskProps } from './door';
import { useMore } from './more';
import { DeskRequests } from './requests.ops';

const STATES: RequestState[] = ['ESCALATED', 'SEARCHING', 'BOOKED', 'FULFILLED', 'CANCELLED'];

export function Requests({ association }: DeskProps) {
  const [state, setState] = useState<RequestState | ''>('');
  return (
    <Page title={m.desk_requests()} wide>
      <p class="row"><a class="button" href="/association/demandes/nouvelle">{m.board_new()}</a></p>
      <div class="short"><Select id="state" label={m.filter()} value={state} on={s => setState(s as RequestState | '')} options={[['', m.filter_all()], ...STATES.map(s => [s, requestState(s)] as const)]} /></div>
      <List key={state} state={state || null} zone={association.timeZone} />
    </Page>
  );
}

function List({ state, zone }: { state: RequestState | null; zone: string }) {
  const first = useAsk(DeskRequests, { state });
  const { nodes, button } = useMore(DeskRequests, { state, after: null as string | null }, d => d.helpRequests, first.data?.helpRequests ?? null);
  return (
    <Loaded of={first}>
      {() => nodes.length === 0 ? <p class="note">{m.list_empty()}</p> : (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label={m.desk_requests()}>
            <table>
              <thead><tr><th scope="col">{m.fact_first_name()}</th><th scope="col">{m.fact_what()}</th><th scope="col">{m.fact_state()}</th><th scope="col">{m.fact_asked()}</th><th scope="col">{m.fact_visit()}</th></tr></thead>
              <tbody>
                {nodes.map(r => {
                  const visit = (['PLANNED', 'COMPLETED', 'NO_SHOW'] as const).map(state => r.visits.find(v => v.state === state)).find(Boolean);
                  return (
                    <tr key={r.id}>
                      <th scope="row"><a href={`/association/demandes/${r.id}`}>{r.resident?.firstName ?? '—'}</a></th>
                      <td>{topic(r.category)}</td><td>{requestState(r.state)}{r.needClass > 0 && <> <span class="tag">{m.need_class({ n: r.needClass })}</span></>}</td><td>{date(r.createdAt, zone)}</td><td>{visit ? when(visit.start, zone) : '—'}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          {button}
        </>
      )}
    </Loaded>
  );
}
