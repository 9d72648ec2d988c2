import { useEffect, useState } from 'preact/hooks';

/** The pages of this program. What else begins with "/" (/regles, /compte, /association/messages…) is the server's own page. */
const OURS = /^\/(aide|benevole|association|accessibilite|confidentialite|composants)(\/|$)/;
const SERVERS = /^\/association\/(messages|feuilles)(\/|$)/;
const listeners = new Set<() => void>();

export const isOurs = (path: string) => OURS.test(path) && !SERVERS.test(path);

export function go(path: string, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  scrollTo(0, 0);
  for (const listener of listeners) listener();
}

export function usePath(): string {
  const [path, set] = useState(location.pathname);
  useEffect(() => {
    const read = () => set(location.pathname);
    listeners.add(read);
    addEventListener('popstate', read);
    return () => {
      listeners.delete(read);
      removeEventListener('popstate', read);
    };
  }, []);
  return path;
}

/** Ordinary links work without this; with it the page is not loaded anew. */
export function followLinks() {
  document.addEventListener('click', event => {
    const link = (event.target as Element).closest?.('a');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || !isOurs(link.pathname) || (link.hash && link.pathname === location.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
