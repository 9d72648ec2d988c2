import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, Refused } from '../api';
import { useWork } from '../ask';
import type { HelpersQuery, OpenRequestsQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Page } from '../ui/page';
import { Wrong } from '../ui/says';
import { requestState, topic } from '../words';
import { coverage, nameOf } from './coverage';
import type { DeskProps } from './door';
import { Helpers, OpenRequests, Territory } from './rest.ops';

export type MapRequest = OpenRequestsQuery['helpRequests']['nodes'][number];
export type MapHelper = HelpersQuery['volunteers']['nodes'][number];
export interface MapData { requests: MapRequest[]; helpers: MapHelper[]; territory: { latitude?: number | null; longitude?: number | null; radiusMetres?: number | null } | null }

/** Lists of more than this are for the figures, not for a map. */
const MOST_PAGES = 10;

async function everything(associationId: string): Promise<MapData> {
  const requests: MapRequest[] = [];
  for (const state of ['SEARCHING', 'ESCALATED'] as const)
    for (let after: string | null = null, i = 0; i < MOST_PAGES; i++) {
      const { helpRequests }: OpenRequestsQuery = await ask(OpenRequests, { state, after });
      requests.push(...helpRequests.nodes);
      after = helpRequests.pageInfo.endCursor ?? null;
      if (!helpRequests.pageInfo.hasNextPage) break;
    }
  const helpers: MapHelper[] = [];
  for (let after: string | null = null, i = 0; i < MOST_PAGES; i++) {
    const { volunteers }: HelpersQuery = await ask(Helpers, { after });
    helpers.push(...volunteers.nodes);
    after = volunteers.pageInfo.endCursor ?? null;
    if (!volunteers.pageInfo.hasNextPage) break;
  }
  const { associations } = await ask(Territory, {});
  return { requests, helpers, territory: associations.nodes.find(a => a.id === associationId)?.territory ?? null };
}

/** Requests, help within reach and where it is missing: as a list first, and the same on a map. */
export function MapPage({ association }: DeskProps) {
  const [data, setData] = useState<MapData | null>(null);
  const work = useWork();
  useEffect(() => { void work.run(async () => setData(await everything(association.id))); }, []);
  return (
    <Page title={m.desk_map()} wide>
      <p>{m.map_text()}</p>
      <Wrong error={work.error} />
      {data ? <Shown data={data} /> : !work.error && <p class="wait" role="status">{m.loading()}</p>}
    </Page>
  );
}

function Shown({ data }: { data: MapData }) {
  const areas = coverage(data.requests, data.helpers);
  return (
    <>
      <Drawn data={data} />
      <h2>{m.map_missing()}</h2>
      {areas.length === 0 ? <p class="good">{m.map_none()}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={m.map_missing()}>
          <table>
            <thead><tr><th scope="col">{m.map_area()}</th><th scope="col" class="num">{m.fig_requests()}</th><th scope="col" class="num">{m.map_needed()}</th><th scope="col" class="num">{m.map_helpers()}</th><th scope="col" class="num">{m.map_minutes()}</th><th scope="col">{m.map_state()}</th></tr></thead>
            <tbody>{areas.map(a => <tr key={a.commune}><th scope="row">{a.name}</th><td class="num">{a.requests}</td><td class="num">{a.needed}</td><td class="num">{a.helpers}</td><td class="num">{a.minutes}</td><td>{a.missing > 0 ? <strong>{m.map_lacks({ count: a.missing })}</strong> : m.map_enough()}</td></tr>)}</tbody>
          </table>
        </div>
      )}
      <h2>{m.map_requests({ count: data.requests.length })}</h2>
      <ul>{data.requests.map(r => <li key={r.id}><a href={`/association/demandes/${r.id}`}>{r.resident?.firstName ?? topic(r.category)}</a> : {nameOf(r.place.label)}, {requestState(r.state)}</li>)}</ul>
      <h2>{m.map_volunteers({ count: data.helpers.length })}</h2>
      <ul>{data.helpers.map(h => <li key={h.id}><a href={`/association/benevoles/${h.id}`}>{h.firstName}</a> : {nameOf(h.place.label)}, {m.minutes_n({ count: h.minutesLeftThisMonth })}</li>)}</ul>
    </>
  );
}

/** Leaflet is fetched only here, and only when there is something to draw. */
function Drawn({ data }: { data: MapData }) {
  const box = useRef<HTMLDivElement>(null);
  const [error, setError] = useState<Refused | null>(null);
  useEffect(() => {
    let end: (() => void) | undefined;
    let gone = false;
    import('./leaflet-map').then(async ({ draw }) => {
      if (gone || !box.current) return;
      end = await draw(box.current, data);
      if (gone) end();
    }).catch(() => setError(new Refused('INTERNAL_ERROR', m.map_failed())));
    return () => { gone = true; end?.(); };
  }, [data]);
  return error ? <Wrong error={error} /> : <div class="map" ref={box} role="group" aria-label={m.map_label()} />;
}
