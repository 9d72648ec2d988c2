import 'leaflet/dist/leaflet.css';
import { circle, map, tileLayer } from 'leaflet';
import type { Here } from '../whose';

/** A circle as wide as one goes, around roughly where one lives. */
export function draw(box: HTMLElement, { tiles, attribution }: { tiles: string; attribution: string }) {
  const color = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
  // A finger that scrolls the form does not move the map.
  const drawn = map(box, { dragging: false, scrollWheelZoom: false, fadeAnimation: false, zoomAnimation: false });
  drawn.attributionControl.setPrefix(false);
  drawn.setView([46.6, 2.4], 5);
  tileLayer(tiles, { maxZoom: 19, attribution }).addTo(drawn);
  const reach = circle([46.6, 2.4], { radius: 1000, color, weight: 3, fillOpacity: 0.12, interactive: false }).addTo(drawn);
  const show = (around: Here, metres: number) => {
    reach.setLatLng([around.latitude, around.longitude]).setRadius(metres);
    drawn.fitBounds(reach.getBounds());
  };
  return { show, end: () => void drawn.remove() };
}
