import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, change, Refused } from '../api';
import { useAsk, useWork } from '../ask';
import type { DeskTerritoryQuery, WhoIsOutsideQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Field, TextArea } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import type { DeskProps } from './door';
import type { Circle } from './leaflet-territory';
import { DeskTerritory, SetTerritory, WhoIsOutside } from './votes.ops';

type Known = DeskTerritoryQuery['associations']['nodes'][number]['territory'];

/** Where the association works: a circle, on a map and in three numbers that say the same, or communes. Who would be outside is said before it is saved. */
export default function TerritoryPage({ association }: DeskProps) {
  const territory = useAsk(DeskTerritory, {});
  return (
    <Page title={m.territory_title()} back="/association/reglages" wide>
      <p>{m.territory_text()}</p>
      <Loaded of={territory}>
        {({ associations: { nodes } }) => {
          const own = nodes.find(a => a.id === association.id);
          return own ? <Drawing key={JSON.stringify(own.territory)} known={own.territory} reload={territory.reload} /> : null;
        }}
      </Loaded>
    </Page>
  );
}

const text = (n: number | null | undefined) => (n == null ? '' : String(n));
const communesIn = (typed: string) => typed.split(/[\s,;]+/).filter(Boolean).map(code => code.toUpperCase());

function Drawing({ known, reload }: { known: Known; reload: () => Promise<void> }) {
  const [v, setV] = useState({ latitude: text(known.latitude), longitude: text(known.longitude), km: known.radiusMetres == null ? '' : String(known.radiusMetres / 1000), communes: known.communeCodes.join(' ') });
  const [seen, setSeen] = useState<{ key: string; change: WhoIsOutsideQuery['territoryChange'] } | null>(null);
  const work = useWork();
  const set = (part: Partial<typeof v>) => setV(before => ({ ...before, ...part }));
  const circle: Circle | null = v.latitude && v.longitude && +v.km > 0 ? { latitude: +v.latitude, longitude: +v.longitude, radiusMetres: Math.round(+v.km * 1000) } : null;
  const none = !v.latitude && !v.longitude && !v.km;
  const input = { territory: { latitude: v.latitude ? +v.latitude : null, longitude: v.longitude ? +v.longitude : null, radiusMetres: v.km ? Math.round(+v.km * 1000) : null, communeCodes: communesIn(v.communes) } };
  const key = JSON.stringify(input);
  const at = (id: string) => (work.error?.field && place(work.error.field) === id ? work.error.message : null);
  return (
    <>
      <MapBox circle={circle} moved={c => set({ latitude: c.latitude.toFixed(5), longitude: c.longitude.toFixed(5), ...(v.km ? {} : { km: String(c.radiusMetres / 1000) }) })} />
      <form onSubmit={event => { event.preventDefault(); void work.run(async () => { setSeen({ key, change: (await ask(WhoIsOutside, { input })).territoryChange }); say(m.territory_seen()); }); }}>
        <Wrong error={work.error} field={place} />
        <div class="columns">
          <div>
            <Field id="latitude" label={m.territory_latitude()} hint={m.territory_click()} error={at('latitude')} value={v.latitude} on={latitude => set({ latitude })} type="number" step="any" min="-90" max="90" />
            <Field id="longitude" label={m.territory_longitude()} value={v.longitude} on={longitude => set({ longitude })} type="number" step="any" min="-180" max="180" />
          </div>
          <div>
            <Field id="km" label={m.territory_radius()} hint={m.territory_radius_hint()} error={at('km')} value={v.km} on={km => set({ km })} type="number" step="0.1" min="0.5" max="100" />
            <TextArea id="communes" label={m.territory_communes()} hint={m.territory_communes_hint()} error={at('communes')} value={v.communes} on={communes => set({ communes })} rows={2} maxLength={3500} />
          </div>
        </div>
        {none && <p class="hint">{m.territory_only_communes()}</p>}
        <button type="submit" disabled={work.busy}>{m.territory_look()}</button>
      </form>
      {seen && (
        <section>
          <h2>{m.territory_outside()}</h2>
          {seen.key !== key ? <p class="wrong">{m.territory_changed_since()}</p> : <Outside change={seen.change} />}
          <button type="button" disabled={work.busy || seen.key !== key} onClick={() => void work.run(async () => { await change(SetTerritory, { input }); await reload(); say(m.territory_saved()); })}>{m.territory_save()}</button>
        </section>
      )}
    </>
  );
}

const place = (path: string) => (path.includes('communeCodes') ? 'communes' : path.includes('latitude') ? 'latitude' : path === 'territory' ? 'km' : null);

function Outside({ change: c }: { change: WhoIsOutsideQuery['territoryChange'] }) {
  const a = c.after;
  return (
    <div class={a.residents + a.volunteers > c.before.residents + c.before.volunteers ? 'wrong' : 'note'}>
      <ul>
        <li>{m.territory_residents({ outside: a.residents, of: c.residents, before: c.before.residents })}</li>
        <li>{m.territory_volunteers({ outside: a.volunteers, of: c.volunteers, before: c.before.volunteers })}</li>
        {a.openRequests + a.plannedVisits > 0 && <li>{m.territory_going_on({ requests: a.openRequests, visits: a.plannedVisits })}</li>}
      </ul>
      <p>{m.territory_stay()}</p>
    </div>
  );
}

/** Leaflet is fetched only here. The fields below say the same, and are enough. */
function MapBox({ circle, moved }: { circle: Circle | null; moved: (circle: Circle) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ show: (circle: Circle | null) => void; end: () => void } | null>(null);
  const latest = useRef({ circle, moved });
  latest.current = { circle, moved };
  const [error, setError] = useState<Refused | null>(null);
  useEffect(() => {
    let gone = false;
    import('./leaflet-territory').then(async ({ drawTerritory }) => {
      if (gone || !box.current) return;
      const made = await drawTerritory(box.current, c => latest.current.moved(c));
      if (gone) return made.end();
      drawn.current = made;
      made.show(latest.current.circle);
    }).catch(() => setError(new Refused('INTERNAL_ERROR', m.map_failed())));
    return () => { gone = true; drawn.current?.end(); };
  }, []);
  useEffect(() => drawn.current?.show(circle), [circle?.latitude, circle?.longitude, circle?.radiusMetres]);
  return error ? <Wrong error={error} /> : <div class="map" ref={box} role="group" aria-label={m.territory_map()} />;
}
