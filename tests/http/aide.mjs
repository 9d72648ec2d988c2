// Jeanne asks for help on her telephone, a neighbour says yes, she reads who comes, changes her mind; her grandson asks by keyboard alone:
// node aide.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { answer, base, countSms, e164, forward, now, pause, sms, someNumber, story } from './web.mjs';

await story('Asking for help', async ({ page, browser, problems, check, weigh, heading, press, typeCode }) => {
  const number = await someNumber();
  const first = await weigh('/aide', 'Un voisin vous aide avec le numérique');
  assert.ok(first.code <= 40, `first load of script and style: ${first.code} kB`);
  // Two associations in the demo, and nobody has to know the name of theirs: the list is there, the place is enough.
  await page.getByLabel('Votre association').selectOption({ label: 'Coup de main Avesnois' });
  await page.getByRole('link', { name: /03.53.01.17.17/ }).waitFor();
  await check('aide');

  await page.getByRole('link', { name: "Demander de l'aide" }).click();
  await heading("De quelle aide avez-vous besoin ?");
  await press('Continuer');
  await page.getByText('Choisissez une ligne, même si').waitFor();
  await check('aide-1-error');
  await page.getByLabel('Me servir de mon téléphone').check();
  await page.getByLabel('Dites-le avec vos mots').fill('Mon nouveau téléphone ne sonne plus.');
  await check('aide-1');
  await press('Continuer');

  await heading('Pour qui, et où ?');
  await press('Continuer');
  await page.getByText("Dites pour qui est l'aide").waitFor();
  await page.getByLabel('Moi', { exact: true }).check();
  await page.getByLabel('Dans un lieu public').check();
  await press('Continuer');
  await page.getByText('Écrivez une adresse ou un code postal.').waitFor();
  await browser.grantPermissions(['geolocation'], { origin: base });
  // Far from everybody: it says so, and whom to call.
  await browser.setGeolocation({ latitude: 49.3, longitude: 2.9 });
  await press("Utiliser l'endroit où je suis");
  await page.getByText("C'est noté : autour de l'endroit").waitFor();
  await press('Continuer');
  await page.getByText("Aucune association n'aide encore à cet endroit").waitFor();
  await page.getByText(/La plus proche : .+, à \d+ km/).waitFor();
  await check('aide-2-nobody');
  await page.getByLabel('Votre adresse, ou votre code postal').fill('12 rue de Saussure 75117 Pariss');
  await press('Continuer');
  await page.getByText('Nous ne trouvons pas cette adresse').waitFor();
  await check('aide-2-not-found');
  await browser.setGeolocation({ latitude: 48.8846, longitude: 2.3166 });
  await press("Utiliser l'endroit où je suis");
  await page.getByText("C'est noté : autour de l'endroit").waitFor();
  await page.getByLabel('Votre adresse, ou votre code postal').fill('12 rue de Saussure, 75017 Paris');
  await check('aide-2');
  await press('Continuer');

  await heading('Quand cela vous va ?');
  // Whose the place is follows from it, and its telephone is on every screen from then on.
  await page.getByRole('link', { name: /01.99.00.17.17/ }).waitFor();
  await page.getByLabel('Écrivez-le avec vos mots').fill('quand vous voulez, sauf le lundi');
  await page.getByText('Nous avons compris :').waitFor();
  await page.getByLabel('Une demi-heure').check();
  await check('aide-3');

  // The telephone rings, the page closes: what was typed is there again.
  await page.goto(`${base}/aide`);
  await page.getByRole('link', { name: 'Continuer ma demande' }).click();
  assert.equal(await page.getByLabel('Dites-le avec vos mots').inputValue(), 'Mon nouveau téléphone ne sonne plus.');
  for (const title of ['Pour qui, et où ?', 'Quand cela vous va ?', 'Qui êtes-vous ?']) {
    await press('Continuer');
    await heading(title);
  }
  // What will leave is said once more before it leaves.
  await page.getByText('Me servir de mon téléphone').waitFor();
  await page.getByLabel('Votre prénom').fill('Suzanne');
  await page.getByLabel('Votre numéro de téléphone mobile').fill('06');
  await press('Envoyer ma demande');
  await page.getByRole('alert').waitFor();
  await check('aide-4-error');
  await page.getByLabel('Votre numéro de téléphone mobile').fill(number);
  await check('aide-4');
  const before = await countSms(e164(number));
  await press('Envoyer ma demande');
  await page.getByLabel('Le code reçu par SMS').waitFor();
  await check('aide-code');
  await typeCode(number, before);
  await heading('Votre demande est envoyée');
  await check('aide-sent');
  // Going back finds the request that left, and no empty question.
  await page.goBack();
  await heading('Votre demande est envoyée');

  await page.getByRole('link', { name: 'Suivre ma demande' }).last().click();
  await heading('Ma demande');
  await page.getByText('Nous cherchons un voisin').waitFor();
  await check('aide-follow');

  // Whoever was asked says yes by SMS.
  await sms(e164(number), /bien not/);
  await sayYes();
  await sms(e164(number), /vous aide/);
  await page.reload();
  await page.getByText('Une visite est fixée').waitFor();
  await page.getByText('dit ce mot').waitFor();
  await page.getByText('Pourquoi ce voisin').click();
  await check('aide-booked');

  // Other times: the visit moves with the same neighbour to the first at which they are free, and both are told.
  const before2 = await page.locator('.card .word').first().textContent();
  await page.getByText('Changer le moment').click();
  await page.getByLabel('Écrivez-le avec vos mots').fill('quand vous voulez, sauf le lundi');
  await check('aide-other-times');
  await press('Déplacer la visite');
  await page.locator('.said', { hasText: 'La visite est déplacée.' }).waitFor();
  assert.notEqual(await page.locator('.card .word').first().textContent(), before2, 'another hour');
  await sms(e164(number), /changement/);
  await page.clock.setSystemTime(await now());
  await page.reload();
  // Nobody of the demo is free on a Sunday: another neighbour, if she wishes; then other times again.
  await page.getByText('Changer le moment').click();
  await page.getByLabel('Écrivez-le avec vos mots').fill('dimanche matin');
  await press('Déplacer la visite');
  await page.getByText("n'est pas libre à ces moments").waitFor();
  await check('aide-not-free');
  await press('Chercher un autre voisin à ces moments');
  await page.getByText(/Nous cherchons un voisin|L'association s'en occupe/).first().waitFor();
  await page.getByText('Changer le moment').click();
  await page.getByLabel('Écrivez-le avec vos mots').fill('quand vous voulez');
  await press('Chercher à ces moments');
  await page.getByText('Nous cherchons un voisin').waitFor();
  await check('aide-times-changed');
  await page.getByText('Annuler ma demande').click();
  await press('Oui, annuler');
  await page.getByText('Demande annulée').first().waitFor();

  await page.getByRole('link', { name: '← Retour' }).click();
  await heading('Mes demandes');
  await page.getByText('Demandé le').first().waitFor();
  assert.equal(await page.getByText('Demande annulée').count(), 1, 'it was one request all along');
  await page.getByText(`Connecté : Suzanne, 06 •• •• •• ${number.slice(-2)}`).waitFor();
  await check('aide-list');
  await page.getByRole('link', { name: /^Voir/ }).first().click();
  await page.getByText('Quelque chose ne va pas').click();
  await press("Prévenir l'association");
  await page.getByText(/association/i).first().waitFor();
  await check('aide-worry');

  await page.goto(`${base}/confidentialite`);
  await page.getByText('Suzanne, qui demande').waitFor();
  await check('confidentialite');
  const [file] = await Promise.all([page.waitForEvent('download'), press('Recevoir tout ce que vous gardez')]);
  assert.equal(file.suggestedFilename(), 'mes-informations.html');
  await weigh('/accessibilite', "Déclaration d'accessibilité");
  await check('accessibilite');
  await page.getByRole('button', { name: 'English' }).click();
  await heading('Accessibility statement');
  await check('accessibilite-en');
  await page.getByRole('button', { name: 'Français' }).click();
  await heading("Déclaration d'accessibilité");
  assert.deepEqual(problems, []);
});

