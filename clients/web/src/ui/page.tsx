import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import * as m from '../texts/messages';
import { hush } from './says';

let first = true;

/** A screen: its title is the document's, and the focus goes to it, so that a screen reader says where one is. */
export function Page({ title, back, children, wide }: { title: string; back?: string; children: ComponentChildren; wide?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    hush();
    document.title = `${title} – CyberVoisins`;
    // A browser that just opened the page starts at its top by itself.
    // A form that begins at once has the focus already.
    if (!first && !heading.current?.parentElement?.contains(document.activeElement)) heading.current?.focus();
    first = false;
  }, [title]);
  return (
    <main id="main" class={wide ? 'wide' : undefined}>
      {back && <p class="back"><a href={back}>{m.back()}</a></p>}
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      {children}
    </main>
  );
}
