// Uses the page of one's account by hand, in Chromium at the narrowest phone width, with a passkey of an authenticator that Chromium pretends to have:
// node account.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [given, shots] = process.argv.slice(2);
// A passkey is bound to a name, not to an address.
const base = given?.replace('//127.0.0.1', '//localhost');
if (!base) {
  console.error('usage: node account.mjs <url of the service in Development> [folder for screenshots]');
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

const shot = name => shots && page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
const press = name => page.getByRole('button', { name, exact: true }).click();
const heading = name => page.getByRole('heading', { name, exact: true }).waitFor();
const looksRight = async () => {
  const axe = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(axe.violations.map(v => `${v.id}: ${v.nodes[0].html}`), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide for a telephone`);
};

try {
  const devtools = await browser.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });

  await page.goto(`${base}/compte`);
  await heading('Se connecter');
  await looksRight();
  await shot('account-sign-in');
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 03'); // Luc, of the demo: no other story signs in as him
  await page.getByLabel('Mot de passe', { exact: true }).fill('bonjour-les-voisins');
  await press('Se connecter');
  await heading('Avec quoi vous vous connectez');
  assert.match(await page.locator('#sessions').innerText(), /\(ici\)/);
  await looksRight();
  await shot('account');

  await press('Ajouter une seconde preuve');
  await heading('Votre seconde preuve');
  await looksRight();
  await shot('account-second-proof');
  await press("Ajouter une clé d'accès");
  await heading('Vos codes de secours');
  const codes = await page.locator('#codes-list li').allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  await looksRight();
  await press("C'est fait");
  await heading('Avec quoi vous vous connectez');
  assert.match(await page.locator('#proofs').innerText(), /Clé d'accès/);

  // Out, and what the pages kept of people in this browser goes, what tells of nobody stays.
  await page.evaluate(() => ['cv.visits', 'cv.phone', 'cv.demande', 'cv.inscription', 'cv.langue'].forEach(key => localStorage.setItem(key, '"fr"')));
  await press('Se déconnecter');
  await heading('Se connecter');
  await page.waitForFunction(() => localStorage.getItem('cv.session') !== null);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).sort()), ['cv.langue', 'cv.session']);
  // A visit that another tab kept goes as soon as this page learns that nobody is signed in; "back" loads anew what the browser kept whole.
  await page.evaluate(() => localStorage.setItem('cv.visits', '[]'));
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))]);
  await heading('Se connecter');
  await page.waitForFunction(() => localStorage.getItem('cv.visits') === null);
  // In again with the passkey alone: two proofs in one.
  await press("Se connecter avec une clé d'accès");
  await heading('Avec quoi vous vous connectez');

  // With the password the second proof is asked for, and a code on paper is one, once.
  await press('Se déconnecter');
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 03');
  await page.getByLabel('Mot de passe', { exact: true }).fill('bonjour-les-voisins');
  await press('Se connecter');
  await heading('Encore une preuve');
  await looksRight();
  await shot('account-prove');
  await page.getByLabel(/^Code de votre application/).fill(codes[0]);
  await press('Continuer');
  await heading('Avec quoi vous vous connectez');
  assert.match(await page.locator('#proofs').innerText(), /9 codes de secours/);

  // The last second proof of somebody who coordinates stays.
  await page.getByRole('button', { name: /^Enlever/ }).click();
  await page.locator('#said', { hasText: 'dernière seconde preuve' }).waitFor();
  await press('Tout déconnecter, ici aussi');
  await heading('Se connecter');
  assert.deepEqual(problems, []);
  console.log('The account: signed in, a passkey added and used, a code on paper used. axe: 0 violations.');
} catch (error) {
  if (shots) await shot('account-failed');
  console.error(`The page said: ${await page.locator('#said').innerText().catch(() => '')}`, problems);
  throw error;
} finally {
  await browser.close();
}
