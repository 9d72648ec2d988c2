import type { ComponentChildren } from 'preact';
import { useWork } from '../ask';
import { say, Wrong } from '../ui/says';

/** A button that does one thing and says that it was done. */
export function Act({ text, said, what, after, second, children }: { text: string; said: string; what: () => Promise<unknown>; after: () => Promise<unknown>; second?: boolean; children?: ComponentChildren }) {
  const work = useWork();
  return (
    <>
      <Wrong error={work.error} />
      <button type="button" class={second ? 'second' : undefined} disabled={work.busy} onClick={() => void work.run(async () => { await what(); await after(); say(said); })}>{text}{children}</button>
    </>
  );
}
