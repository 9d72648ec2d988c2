// Opens what an association prints, in Chromium: on a narrow screen, and as it comes out of a printer, one page of A4 each:
// node sheets.mjs http://127.0.0.1:5080 [folder for screenshots and PDFs]
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [base, shots] = process.argv.slice(2);
if (!base) {
  console.error('usage: node sheets.mjs <url of the service in Development> [folder for screenshots and PDFs]');
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
page.on('request', request => request.url().startsWith(base) || request.url().startsWith('data:') || problems.push(`left the machine: ${request.url()}`));

/** The service's own API, with the session of the page of messages. */
const ask = query => page.evaluate(async q => (await (await fetch('/graphql', { method: 'POST', headers: { 'Content-Type': 'application/json', 'GraphQL-Preflight': '1' }, body: JSON.stringify({ query: q }) })).json()), query);
const pagesOf = pdf => (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;

try {
  assert.equal((await page.goto(`${base}/association/feuilles`)).status(), 401);
  problems.length = 0; // Chromium reports the 401 as an error of the console
  await page.goto(`${base}/association/messages`);
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 02'); // Nadia, of the demo
  await page.getByLabel('Mot de passe').fill('bonjour-les-voisins');
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  await page.getByRole('heading', { name: 'À faire par une personne' }).waitFor();

  const invite = (await ask('mutation { createInvite(input: { label: "Médiathèque Edmond-Rostand" }) { invite { id } errors { message } } }')).data.createInvite;
  assert.deepEqual(invite.errors, []);
  // The longest charter that an association may have, or nearly: it must still be one page.
  const additions = ["Je porte le badge de l'association pendant la visite.", "Je préviens l'association si une visite ne peut pas se faire.", "Pas de visite après 20 heures."];
  assert.deepEqual((await ask(`mutation { publishCharter(input: { additions: ${JSON.stringify(additions)} }) { errors { message } } }`)).data.publishCharter.errors, []);
  const [from, to] = [30, 33].map(days => new Date(Date.now() + days * 86_400_000).toISOString());
  const asked = await ask(`mutation { askForHelp(input: { resident: { firstName: "Marie-Antoinette", phone: "01 99 00 12 35", address: { text: "75017 Paris", latitude: 48.8846, longitude: 2.3166 } },
    category: ADMINISTRATIVE_PROCEDURES, sentence: "Je ne trouve pas mon attestation.", minutes: 30, modes: [AT_HOME], windows: [{ start: "${from}", end: "${to}" }] }) { helpRequest { id } errors { code message } } }`);
  assert.deepEqual(asked.data.askForHelp.errors, []);
  const seen = async what => {
    for (let i = 0; i < 60; i++) {
      const { helpRequest } = (await ask(`{ helpRequest(id: "${asked.data.askForHelp.helpRequest.id}") { offers { code volunteer { phone } } visits { id } } }`)).data;
      if (what(helpRequest)) return helpRequest;
      await page.waitForTimeout(500);
    }
    return assert.fail('nothing came of the request');
  };
  const { offers: [{ code, volunteer }] } = await seen(r => r.offers.length > 0);
  await page.evaluate(answer => fetch('/dev/phone/answer', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(answer) }), { from: volunteer.phone, body: `OUI ${code}` });
  const { visits: [visit] } = await seen(r => r.visits.length > 0);

  const sheets = {
    charte: '/association/feuilles/charte', consentement: '/association/feuilles/consentement',
    affiche: `/association/feuilles/affiche?invitation=${invite.invite.id}`, visite: `/association/feuilles/visite/${visit.id}`,
  };
  for (const [name, path] of [['toutes', '/association/feuilles'], ...Object.entries(sheets), ['invitation', '/charte']])
    for (const language of ['fr', 'en']) {
      const response = await page.goto(`${base}${path}${path.includes('?') ? '&' : '?'}langue=${language}`);
      assert.equal(response.status(), 200, path);
      const axe = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(axe.violations.map(v => `${name} ${language}: ${v.id}: ${v.nodes[0].html}`), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${name} is ${overflow} px too wide for a telephone`);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${language}.png`), fullPage: true });
      if (!sheets[name]) continue;
      const pdf = await page.pdf({ preferCSSPageSize: true });
      if (shots) writeFileSync(join(shots, `${name}-${language}.pdf`), pdf);
      assert.equal(pagesOf(pdf), 1, `${name} in ${language} takes more than one page`);
      if (!shots) continue;
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 673, height: 1017 }); // A4 less its margins, at 96 points an inch
      await page.screenshot({ path: join(shots, `${name}-${language}-paper.png`), fullPage: true });
      await page.setViewportSize({ width: 360, height: 740 });
      await page.emulateMedia({ media: null });
    }
  assert.deepEqual(problems, []);
  console.log('The sheets: charter, consent, poster, visit; fr and en; axe: 0 violations; one page of A4 each.');
} finally {
  await browser.close();
}
