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
/** For what changed without the focus moving: the only live region of the page. */
export const say = (text: string) => announce(text);

export function Announcer() {
  const region = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    announce = text => { if (region.current) region.current.textContent = text; };
  }, []);
  return <p class="said" role="status" ref={region} />;
}
