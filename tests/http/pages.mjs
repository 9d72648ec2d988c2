// The pages that anybody may open, as different people see them: telephone and desk, dark, high contrast, text twice as large, English; and how much they weigh:
// node pages.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { ecoIndex } from './ecoindex.mjs';
import { base, story } from './web.mjs';

const PAGES = [
  ['/aide', 'aide', 40], ['/benevole', 'benevole', 40], ['/association', 'association', 90], ['/composants', 'composants', 40], ['/accessibilite', 'accessibilite', 40], ['/confidentialite', 'confidentialite', 40],
  ['/regles', 'regles', 40],
];
/** A first visit: nothing is kept yet. */
for (const [path, , most] of PAGES)
  await story(`The weight of ${path}`, async ({ weigh }) => {
    const weight = await weigh(path, /./);
    const index = ecoIndex(weight);
    console.log(`${path}: EcoIndex ${index.toFixed(1)}`);
    assert.ok(index > 80, `${path}: EcoIndex ${index}, which is not A`);
    assert.ok(weight.code <= most, `${path}: ${weight.code} kB of script and style, and ${most} are allowed`);
  });

const heading1 = page => page.getByRole('heading', { level: 1 }).first().waitFor();

for (const width of [360, 1280])
  await story(`Everybody's pages, ${width} px`, async ({ page, check }) => {
    for (const [path, name] of PAGES) {
      await page.goto(base + path);
      await heading1(page);
      await check(name);
    }
  }, { width, height: width === 360 ? 740 : 900 });

for (const [name, media] of [['dark', { colorScheme: 'dark' }], ['contrast', { forcedColors: 'active' }], ['still', { reducedMotion: 'reduce' }]])
  await story(`Everybody's pages, ${name}`, async ({ page, check }) => {
    await page.emulateMedia(media);
    for (const [path, page_] of PAGES) {
      await page.goto(base + path);
      await heading1(page);
      await check(`${page_}-${name}`);
      if (name === 'still') assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
    }
  });

await story("Everybody's pages, text twice as large", async ({ page, check }) => {
  for (const [path, name] of PAGES) {
    await page.goto(base + path);
    await heading1(page);
    // WCAG 1.4.4: as a browser that was told to show text twice as large; through the CSSOM, which the policy allows.
    await page.evaluate(() => { document.documentElement.style.fontSize = '225%'; });
    await check(`${name}-large`);
  }
}, { width: 640, height: 900 });

await story("Everybody's pages, in English", async ({ page, check }) => {
  await page.goto(`${base}/aide`);
  await heading1(page);
  await page.getByRole('button', { name: 'English' }).click();
  for (const [path, name] of PAGES.filter(([p]) => p !== '/regles')) {
    await page.goto(base + path);
    await heading1(page);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await check(`${name}-en`);
  }
});

// A bus in the country: slow 3G (400 kbit/s, 400 ms there and back) and a processor six times slower. Everything works; how long it took is printed.
await story('On a slow 3G, with a slow telephone', async ({ page, browser, heading, press }) => {
  const cdp = await browser.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  for (const [path, title] of [['/aide', 'Un voisin vous aide avec le numérique'], ['/benevole', 'Donner une heure par mois']]) {
    const began = performance.now();
    await page.goto(base + path, { waitUntil: 'commit' });
    await heading(title);
    console.log(`${path}, slow 3G, processor / 6: ${((performance.now() - began) / 1000).toFixed(1)} s to its title`);
  }
  await page.goto(`${base}/aide`);
  await page.getByRole('link', { name: "Demander de l'aide" }).click();
  await heading('De quelle aide avez-vous besoin ?');
  await page.getByLabel('Me servir de mon téléphone').check();
  await press('Continuer');
  await heading('Pour qui, et où ?');
});
