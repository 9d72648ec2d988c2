import { useEffect, useRef } from 'preact/hooks';
import type { Operation } from './op';

/**
 * Watches a subscription as server-sent events and calls back at each. The browser itself opens the stream again after a cut, and is told at once what it missed.
 * A page that nobody looks at holds no stream; nor does one that has nothing to compare with yet (variables null).
 * @param opened Told whether there is a stream: without one, whoever watches asks from time to time instead.
 */
export function useLive<R, V>(operation: Operation<R, V>, variables: V | null, on: () => void, opened: (live: boolean) => void) {
  const called = useRef(on);
  called.current = on;
  const url = variables && `/graphql?${new URLSearchParams({ ...(operation.text ? { query: operation.text } : { documentId: operation.id }), variables: JSON.stringify(variables) })}`;
  useEffect(() => {
    if (!url) return;
    let stream: EventSource | null = null;
    const close = () => {
      stream?.close();
      stream = null;
    };
    const open = () => {
      if (document.visibilityState !== 'visible') return close();
      if (stream) return;
      stream = new EventSource(url);
      stream.addEventListener('open', () => opened(true));
      stream.addEventListener('next', () => called.current());
      stream.addEventListener('error', () => opened(false));
    };
    open();
    document.addEventListener('visibilitychange', open);
    return () => {
      document.removeEventListener('visibilitychange', open);
      close();
    };
  }, [url, opened]);
}
