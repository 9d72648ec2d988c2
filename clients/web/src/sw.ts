/// <reference lib="webworker" />
// Keeps the pages (never what the service said about people) so that they open in a lift or a cellar.
declare const self: ServiceWorkerGlobalScope;
declare const __SHELL__: string[];
declare const __VERSION__: string;

const CACHE = `cv-${__VERSION__}`;
const PAGE = '/aide'; // every door is the same document
const ours = /^\/(aide|benevole|association|accessibilite|confidentialite)(\/|$)/;
const servers = /^\/association\/(messages|feuilles)(\/|$)/;

self.addEventListener('install', event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll([PAGE, ...__SHELL__])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(
    caches.keys()
      .then(keys => Promise.all(keys.filter(key => key.startsWith('cv-') && key !== CACHE).map(key => caches.delete(key))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' && ours.test(url.pathname) && !servers.test(url.pathname))
    event.respondWith(fetch(request).catch(async () => (await caches.match(PAGE)) ?? Response.error()));
  else if (url.pathname.startsWith('/assets/'))
    event.respondWith(caches.match(request).then(async found => {
      if (found) return found;
      const fresh = await fetch(request);
      if (fresh.ok) await (await caches.open(CACHE)).put(request, fresh.clone());
      return fresh;
    }));
});
