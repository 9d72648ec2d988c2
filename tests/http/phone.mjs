// Plays the main job by hand on the development phone, in Chromium at phone width and at desk width:
// node phone.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [base, shots] = process.argv.slice(2);
if (!base) {
  console.error('usage: node phone.mjs <url of the service in Development> [folder for screenshots]');
  process.exit(2);
}
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'cv-chromium-')), {
  executablePath: '/usr/bin/chromium', headless: true, args: flags, locale: 'fr-FR', viewport: { width: 390, height: 844 },
});
const page = await browser.newPage();
const problems = [];
page.on('pageerror', error => problems.push(String(error)));
page.on('console', message => message.type() === 'error' && problems.push(message.text()));
page.on('request', request => request.url().startsWith(base) || problems.push(`left the machine: ${request.url()}`));

const shot = name => shots && page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
const last = () => page.locator('#talk .sms').last();
const open = who => page.locator('#lines button', { hasText: who }).click();
const press = name => page.getByRole('button', { name }).click();
/** Moves the clock until a message of the open telephone holds these words: nothing is sent at night. */
const until = async (words, button = "Avancer d'une heure", most = 80) => {
  for (let i = 0; i < most; i++) {
    if (await page.locator('#talk .sms', { hasText: words }).count()) return;
    await press(button);
    await page.waitForTimeout(700); // one round of the service's workers, which run by the second
  }
  assert.fail(`no SMS said "${words}"`);
};

try {
  await page.goto(`${base}/dev/phone`);
  await press("Jeanne demande de l'aide");
  await open('Jeanne');
  await until('bien notée');

  // Whoever was asked first: the telephone that shows a OUI to press.
  let helper;
  for (let i = 0; i < 40 && !helper; i++) {
    for (const button of await page.locator('#lines button', { hasText: 'bénévole' }).all()) {
      const text = await button.innerText();
      if (!/\n?\d+\n/.test(text)) continue;
      await button.click();
      if (await page.locator('#talk .sms', { hasText: /OUI \d{4}/ }).count()) helper = text.split(' (')[0];
      if (helper) break;
    }
    if (!helper) { await press("Avancer d'une heure"); await page.waitForTimeout(700); }
  }
  assert.ok(helper, 'a volunteer was asked');
  await shot('phone-offer');
  const offer = await last().innerText();
  assert.doesNotMatch(offer, /Jeanne|Saussure/, 'no name and no address before a yes');
  assert.match(offer, /1 segment ·/, 'an offer is one segment');

  await page.getByRole('button', { name: /^OUI \d{4}$/ }).click();
  await until('Vous aidez Jeanne');
  await open('Jeanne');
  await until(`${helper} vous aide`);
  await until('rappel');
  await shot('phone-resident');
  await open(helper);
  await until('avez-vous aidé Jeanne');
  await page.getByRole('button', { name: /^FAIT \d{4}/ }).click();
  await until('minutes comptées');
  await shot('phone-done');

  const axe = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(axe.violations.map(v => `${v.id}: ${v.nodes[0].html}`), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide for a telephone`);
  await page.setViewportSize({ width: 1280, height: 860 });
  await shot('phone-desk');
  assert.deepEqual(problems, []);
  console.log(`The main job, by hand, with ${helper}: asked, yes, reminded, done. axe: 0 violations.`);
} finally {
  await browser.close();
}
