// What the stories of the web client share: a browser as a telephone, the SMS of the development phone, and what every screen must be.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

/** EcoIndex A with room to spare, and a telephone of five years ago. */
const MOST = { elements: 600, requests: 15, kilobytes: 200 };
/** A desk, for the screenshots; and the tallest picture that WebP knows. */
const WIDE = 1280;
const MOST_TALL = 16_000;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const [base, shots] = process.argv.slice(2);
if (!base) {
  console.error(`usage: node ${process.argv[1]} <url of the service in Development> [folder for screenshots]`);
  process.exit(2);
}

export const e164 = text => `+33${text.replace(/\D/g, '').slice(1)}`;
export const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

const json = async (path, body) => {
  const response = await fetch(base + path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return response.status === 200 ? response.json() : null;
};
export const forward = minutes => json('/dev/clock', { minutes });
/** What the service's clock says. */
export const now = async () => new Date((await phones()).now);
export const phones = () => json('/dev/phone/state');
export const answer = (from, body) => json('/dev/phone/answer', { from, body });

/** The last SMS to a number that fits; the clock is moved while nothing comes, as little leaves at night. */
export async function sms(number, form, { after = 0, hours = 80 } = {}) {
  for (let i = 0; i < hours * 4; i++) {
    const line = (await phones()).lines.find(l => l.number === number);
    const found = (line?.messages ?? []).filter(x => x.fromUs).slice(after).findLast(x => form.test(x.body));
    if (found) return found.body.match(form);
    if (i % 4 === 3) await forward(60);
    await pause(500);
  }
  return assert.fail(`no SMS to ${number} like ${form}`);
}
/** A number of the range for fiction (06 39 98 …) that nobody of the demo has, and no story before this one was given. */
export async function someNumber() {
  const taken = new Set((await phones()).lines.map(l => l.number));
  for (;;) {
    const [a, b] = String(100 + Math.floor(Math.random() * 9900)).padStart(4, '0').match(/../g);
    const number = `06 39 98 ${a} ${b}`;
    if (!taken.has(e164(number))) return number;
  }
}
export const countSms = async number => (await phones()).lines.find(l => l.number === number)?.messages.filter(x => x.fromUs).length ?? 0;

/** The API as the demo coordinator, whose page is another story. */
export async function coordinator() {
  let cookie = '';
  const ask = async (query, variables) => {
    const response = await fetch(`${base}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'GraphQL-Preflight': '1', cookie }, body: JSON.stringify({ query, variables }) });
    cookie = response.headers.getSetCookie().map(c => c.split(';')[0]).join('; ') || cookie;
    const { data, errors } = await response.json();
    assert.equal(errors, undefined, JSON.stringify(errors));
    for (const field of Object.values(data)) assert.deepEqual(field?.errors ?? [], []);
    return data;
  };
  await ask('mutation { signInWithPassword(input: { login: "+33639980002", password: "bonjour-les-voisins" }) { errors { message } } }');
  return ask;
}

/** A browser of its own, which tells what it loads and what goes wrong. */
export async function open({ width = 360, height = 740, userAgent } = {}) {
  const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'cv-chromium-')), {
    executablePath: '/usr/bin/chromium', headless: true, args: flags, locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width, height }, userAgent, acceptDownloads: true,
  });
  const page = await browser.newPage();
  // The service's clock may have been moved by whoever played before: the telephone shows the same day.
  await page.clock.setSystemTime(await now());
  const problems = [];
  let loaded = [];
  page.on('pageerror', error => problems.push(String(error)));
  page.on('console', message => message.type() === 'error' && problems.push(message.text()));
  page.on('request', request => /^(data|blob):/.test(request.url()) || request.url().startsWith(base) || problems.push(`left the machine: ${request.url()}`));
  page.on('requestfinished', async request => {
    const sizes = await request.sizes().catch(() => null);
    loaded.push({ url: request.url(), type: request.resourceType(), bytes: (sizes?.responseBodySize ?? 0) + (sizes?.responseHeadersSize ?? 0) });
  });
  const screens = [];
  if (shots) mkdirSync(shots, { recursive: true });

  /** The whole page as WebP, which playwright does not write: a quarter of its PNG. */
  const shoot = async (name, w) => {
    await page.setViewportSize({ width: w, height });
    const cdp = await browser.newCDPSession(page);
    const tall = Math.min(MOST_TALL, await page.evaluate(() => document.documentElement.scrollHeight));
    const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 45, captureBeyondViewport: true, clip: { x: 0, y: 0, width: w, height: tall, scale: 1 } });
    await cdp.detach();
    writeFileSync(join(shots, `${name}-${w}.webp`), Buffer.from(data, 'base64'));
    await page.setViewportSize({ width, height });
  };
  /** What every screen must be: no fault that axe knows, not wider than the telephone (320 px too), small. */
  const check = async name => {
    await page.locator('.wait').waitFor({ state: 'detached' }).catch(() => {});
    const axe = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    assert.deepEqual(axe.violations.map(v => `${name}: ${v.id}: ${v.nodes[0].html}`), []);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok((await overflow()) <= 0, `${name} is ${await overflow()} px too wide at ${width}`);
    if (width < 400) {
      await page.setViewportSize({ width: 320, height });
      assert.ok((await overflow()) <= 0, `${name} is ${await overflow()} px too wide at 320`);
      await page.setViewportSize({ width, height });
    }
    const elements = await page.locator('*').count();
    assert.ok(elements <= MOST.elements, `${name} has ${elements} elements`);
    if (shots) for (const w of width < 400 ? [width, WIDE] : [width]) await shoot(name, w);
    screens.push(name);
    if (process.env.SCREENS) appendFileSync(process.env.SCREENS, `${name}\n`);
    return elements;
  };
  /** Loads a page afresh and weighs it. */
  const weigh = async (path, heading) => {
    loaded = [];
    await page.goto(base + path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.waitForLoadState('networkidle');
    const kilobytes = loaded.reduce((n, r) => n + r.bytes, 0) / 1024;
    const code = loaded.filter(r => r.type === 'script' || r.type === 'stylesheet').reduce((n, r) => n + r.bytes, 0) / 1024;
    const elements = await page.locator('*').count();
    console.log(`${path}: ${loaded.length} requests, ${kilobytes.toFixed(1)} kB, of which script and style ${code.toFixed(1)} kB, ${elements} elements`);
    assert.ok(loaded.length <= MOST.requests, `${path} makes ${loaded.length} requests: ${loaded.map(r => r.url).join(' ')}`);
    assert.ok(kilobytes <= MOST.kilobytes, `${path} weighs ${kilobytes} kB`);
    return { code, kilobytes, requests: loaded.length, elements };
  };
  const heading = name => page.getByRole('heading', { level: 1, name }).waitFor();
  const press = name => page.getByRole('button', { name, exact: true }).click();
  /** Types the code that the SMS brought. */
  const signIn = async number => {
    const before = await countSms(e164(number));
    await page.getByLabel('Votre numéro de téléphone mobile').fill(number);
    await press('Recevoir un code par SMS');
    await typeCode(number, before);
  };
  const typeCode = async (number, before) => {
    await page.getByLabel('Le code reçu par SMS').waitFor();
    const [, code] = await sms(e164(number), /(\d{6})/, { after: before });
    await page.getByLabel('Le code reçu par SMS').fill(code);
    await press('Valider le code');
  };
  return { browser, page, problems, screens, check, weigh, heading, press, signIn, typeCode };
}

/** Plays a story; ends the browser whatever happens, and shows where it stopped. */
export async function story(name, play, options) {
  const stage = await open(options);
  try {
    await play(stage);
    assert.deepEqual(stage.problems, []);
    console.log(`${name}: axe 0 violations on ${stage.screens.length} screens (${stage.screens.join(', ')})`);
  } catch (error) {
    if (shots) await stage.page.screenshot({ path: join(shots, 'stopped-here.png'), fullPage: true }).catch(() => {});
    console.error(`${name} stopped at ${stage.page.url()}; ${stage.problems.join(' | ')}`);
    throw error;
  } finally {
    await stage.browser.close();
  }
}
