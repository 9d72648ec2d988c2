import 'leaflet/dist/leaflet.css';
import { circle as circleOf, circleMarker, latLng, map, tileLayer } from 'leaflet';

export interface Circle { latitude: number; longitude: number; radiusMetres: number }

const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A circle that goes where the map is clicked; the fields beside it say and do the same. */
export async function drawTerritory(box: HTMLElement, moved: (circle: Circle) => void) {
  const settings = (await (await fetch('/map.json')).json()) as { tiles: string | null; attribution: string | null };
  const drawn = map(box, { zoomControl: true, attributionControl: true, keyboard: true, fadeAnimation: false, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  drawn.attributionControl.setPrefix(false);
  drawn.setView([46.6, 2.4], 5);
  if (settings.tiles) tileLayer(settings.tiles, { maxZoom: 19, attribution: settings.attribution ?? '' }).addTo(drawn);
  const round = circleOf([46.6, 2.4], { radius: 1, color: color('--accent'), weight: 2, fillOpacity: 0.08, interactive: false });
  const centre = circleMarker([46.6, 2.4], { radius: 6, color: color('--accent'), weight: 3, fillOpacity: 1, interactive: false });
  let radiusMetres = 5000;
  let fitted = false;
  drawn.on('click', event => moved({ latitude: event.latlng.lat, longitude: event.latlng.lng, radiusMetres }));
  return {
    show(circle: Circle | null) {
      if (!circle || Math.abs(circle.latitude) > 90 || Math.abs(circle.longitude) > 180) {
        round.remove();
        centre.remove();
        return;
      }
      radiusMetres = circle.radiusMetres;
      const at = latLng(circle.latitude, circle.longitude);
      round.setLatLng(at).setRadius(radiusMetres).addTo(drawn);
      centre.setLatLng(at).addTo(drawn);
      // The view follows only when the circle leaves it, or is a dot in it: a map that moves by itself is hard to click on.
      const bounds = at.toBounds(2.2 * radiusMetres);
      const view = drawn.getBounds();
      const dot = (bounds.getEast() - bounds.getWest()) * 6 < view.getEast() - view.getWest();
      if (!fitted || dot || !view.contains(bounds)) drawn.fitBounds(bounds);
      fitted = true;
    },
    end: () => { drawn.remove(); },
  };
}
