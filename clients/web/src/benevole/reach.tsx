import { useEffect, useRef, useState } from 'preact/hooks';
import type { Here } from '../whose';
import * as m from '../texts/messages';

interface Tiles { tiles: string | null; attribution: string | null }

/** A person of seventy walks a kilometre in a quarter of an hour. */
const METRES_A_MINUTE = 67;

const km = (metres: number) => (metres / 1000).toLocaleString(document.documentElement.lang || 'fr');

/** How far, in words that are always there, and as a circle on a small map that is fetched when somebody opens it and the service has tiles. */
export function ReachMap({ around, metres }: { around: Here | null; metres: number }) {
  const [open, setOpen] = useState(false);
  const [tiles, setTiles] = useState<Tiles | null>(null);
  useEffect(() => {
    // No map where the service has no tiles, or there is no network: the words say the same.
    void fetch('/map.json').then(answer => answer.json() as Promise<Tiles>).then(setTiles, () => {});
  }, []);
  return (
    <>
      {metres <= 5000 && <p class="hint">{m.reach_walk({ count: Math.round(metres / METRES_A_MINUTE / 5) * 5 || 5 })}</p>}
      {tiles?.tiles && <details open={open} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>{m.reach_map_open()}</summary>
        {open && (around ? <Drawn around={around} metres={metres} tiles={tiles.tiles} attribution={tiles.attribution ?? ''} /> : <p class="note">{m.reach_map_where()}</p>)}
      </details>}
    </>
  );
}

function Drawn({ around, metres, tiles, attribution }: { around: Here; metres: number; tiles: string; attribution: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [none, setNone] = useState(false);
  const show = useRef<((around: Here, metres: number) => void) | null>(null);
  useEffect(() => {
    let end: (() => void) | undefined;
    let gone = false;
    void (async () => {
      try {
        const { draw } = await import('./reach-map');
        if (gone || !box.current) return;
        const drawn = draw(box.current, { tiles, attribution });
        [show.current, end] = [drawn.show, drawn.end];
        drawn.show(around, metres);
      } catch {
        setNone(true); // no network: the words say the same
      }
    })();
    return () => { gone = true; end?.(); };
  }, []);
  useEffect(() => show.current?.(around, metres), [around.latitude, around.longitude, metres]);
  if (none) return <p class="note">{m.reach_map_none({ km: km(metres) })}</p>;
  return <div class="map small" ref={box} role="group" aria-label={m.reach_map_label({ km: km(metres) })} />;
}