await story('Asking for a grandmother, by keyboard, with the network cut midway', async ({ page, browser, problems, check, heading, typeCode }) => {
  const number = await someNumber();
  await page.goto(`${base}/aide/demande/1`);
  await heading('De quelle aide avez-vous besoin ?');
  const key = (name, times = 1) => (async () => { for (let i = 0; i < times; i++) await page.keyboard.press(name); })();
  /** Tab until the focus is on something called so; nothing is reached by a mouse. */
  const to = async name => {
    for (let i = 0; i < 80; i++) {
      const here = await page.evaluate(() => (document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent?.trim() ?? '');
      if (here.startsWith(name)) return;
      await key('Tab');
    }
    assert.fail(`the keyboard does not reach "${name}"`);
  };
  await to('Me servir de mon téléphone');
  await key('ArrowDown', 3); // e-mails
  await to('Continuer');
  await key('Enter');
  await heading('Pour qui, et où ?');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the focus follows the page');
  await to('Moi');
  await key('ArrowDown'); // somebody else
  await to('Son adresse');
  await page.keyboard.type('75017 Paris');
  await key('Enter');
  await page.getByText('il faut aussi le numéro et la rue').waitFor();
  await check('aide-2-street');
  await page.keyboard.press('Home');
  await page.keyboard.type('12 rue de Saussure, ');
  await key('Enter');
  await heading('Quand cela vous va ?');
  await to('Écrivez-le avec vos mots');
  await page.keyboard.type("n'importe quand");
  await key('Enter');
  await heading('Qui êtes-vous ?');
  await to('Son prénom');
  await page.keyboard.type('Odette');
  await to('Son téléphone');
  await page.keyboard.type('01 99 00 12 36');
  await to('Votre prénom');
  await page.keyboard.type('Léo');
  await to('Votre numéro');
  await page.keyboard.type(number);
  await to('Votre association');
  await page.keyboard.type('Les V');
  await page.locator('a.tel').waitFor();

  await browser.setOffline(true);
  await page.getByLabel('Votre numéro').focus();
  await key('Enter');
  await page.getByText("Pas de connexion").waitFor();
  await check('aide-offline');
  await page.reload();
  await heading('Qui êtes-vous ?');
  assert.equal(await page.getByLabel('Son prénom').inputValue(), 'Odette', 'offline the page opens and the draft is there');
  await browser.setOffline(false);
  problems.length = 0; // the browser says that it was cut off
  const before = await countSms(e164(number));
  await page.getByLabel('Votre numéro').focus();
  await key('Enter');
  await page.getByLabel('Le code reçu par SMS').waitFor();
  const [, code] = await sms(e164(number), /(\d{6})/, { after: before });
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'code', 'the code is typed at once');
  await page.keyboard.type(code);

  // The answer is lost on its way: sent again, it is one request and not two.
  let lost = 0;
  await page.route('**/graphql', async route => {
    if (lost === 0 && (route.request().postData() ?? '').includes('"sentence"')) {
      lost++;
      await route.fetch();
      await route.abort();
    } else await route.continue();
  });
  await key('Enter');
  await page.getByRole('alert').filter({ hasText: 'Pas de connexion' }).waitFor();
  await page.unroute('**/graphql');
  problems.length = 0;
  await page.reload();
  await page.getByLabel('Votre numéro').focus();
  await key('Enter');
  await heading('Votre demande est envoyée');
  await page.goto(`${base}/aide/suivi`);
  await page.getByText('Demandé le').first().waitFor();
  assert.equal(await page.getByText('Demandé le').count(), 1, 'one request, although it was sent twice');
  assert.equal(await page.getByText('Odette').count(), 1);

  // A neighbour comes. Afterwards Léo, who asked for her, says so and thanks them: once, and with no number in it.
  const helper = await sayYes();
  for (let i = 0; i < 14 && (await page.getByText('La visite a-t-elle eu lieu').count()) === 0; i++) {
    await forward(24 * 60);
    await page.clock.setSystemTime(await now());
    await page.goto(`${base}/aide/suivi`);
    await page.getByRole('link', { name: /^Voir/ }).first().click();
    await page.getByText('Ce que vous avez demandé').first().waitFor();
  }
  await check('aide-after');
  await page.getByRole('button', { name: 'Oui, elle a eu lieu' }).click();
  await page.getByLabel('Votre mot de remerciement').fill('Merci, rappelez-moi au 06 12 34 56 78');
  await page.getByRole('button', { name: 'Dire merci' }).click();
  await page.getByText('sans numéro de téléphone, sans adresse de site').waitFor();
  await check('aide-thanks-error');
  await page.getByLabel('Votre mot de remerciement').fill('Merci, maman lit ses messages !');
  await page.getByRole('button', { name: 'Dire merci' }).click();
  await page.getByText('Votre merci est parti.').first().waitFor();
  await check('aide-thanked');
  await sms(helper, /Odette vous remercie: "Merci, maman lit ses messages !"/);
  await page.goto(`${base}/aide/suivi`);
  await page.getByText(/^Connecté : /).waitFor();
});

