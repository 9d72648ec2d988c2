import 'leaflet/dist/leaflet.css';
import { circle, circleMarker, latLng, latLngBounds, map, rectangle, tileLayer } from 'leaflet';
import * as m from '../texts/messages';
import { cellName, type MapData } from './map-page';

/** Names of more boxes than this would hide the map. */
const MOST_NAMED = 9;

const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A tooltip takes a text for markup: what people write is only ever set as text. */
function label(text: string) {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}

/** Draws what the lists below it say, roughly where it is: a screen at a desk is seen by others, and nobody's door belongs on it. Shapes differ as well as colours: requests are filled, volunteers are rings of their reach. */
export async function draw(box: HTMLElement, data: MapData): Promise<() => void> {
  const settings = (await (await fetch('/map.json')).json()) as { tiles: string | null; attribution: string | null };
  const drawn = map(box, { zoomControl: true, attributionControl: true, keyboard: true, fadeAnimation: false, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  drawn.attributionControl.setPrefix(false);
  // France, until it is known what there is: circles cannot be drawn on a map without a view.
  drawn.setView([46.6, 2.4], 5);
  if (settings.tiles) tileLayer(settings.tiles, { maxZoom: 19, attribution: settings.attribution ?? '' }).addTo(drawn);
  const bounds = latLngBounds([]);
  const { territory: t } = data;
  if (t?.latitude != null && t.longitude != null && t.radiusMetres != null) {
    circle([t.latitude, t.longitude], { radius: t.radiusMetres, color: color('--line'), fill: false, dashArray: '6 6', interactive: false }).addTo(drawn);
    bounds.extend(latLng(t.latitude, t.longitude).toBounds(2 * t.radiusMetres));
  }
  // The widest first, so that a smaller box stands on the one that holds it. Where minutes lack the box is filled, elsewhere it is an outline; its number is that of the list.
  for (const { cell, index } of data.coverage.cells.map((cell, index) => ({ cell, index })).sort((a, b) => b.cell.north - b.cell.south - (a.cell.north - a.cell.south))) {
    const lacks = cell.missingMinutes > 0;
    const box = rectangle([[cell.south, cell.west], [cell.north, cell.east]], { color: color(lacks ? '--bad' : '--line'), weight: 2, fill: lacks, fillOpacity: lacks ? 0.1 + 0.3 * (cell.missingMinutes / cell.neededMinutes) : 0 });
    box.bindTooltip(label(`${cellName(cell, index)} · ${lacks ? m.map_lacks({ count: cell.missingMinutes }) : m.map_enough()}`), { permanent: index < MOST_NAMED, direction: 'center', className: 'cell-name' }).addTo(drawn);
    bounds.extend(box.getBounds());
  }
  for (const h of data.helpers) {
    if (!h.blurredPlace) continue;
    const at: [number, number] = [h.blurredPlace.latitude, h.blurredPlace.longitude];
    circle(at, { radius: h.maxDistanceMetres, color: color('--good'), weight: 1, fillOpacity: 0.06, interactive: false }).addTo(drawn);
    circleMarker(at, { radius: 8, color: color('--good'), weight: 4, fillOpacity: 0 }).bindTooltip(label(`${h.firstName}, ${m.minutes_n({ count: h.minutesLeftThisMonth })}`)).addTo(drawn);
    bounds.extend(at);
  }
  for (const r of data.requests) {
    if (!r.blurredPlace) continue;
    const at: [number, number] = [r.blurredPlace.latitude, r.blurredPlace.longitude];
    circleMarker(at, { radius: 9, color: color('--bad'), weight: 2, fillOpacity: 0.8 }).bindTooltip(label(`${r.resident?.firstName ?? ''} · ${r.place.area}`)).addTo(drawn);
    bounds.extend(at);
  }
  if (bounds.isValid()) drawn.fitBounds(bounds.pad(0.05));
  return () => drawn.remove();
}
