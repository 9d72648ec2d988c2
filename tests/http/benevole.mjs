// Somebody becomes a volunteer, is vouched for, says yes in one tap, puts the visit in a calendar, reads it without a network, tells what became of it:
// node benevole.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { answer, base, coordinator, e164, forward, now, pause, sms, someNumber, story } from './web.mjs';

await story('Helping', async ({ page, browser, problems, check, weigh, heading, press, signIn }) => {
  const number = await someNumber();
  const name = `Zoé${number.slice(-2)}`;
  const first = await weigh('/benevole', 'Donner une heure par mois');
  assert.ok(first.code <= 40, `first load of script and style: ${first.code} kB`);
  await check('benevole');
  const began = Date.now();
  await signIn(number);

  // A service that has tiles for its maps; the next story is of one that has none.
  await page.route('**/map.json', route => route.fulfill({ json: { tiles: '/assets/icon.svg?{z}/{x}/{y}', attribution: 'Fond de carte de test' } }));
  await heading('Devenir cybervoisin');
  await page.getByText("L'association la voit. Les personnes aidées ne la voient jamais.").waitFor();
  await press("M'inscrire");
  await page.getByLabel('Votre prénom').fill(name);
  await page.getByText('Voir sur une petite carte').click();
  await page.getByText("Écrivez d'abord votre adresse").waitFor();
  await page.getByText('Voir sur une petite carte').click();
  await page.getByLabel('Votre adresse, ou votre code postal').fill('59610 Fourmies');
  await page.getByLabel('Votre prénom').focus();
  await page.getByText("Coup de main Avesnois s'occupe de cet endroit").waitFor();
  await page.getByLabel('Votre adresse, ou votre code postal').fill('75017 Paris');
  await page.getByLabel('Votre prénom').focus();
  await page.getByText("Les Voisins du 17e s'occupe de cet endroit").waitFor();
  await page.getByRole('link', { name: /01.99.00.17.17/ }).waitFor();
  await press("M'inscrire");
  await page.getByRole('alert').waitFor();
  await check('benevole-sign-up-error');
  await page.getByLabel('Téléphone, tablette, ordinateur').check();
  // How far: in words; and as a circle on a small map, where the service has tiles. Leaflet comes only when it is opened.
  let leaflet = 0;
  page.on('request', request => { if (/leaflet-[^/]*\.js/.test(request.url())) leaflet++; });
  await page.getByText('Voir sur une petite carte').click();
  await page.locator('.map path').waitFor();
  const zoom = await page.locator('.map .leaflet-control-zoom-in').boundingBox();
  assert.ok(zoom.width >= 44 && zoom.height >= 44, `a button of the map is ${zoom.width} x ${zoom.height} px`);
  assert.equal(leaflet, 1, 'the map is loaded when it is opened, and was not for words');
  await page.getByLabel('2 km').check();
  await page.getByRole('group', { name: /2 km autour de chez vous/ }).waitFor();
  await check('benevole-map');
  await page.getByText('Voir sur une petite carte').click();
  await page.unroute('**/map.json');
  for (const day of ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi']) for (const part of ['Matin', 'Après-midi', 'Soir']) await page.getByLabel(`${day}, ${part}`).check();
  await check('benevole-sign-up');
  await press("M'inscrire");
  await heading(`Bonjour ${name}`);
  console.log(`signed up in ${((Date.now() - began) / 1000).toFixed(0)} s by a script`);
  await check('benevole-charter');
  await press("J'ai lu et j'accepte");
  await page.getByText("L'association doit encore vous rencontrer").waitFor();
  await check('benevole-registered');

  // The association vouches, and asks this volunteer by name for Jeanne.
  const ask = await coordinator();
  const { volunteers } = await ask('{ volunteers(first: 100) { nodes { id phone } } }');
  const { id } = volunteers.nodes.find(v => v.phone === e164(number));
  await ask('mutation ($id: VolunteerId!) { vouchForVolunteer(input: { volunteerId: $id, level: IDENTITY_SEEN, document: { type: IDENTITY_CARD, seenOn: "2026-11-01" } }) { errors { message } } }', { id });
  const [start, end] = [await inDays(3), await inDays(9)];
  const { askForHelp } = await ask(`mutation { askForHelp(input: { resident: { firstName: "Marcelle", phone: "01 99 00 12 37", address: { text: "12 rue de Saussure, 75017 Paris", latitude: 48.8846, longitude: 2.3166 } },
    category: DEVICE_BASICS, sentence: "Je ne sais pas répondre au téléphone.", minutes: 30, modes: [AT_HOME], windows: [{ start: "${start}", end: "${end}" }] }) { helpRequest { id } errors { code message } } }`);
  await ask('mutation ($r: RequestId!, $v: VolunteerId!) { offerToVolunteer(input: { requestId: $r, volunteerId: $v, motive: "Elles se connaissent du marché." }) { errors { code message } } }', { r: askForHelp.helpRequest.id, v: id }).catch(e => {
    // Already asked by the ranking: that is an offer too.
    if (!/NOT_ASKED_YET|ELIGIBLE/.test(String(e))) throw e;
  });
  await page.reload();
  await page.getByRole('button', { name: 'Oui, je viens' }).first().waitFor();
  await page.getByText('Pourquoi moi').first().click();
  await check('benevole-offer');
  assert.equal(await page.getByText('Marcelle').count(), 0, 'no name before a yes');
  assert.equal(await page.getByText('Saussure').count(), 0, 'no address before a yes');
  await page.getByRole('button', { name: 'Oui, je viens' }).first().click();
  await page.getByText("C'est fixé").waitFor();
  await check('benevole-yes');

  await page.getByRole('link', { name: 'Voir la feuille de visite' }).click();
  await heading('Feuille de visite');
  await page.getByText('12 rue de Saussure').waitFor();
  assert.match(await page.getByRole('link', { name: "Ouvrir l'itinéraire" }).getAttribute('href'), /^geo:0,0\?q=12/);
  await check('benevole-sheet');
  const [file] = await Promise.all([page.waitForEvent('download'), press('Ajouter à mon calendrier')]);
  assert.match(readFileSync(await file.path(), 'utf8'), /SUMMARY:Cybervoisin.: aider Marcelle\r\nLOCATION:12 rue/);

  await page.getByRole('link', { name: 'Visites', exact: true }).click();
  await page.getByRole('heading', { name: 'Marcelle' }).waitFor();
  await check('benevole-visits');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await browser.setOffline(true);
  await page.reload();
  await page.getByText('Voici les visites gardées dans cet appareil').waitFor();
  await page.getByText('12 rue de Saussure').waitFor();
  await check('benevole-offline');
  await browser.setOffline(false);
  problems.length = 0;

  // After the visit: two taps.
  await forward(10 * 24 * 60);
  await page.goto(`${base}/benevole`);
  await tell(page, press, check);

  // Marcelle has a landline: the association writes down her thanks, and they are on her neighbour's page and telephone.
  const later = await coordinator(); // ten days on, the first session is over
  const { visits } = await later('{ visits(first: 50, state: COMPLETED) { nodes { id residentFirstName volunteer { id } } } }');
  await later('mutation ($v: VisitId!) { thankVolunteer(input: { visitId: $v, words: "Merci, je sais répondre maintenant." }) { errors { code message } } }', { v: visits.nodes.find(v => v.volunteer.id === id).id });
  await sms(e164(number), /Marcelle vous remercie: "Merci, je sais répondre maintenant."/);
  await page.clock.setSystemTime(await now());
  await page.goto(`${base}/benevole/visites`);
  await page.getByText('Marcelle vous remercie :').waitFor();
  await check('benevole-thanked');

  await page.getByRole('link', { name: 'Minutes', exact: true }).click();
  await heading('Mes minutes');
  await page.getByText(/minutes? donnée/).waitFor();
  await page.getByText(/^Il reste \d+ minutes? sur 60 ce mois-ci\.$/).waitFor();
  await check('benevole-minutes');

  await page.getByRole('link', { name: 'Réglages', exact: true }).click();
  await heading('Mes réglages');
  await page.getByLabel('5 km', { exact: true }).check();
  await press('Enregistrer');
  await page.getByText("C'est enregistré.").waitFor({ state: 'attached' });
  await page.getByText(`Connecté : ${name}, 06 •• •• •• ${number.slice(-2)}`).waitFor();
  await check('benevole-settings');
  await press('Sans date de fin');
  await press('Reprendre maintenant');
  await page.getByRole('button', { name: 'Reprendre maintenant' }).waitFor({ state: 'detached' });
  await page.getByLabel("Jusqu'au (compris)").fill((await inDays(30)).slice(0, 10));
  await press('Faire une pause jusque-là');
  await page.getByRole('button', { name: 'Reprendre maintenant' }).waitFor();
  await page.getByRole('link', { name: 'Accueil', exact: true }).click();
  await page.getByText('Vous êtes en pause jusqu').waitFor();
  await check('benevole-paused');

  // STOP by SMS: the pages say so, and that the end of the break does not bring the SMS back.
  await answer(e164(number), 'STOP');
  await sms(e164(number), /REPRENDRE/);
  await page.reload();
  await page.getByText('Vous avez répondu STOP').waitFor();
  await check('benevole-stopped');
  await page.getByRole('link', { name: 'Réglages', exact: true }).click();
  await page.getByText('envoyez REPRENDRE par SMS').waitFor();
  await press('Reprendre maintenant');
  await page.getByText('les SMS restent arrêtés').waitFor({ state: 'attached' });
  await answer(e164(number), 'REPRENDRE');

  await press('Me déconnecter');
  await heading('Donner une heure par mois');
  await page.waitForFunction(() => localStorage.getItem('cv.session') !== null);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter(key => !['cv.langue', 'cv.association', 'cv.associations', 'cv.session'].includes(key))), [], 'nothing of anybody stays behind');
  // A session that ended elsewhere: this page learns of it when it asks, here when "back" shows it again.
  await page.evaluate(() => localStorage.setItem('cv.visits', '[]'));
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))]);
  await heading('Donner une heure par mois');
  await page.waitForFunction(() => localStorage.getItem('cv.visits') === null);
}, { userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36' });

await story('Coming by the poster of a library', async ({ page, problems, check, heading, press, signIn }) => {
  const number = await someNumber();
  const ask = await coordinator();
  const { createInvite } = await ask('mutation { createInvite(input: { label: "bibliothèque", uses: 1 }) { invite { id code } errors { code message } } }');
  await page.goto(`${base}/i/${createInvite.invite.code}`);
  await check('invitation');
  await page.getByRole('link', { name: "M'inscrire" }).click();
  await page.getByText('Les Voisins du 17e vous invite').waitFor();
  assert.match(page.url(), /\/benevole\?invitation=/);
  await check('benevole-invited');
  await signIn(number);
  await heading('Devenir cybervoisin');
  assert.equal((await page.getByLabel("Code d'invitation").inputValue()).replaceAll('-', ''), createInvite.invite.code.replaceAll('-', ''));
  await page.getByLabel('Votre prénom').fill('Yann');
  await page.getByLabel('Votre adresse, ou votre code postal').fill('75017 Paris');
  await page.getByLabel('Téléphone, tablette, ordinateur').check();
  await page.getByText('Environ').first().waitFor();
  assert.equal(await page.getByText('Voir sur une petite carte').count(), 0, 'no map is promised where the service has none');
  await page.getByLabel('lundi, Matin').check();
  await press("M'inscrire");
  await heading('Bonjour Yann');
  const { invites } = await ask('{ invites(first: 100) { nodes { id used } } }');
  assert.equal(invites.nodes.find(i => i.id === createInvite.invite.id).used, 1, 'the poster is counted');
  await page.goto(`${base}/benevole/reglages`);
  await press('Me déconnecter');
  await page.goto(`${base}/benevole?invitation=${createInvite.invite.code}`);
  await page.getByText("Cette invitation n'est plus valable").waitFor();
  await check('benevole-invite-ended');
  assert.deepEqual(problems, []);
});

async function inDays(days) {
  return new Date((await now()).getTime() + days * 86_400_000).toISOString();
}

/** The browser's clock follows the service's. */
async function tell(page, press, check) {
  await page.clock.setSystemTime(await now());
  await page.reload();
  await page.getByRole('heading', { name: 'Avez-vous aidé Marcelle' }).waitFor();
  await check('benevole-tell');
  await press("Oui, c'est fait");
  await press('30 minutes');
  await page.getByRole('heading', { name: 'Vos minutes sont comptées' }).waitFor();
  await page.getByLabel('Ce que vous avez fait').fill('Répondre et raccrocher, cinq fois.');
  await check('benevole-told');
  await press('Enregistrer');
  await page.getByRole('heading', { name: 'Vos minutes sont comptées' }).waitFor({ state: 'detached' });
  await pause(100);
}