await story('Reading how a neighbour is chosen', async ({ page, check }) => {
  const html = await (await fetch(`${base}/regles`)).text();
  assert.match(html, /id="curseur-lignes">(<tr data-dit="[^"]+">.+?<\/tr>){11}<\/tbody>/, 'without a script the whole table is there');
  await page.goto(`${base}/regles`);
  const said = page.locator('#curseur-dit');
  await said.filter({ hasText: "Nous demandons à Marc : c'est son tour." }).waitFor();
  await page.getByLabel('Ce que vaut « habiter près »').focus();
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight');
  await said.filter({ hasText: /^100 points : .* Nous demandons à Léa, la plus proche\.$/ }).waitFor();
  assert.equal(await page.locator('tr.ici').count(), 1);
  await check('regles');
});

/** The first volunteer whose offer is still open says yes (one taken back in silence is answered as no longer open); at night the clock is moved to the morning. */
async function sayYes() {
  const tried = new Set();
  const helpers = async () => (await (await fetch(`${base}/dev/phone/state`)).json()).lines.filter(l => l.who.includes('bénévole'));
  for (let i = 0; i < 120; i++) {
    for (const line of await helpers()) {
      const last = line.messages.at(-1);
      const code = last?.fromUs && last.body.match(/OUI (\d{4})/)?.[1];
      if (!code || tried.has(code)) continue;
      tried.add(code);
      await answer(line.number, `OUI ${code}`);
      for (let j = 0; j < 20; j++) {
        await pause(250);
        const said = (await helpers()).find(l => l.number === line.number).messages.at(-1);
        if (said.fromUs && said.body !== last.body) {
          if (/vous aidez/.test(said.body)) return line.number;
          break;
        }
      }
    }
    if (i % 6 === 5) await forward(60);
    await pause(500);
  }
  return assert.fail('nobody was asked');
}
