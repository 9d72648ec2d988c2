import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Asked } from '../ask';
import type { Refused } from '../api';
import * as m from '../texts/messages';

/** What went wrong and how to put it right; read out at once. */
export function Wrong({ error, field }: { error: Refused | null; field?: (path: string) => string | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { if (error) box.current?.focus(); }, [error]);
  if (!error) return null;
  const id = error.field && field ? field(error.field) : null;
  return (
    <div class="wrong" role="alert" tabIndex={-1} ref={box}>
      <p>{id ? <a href={`#${id}`} onClick={event => { event.preventDefault(); document.getElementById(id)?.focus(); }}>{error.message}</a> : error.message}</p>
      {error.suggestions.length > 0 && <ul>{error.suggestions.map(s => <li key={s}>{s}</li>)}</ul>}
    </div>
  );
}

/** Loading, gone wrong, or there: a screen never shows nothing. */
export function Loaded<R>({ of, children }: { of: Asked<R>; children: (data: R) => ComponentChildren }) {
  if (of.data) return <>{of.error && <Stale of={of} />}{children(of.data)}</>;
  if (of.error) return <div class="wrong" role="alert"><p>{of.error.message}</p><p><button type="button" onClick={() => void of.reload()}>{m.again()}</button></p></div>;
  return <p class="wait" role="status">{m.loading()}</p>;
}

const Stale = ({ of }: { of: Asked<unknown> }) => <p class="note" role="status">{m.stale()} <button type="button" class="link" onClick={() => void of.reload()}>{m.again()}</button></p>;

let announce: (text: string) => void = () => {};
let saidAt = 0;
/** For what was done: shown at the foot of the window and read out; the only live region of the page. */
export const say = (text: string) => announce(text);
/** What was said of one screen does not stand on the next; what was said while leaving it does. */
export const hush = () => { if (performance.now() - saidAt > 1_000) announce(''); };

export function Announcer() {
  const region = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    announce = text => {
      if (!region.current) return;
      region.current.textContent = text;
      saidAt = performance.now();
      // The button that was pressed may be gone with what it did: the focus is not left to the top of the document.
      if (text) setTimeout(() => { if (document.activeElement === document.body) region.current?.focus({ preventScroll: true }); }, 100);
    };
  }, []);
  return <p class="said" role="status" tabIndex={-1} ref={region} />;
}
