import './style.css';
import { type ComponentType, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import * as m from './texts/messages';
import { getLocale } from './texts/language';
import { followLinks, usePath } from './router';
import { Frame } from './ui/frame';
import { Page } from './ui/page';
import { Wrong } from './ui/says';
import { Refused } from './api';

type Door = ComponentType<{ path: string }>;

/** Each door loads when somebody goes through it, and nobody pays for another's. */
const DOORS: Record<string, () => Promise<{ default: Door }>> = {
  aide: () => import('./aide/door'),
  benevole: () => import('./benevole/door'),
  association: () => import('./association/door'),
  accessibilite: () => import('./pages/accessibility'),
  confidentialite: () => import('./pages/privacy'),
  composants: () => import('./pages/components'),
};

function App() {
  const path = usePath();
  const name = path.split('/')[1] ?? '';
  const load = DOORS[name];
  const [door, set] = useState<{ name: string; Door: Door } | null>(null);
  const [error, setError] = useState<Refused | null>(null);
  useEffect(() => {
    setError(null);
    load?.().then(({ default: Door }) => set({ name, Door }), () => setError(new Refused('OFFLINE', m.error_offline())));
  }, [name]);
  if (!load) return <Home />;
  if (error) return <Frame home="/aide"><Page title="CyberVoisins"><Wrong error={error} /></Page></Frame>;
  if (door?.name !== name) return <p class="wait" role="status">{m.loading()}</p>;
  return <door.Door path={path} />;
}

function Home() {
  return (
    <Frame home="/aide">
      <Page title={m.home_title()}>
        <p><a class="big" href="/aide">{m.home_aide()}</a></p>
        <p><a class="big" href="/benevole">{m.home_benevole()}</a></p>
        <p><a class="big" href="/association">{m.home_association()}</a></p>
      </Page>
    </Frame>
  );
}

// "Back" after somebody signed out would show the page as it was, with everybody's names: a page that a browser kept whole is loaded anew.
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  document.body.replaceChildren();
  location.reload();
});
document.documentElement.lang = getLocale();
followLinks();
render(<App />, document.getElementById('app')!);
// A worker of the development server would keep yesterday's program.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js', { scope: '/' });
