// Uses the association's page of messages by hand, in Chromium at the narrowest phone width:
// node messages.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [base, shots] = process.argv.slice(2);
if (!base) {
  console.error('usage: node messages.mjs <url of the service in Development> [folder for screenshots]');
  process.exit(2);
}
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'cv-chromium-')), {
  executablePath: '/usr/bin/chromium', headless: true, args: flags, locale: 'fr-FR', viewport: { width: 360, height: 740 },
});
const page = await browser.newPage();
const problems = [];
page.on('pageerror', error => problems.push(String(error)));
page.on('console', message => message.type() === 'error' && problems.push(message.text()));
page.on('request', request => request.url().startsWith(base) || problems.push(`left the machine: ${request.url()}`));

const [phone, password] = ['06 39 98 00 02', 'bonjour-les-voisins']; // Nadia, of the demo
const shot = name => shots && page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
const press = name => page.getByRole('button', { name, exact: true }).click();
const said = text => page.locator('#said', { hasText: text }).waitFor();
const focusIsOn = id => page.waitForFunction(wanted => document.activeElement?.id === wanted, id);
const looksRight = async () => {
  const axe = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(axe.violations.map(v => `${v.id}: ${v.nodes[0].html}`), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide for a telephone`);
};
/** The service's own API, with the page's session. */
const ask = query => page.evaluate(async q => (await (await fetch('/graphql', { method: 'POST', headers: { 'Content-Type': 'application/json', 'GraphQL-Preflight': '1' }, body: JSON.stringify({ query: q }) })).json()), query);

try {
  await page.goto(`${base}/association/messages`);
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  await looksRight();
  await shot('messages-sign-in');

  await page.getByLabel('Téléphone ou e-mail').fill(phone);
  await page.getByLabel('Mot de passe').fill('pas-le-bon-mot');
  await press('Se connecter');
  await said('faux');
  await page.getByLabel('Mot de passe').fill(password);
  await press('Se connecter');
  const tasks = page.getByRole('heading', { name: 'À faire par une personne' });
  await tasks.waitFor();
  await focusIsOn('tasks-title');

  // Somebody with a landline asks, a neighbour says yes: the association calls.
  // In a month: the development clock may have been moved before.
  const [from, to] = [30, 33].map(days => new Date(Date.now() + days * 86_400_000).toISOString());
  const asked = await ask(`mutation { askForHelp(input: { resident: { firstName: "Paul", phone: "01 99 00 12 34", address: { text: "75017 Paris", latitude: 48.8846, longitude: 2.3166 } },
    category: DEVICE_BASICS, sentence: "Mon téléphone ne sonne plus.", minutes: 30, modes: [AT_HOME], windows: [{ start: "${from}", end: "${to}" }] }) { helpRequest { id } errors { code message } } }`);
  assert.deepEqual(asked.data.askForHelp.errors, []);
  const offers = `{ helpRequest(id: "${asked.data.askForHelp.helpRequest.id}") { offers { code volunteer { phone } } visits { id } } }`;
  const request = async seen => {
    for (let i = 0; i < 40; i++) {
      const { helpRequest } = (await ask(offers)).data;
      if (seen(helpRequest)) return helpRequest;
      await page.waitForTimeout(500); // a round of the service's workers
    }
    return assert.fail('nothing came of the request');
  };
  const { offers: [{ code, volunteer }] } = await request(r => r.offers.length > 0);
  await page.evaluate(answer => fetch('/dev/phone/answer', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(answer) }), { from: volunteer.phone, body: `OUI ${code}` });
  await request(r => r.visits.length > 0);
  await page.reload();
  const call = page.locator('#tasks li', { hasText: '01 99 00 12 34' }).first();
  await call.waitFor();
  assert.match(await call.innerText(), /À appeler/);
  assert.equal(await call.getByRole('link').getAttribute('href'), 'tel:+33199001234');
  const figures = page.locator('#lines tr', { hasText: 'Visite fixée' });
  await figures.waitFor();
  await looksRight();
  await shot('messages-desk');

  const waiting = await page.locator('#tasks li').count();
  await call.getByRole('button', { name: /^C'est fait/ }).click();
  await said("L'appel est noté");
  assert.equal(await page.locator('#tasks li').count(), waiting - 1);
  await focusIsOn('tasks-title'); // and not lost with the button

  // The switch: no is no, yes is yes.
  await page.getByLabel(/^Pourquoi/).fill('Un texte faux est parti.');
  await press('Arrêter les SMS');
  await press('Non, revenir');
  assert.ok(await page.locator('#stopped').isHidden());
  await press('Arrêter les SMS');
  await shot('messages-sure');
  await press('Oui');
  await said('Les SMS sont arrêtés');
  assert.match(await page.locator('#stopped').innerText(), /Un texte faux est parti/);
  await looksRight();
  await shot('messages-stopped');
  await press('Reprendre les SMS');
  await press('Oui');
  await said('Les SMS repartent');
  assert.ok(await page.locator('#stopped').isHidden());

  await page.getByLabel('Mois', { exact: true }).selectOption({ index: 1 });
  await page.locator('#costs', { hasText: 'Aucun coût connu' }).waitFor();
  await press('Se déconnecter');
  await page.getByRole('heading', { name: 'Se connecter' }).waitFor();
  assert.deepEqual(problems, []);
  console.log('The page of messages: signed in, a call made, SMS stopped and started again. axe: 0 violations.');
} finally {
  await browser.close();
}
