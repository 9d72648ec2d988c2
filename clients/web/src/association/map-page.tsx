import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, Refused } from '../api';
import { useWork } from '../ask';
import type { CoverageQuery, HelpersQuery, OpenRequestsQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Page } from '../ui/page';
import { Wrong } from '../ui/says';
import { requestState, topic } from '../words';
import type { DeskProps } from './door';
import { Coverage, Helpers, OpenRequests, Territory } from './rest.ops';

export type MapRequest = OpenRequestsQuery['helpRequests']['nodes'][number];
export type MapHelper = HelpersQuery['volunteers']['nodes'][number];
export type MapCell = CoverageQuery['coverage']['cells'][number];
export interface MapData { coverage: CoverageQuery['coverage']; requests: MapRequest[]; helpers: MapHelper[]; territory: { latitude?: number | null; longitude?: number | null; radiusMetres?: number | null } | null }

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
  const { coverage } = await ask(Coverage, {});
  const { associations } = await ask(Territory, {});
  return { coverage, requests, helpers, territory: associations.nodes.find(a => a.id === associationId)?.territory ?? null };
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
  return (
    <>
      <Drawn data={data} />
      <h2>{m.map_missing()}</h2>
      <Missing coverage={data.coverage} />
      <h2>{m.map_requests({ count: data.requests.length })}</h2>
      <ul>{data.requests.map(r => <li key={r.id}><a href={`/association/demandes/${r.id}`}>{r.resident?.firstName ?? topic(r.category)}</a> : {r.place.area}, {requestState(r.state)}</li>)}</ul>
      <h2>{m.map_volunteers({ count: data.helpers.length })}</h2>
      <ul>{data.helpers.map(h => <li key={h.id}><a href={`/association/benevoles/${h.id}`}>{h.firstName}</a> : {h.place.area}, {m.minutes_n({ count: h.minutesLeftThisMonth })}</li>)}</ul>
    </>
  );
}

/** What the boxes of the map say, under the same numbers. */
function Missing({ coverage: { days, cells, someElsewhere } }: { coverage: MapData['coverage'] }) {
  return (
    <>
      <p>{cells.length === 0 ? m.map_few() : m.map_cells_text({ days })}</p>
      {cells.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label={m.map_missing()}>
          <table>
            <thead><tr><th scope="col">{m.map_area()}</th><th scope="col">{m.map_state()}</th><th scope="col" class="num">{m.map_people()}</th><th scope="col" class="num">{m.map_needed()}</th><th scope="col" class="num">{m.map_minutes()}</th><th scope="col" class="num">{m.map_helpers()}</th></tr></thead>
            <tbody>
              {cells.map((c, i) => (
                <tr key={cellName(c, i)}>
                  <th scope="row">{cellName(c, i)}</th>
                  <td>{c.missingMinutes > 0 ? <strong>{m.map_lacks({ count: c.missingMinutes })}</strong> : m.map_enough()}</td>
                  <td class="num">{c.people}</td><td class="num">{c.neededMinutes}</td><td class="num">{c.reachableMinutes}</td><td class="num">{c.helpers ?? m.fig_under_five()}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {cells.length > 0 && someElsewhere && <p>{m.map_elsewhere()}</p>}
    </>
  );
}

/** "2. 75017 Paris": two boxes of one town have one name, and their number on the map. */
export const cellName = (cell: MapCell, index: number) => `${index + 1}. ${cell.area}`;

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
