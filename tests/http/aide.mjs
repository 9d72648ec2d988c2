// Jeanne asks for help on her telephone, a neighbour says yes, she reads who comes, changes her mind; her grandson asks by keyboard alone:
// node aide.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { answer, base, countSms, e164, pause, sms, someNumber, story } from './web.mjs';

await story('Asking for help', async ({ page, browser, problems, check, weigh, heading, press, typeCode }) => {
  const number = someNumber();
  const first = await weigh('/aide', 'Un voisin vous aide avec le numérique');
  assert.ok(first.code <= 40, `first load of script and style: ${first.code} kB`);
  // Two associations in the demo: hers is chosen once, and its telephone stays on every screen.
  await page.getByLabel('Votre association').selectOption({ label: 'Les Voisins du 17e' });
  await page.getByRole('link', { name: /01.99.00.17.17/ }).waitFor();
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

  await heading('Où vous voir ?');
  await page.getByLabel('Dans un lieu public').check();
  await press('Continuer');
  await page.getByText('Écrivez une adresse ou un code postal.').waitFor();
  await browser.grantPermissions(['geolocation'], { origin: base });
  await browser.setGeolocation({ latitude: 48.8846, longitude: 2.3166 });
  await press("Utiliser l'endroit où je suis");
  await page.getByText("C'est noté : autour de l'endroit").waitFor();
  await page.getByLabel('Votre adresse, ou votre code postal').fill('75017 Paris');
  await check('aide-2');
  await press('Continuer');

  await heading('Quand cela vous va ?');
  await page.getByLabel('Écrivez-le avec vos mots').fill('quand vous voulez, sauf le lundi');
  await page.getByText('Nous avons compris :').waitFor();
  await page.getByLabel('Une demi-heure').check();
  await check('aide-3');

  // The telephone rings, the page closes: what was typed is there again.
  await page.goto(`${base}/aide`);
  await page.getByRole('link', { name: 'Continuer ma demande' }).click();
  assert.equal(await page.getByLabel('Dites-le avec vos mots').inputValue(), 'Mon nouveau téléphone ne sonne plus.');
  for (const title of ['Où vous voir ?', 'Quand cela vous va ?', 'Pour qui est cette aide ?']) {
    await press('Continuer');
    await heading(title);
  }
  await page.getByLabel('Moi', { exact: true }).check();
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

  await page.getByText('Changer le moment').click();
  await page.getByLabel('Écrivez-le avec vos mots').fill('jeudi prochain après-midi');
  await check('aide-other-times');
  await press('Chercher à ces moments');
  await page.getByText('Nous cherchons un voisin').waitFor();
  await page.getByText('Annuler ma demande').click();
  await press('Oui, annuler');
  await page.getByText('Demande annulée').first().waitFor();

  await page.getByRole('link', { name: '← Retour' }).click();
  await heading('Mes demandes');
  await page.getByText('Demandé le').first().waitFor();
  assert.equal(await page.getByText('Demande annulée').count(), 2, 'the request of before was called off too');
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
  const number = someNumber();
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
  await heading('Où vous voir ?');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the focus follows the page');
  await to('Votre adresse');
  await page.keyboard.type('75017 Paris');
  await key('Enter');
  await heading('Quand cela vous va ?');
  await to('Écrivez-le avec vos mots');
  await page.keyboard.type("n'importe quand");
  await key('Enter');
  await heading('Pour qui est cette aide ?');
  await to('Moi');
  await key('ArrowDown'); // somebody else
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
  await heading('Pour qui est cette aide ?');
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
  let lost = false;
  await page.route('**/graphql', async route => {
    const body = route.request().postData() ?? '';
    if (!lost && body.includes('"sentence"')) {
      lost = true;
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
});

/** The first volunteer who has an offer open says yes. */
async function sayYes() {
  for (let i = 0; i < 60; i++) {
    const { lines } = await (await fetch(`${base}/dev/phone/state`)).json();
    for (const line of lines.filter(l => l.who.includes('bénévole'))) {
      const last = line.messages.at(-1);
      const code = last?.fromUs && last.body.match(/OUI (\d{4})/)?.[1];
      if (code) return answer(line.number, `OUI ${code}`);
    }
    await pause(500);
  }
  return assert.fail('nobody was asked');
}
