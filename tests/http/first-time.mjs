// Three tasks by somebody who never saw the pages: what they read, click and type, and how long that takes them:
// node first-time.mjs http://127.0.0.1:5080
//
// A script is no person: its seconds say only what the machine takes. Beside them stands what the Keystroke-Level Model says of a person (Card, Moran & Newell, "The keystroke-level model for
// user performance time with interactive systems", CACM 23(7), 1980): 1.1 s to point, 0.2 s to press, 1.2 s for a key by somebody who does not know the keyboard, 0.28 s by who types every day,
// 1.35 s to make up one's mind before each act; and each word of a new screen read once, 150 words a minute when one reads slowly, 240 at the desk (Brysbaert 2019: 238 in silence).
import assert from 'node:assert/strict';
import { base, countSms, e164, phones, pause, sms, someNumber, story } from './web.mjs';

const SLOW = { key: 1.2, words: 150 };
const DAILY = { key: 0.28, words: 240 };

class Person {
  clicks = 0;
  keys = 0;
  words = 0;
  screens = 0;
  began = Date.now();
  constructor(page, pace) { Object.assign(this, { page, pace }); }

  async reads(title) {
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor();
    this.screens++;
    this.words += (await this.page.getByRole('main').innerText()).split(/\s+/).length;
  }
  async clicks_(locator) { this.clicks++; await locator.click(); }
  press(name) { return this.clicks_(this.page.getByRole('button', { name, exact: true })); }
  follow(name) { return this.clicks_(this.page.getByRole('link', { name }).first()); }
  choose(name) { return this.clicks_(this.page.getByLabel(name, { exact: true })); }
  async types(name, text) {
    this.clicks++;
    this.keys += text.length;
    await this.page.getByLabel(name).first().fill(text);
  }
  /** Without the hand leaving the keyboard. */
  async keyboard(text, then) {
    this.keys += text.length + (then ? 1 : 0);
    if (text) await this.page.keyboard.type(text);
    if (then) await this.page.keyboard.press(then);
  }
  /** The machine's own time is in the person's. */
  tells(task) {
    const script = (Date.now() - this.began) / 1000;
    const again = script + this.clicks * (1.35 + 1.1 + 0.2) + this.keys * this.pace.key;
    const first = again + (this.words / this.pace.words) * 60;
    console.log(`${task}: ${this.screens} screens, ${this.clicks} clicks, ${this.keys} keys, ${this.words} words; ${script.toFixed(0)} s by the script; by the model ${first.toFixed(0)} s the first time, every word read, and ${again.toFixed(0)} s by who knows the screens`);
    return again;
  }
}

const number = await someNumber();
await story('A first time: asking for help', async ({ page, problems }) => {
  await page.goto(`${base}/aide`);
  const jeanne = new Person(page, SLOW);
  await jeanne.reads('Un voisin vous aide avec le numérique');
  await jeanne.follow("Demander de l'aide");
  await jeanne.reads('De quelle aide avez-vous besoin ?');
  await jeanne.clicks_(page.getByLabel('Me servir de mon téléphone'));
  await jeanne.types('Dites-le avec vos mots', 'Mon téléphone ne sonne plus');
  await jeanne.press('Continuer');
  await jeanne.reads('Pour qui, et où ?');
  await jeanne.choose('Moi');
  await jeanne.clicks_(page.getByLabel('Dans un lieu public'));
  await jeanne.types('Votre adresse, ou votre code postal', '12 rue de Saussure, 75017 Paris');
  await jeanne.press('Continuer');
  await jeanne.reads('Quand cela vous va ?');
  await jeanne.types('Écrivez-le avec vos mots', 'mardi après-midi');
  await page.getByText('Nous avons compris :').waitFor();
  await jeanne.press('Continuer');
  await jeanne.reads('Qui êtes-vous ?');
  await jeanne.types('Votre prénom', 'Jeanne');
  await jeanne.types('Votre numéro de téléphone mobile', number);
  const before = await countSms(e164(number));
  await jeanne.press('Envoyer ma demande');
  const [, code] = await sms(e164(number), /(\d{6})/, { after: before });
  await jeanne.types('Le code reçu par SMS', code);
  await jeanne.press('Valider le code');
  await jeanne.reads('Votre demande est envoyée');
  jeanne.tells('Ask for help');
  assert.deepEqual(problems, []);
});

await story('A first time: accepting an offer', async ({ page, problems }) => {
  // Whoever was asked for Jeanne opens the pages in the lift.
  await sms(e164(number), /bien not/);
  let asked;
  for (let i = 0; !asked && i < 60; i++) {
    const { lines } = await phones();
    asked = lines.find(l => /bénévole/.test(l.who) && l.messages.some(x => x.fromUs && /OUI \d{4}/.test(x.body)));
    if (!asked) await pause(500);
  }
  assert.ok(asked, 'somebody was asked');
  await page.goto(`${base}/benevole`);
  const amina = new Person(page, DAILY);
  await amina.reads('Donner une heure par mois');
  await amina.types('Votre numéro de téléphone mobile', asked.number);
  const before = await countSms(asked.number);
  await amina.press('Recevoir un code par SMS');
  const [, code] = await sms(asked.number, /(\d{6})/, { after: before });
  await amina.types('Le code reçu par SMS', code);
  await amina.press('Valider le code');
  await page.getByRole('button', { name: 'Oui, je viens' }).first().waitFor();
  await amina.reads(/Bonjour/);
  await amina.clicks_(page.getByRole('button', { name: 'Oui, je viens' }).first());
  await page.getByText("C'est fixé").waitFor();
  amina.tells('Accept an offer, signing in included');
  assert.deepEqual(problems, []);
});

await story('A first time: a resident at the desk', async ({ page, problems }) => {
  await page.goto(`${base}/association`);
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 02'); // Nadia, of the demo
  await page.getByLabel('Mot de passe').fill('bonjour-les-voisins');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('heading', { level: 1, name: 'À faire, Les Voisins du 17e' }).waitFor();
  const nadia = new Person(page, DAILY);
  await nadia.follow('Nouvelle demande');
  await nadia.reads('Nouvelle demande');
  for (const text of ['Paulette', '01 99 00 12 38', '75017 Paris']) await nadia.keyboard(text, 'Tab');
  await nadia.keyboard('', 'ArrowDown');
  await nadia.keyboard('', 'Tab');
  await nadia.keyboard('Mon téléphone ne sonne plus.', 'Tab');
  await nadia.keyboard("n'importe quand sauf demain", 'Enter');
  await page.getByRole('heading', { level: 1, name: 'Demande de Paulette' }).waitFor();
  // Somebody at the desk does this every day.
  const seconds = nadia.tells('Register a resident at the desk, by keyboard');
  assert.ok(seconds < 60, `under a minute, and ${seconds.toFixed(0)} s by the model`);
  assert.deepEqual(problems, []);
}, { width: 1280, height: 900 });
