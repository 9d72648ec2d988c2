// The desk's people: looking somebody up, their page with contacts, consents and the six questions, two records of one person, a file of people
// tried and then imported, the charter, a vote compared before it is written, the territory:
// node association-people.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { base, coordinator as api, now, open, someNumber, story } from './web.mjs';

async function coordinator({ page, heading, press }) {
  await page.goto(`${base}/association`);
  await heading('Espace des associations');
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 02'); // Nadia, of the demo
  await page.getByLabel('Mot de passe').fill('bonjour-les-voisins');
  await press('Se connecter');
  await heading('À faire, Les Voisins du 17e');
}

const SCREENS = [['personnes', 'Personnes aidées'], ['personnes/doublons', 'Fiches qui se ressemblent'], ['personnes/importer', 'Importer un fichier'], ['reglages/charte', 'La charte'], ['reglages/regles', 'Les règles du choix des voisins'], ['reglages/territoire', 'Le territoire']];

await story("The desk's people", async stage => {
  const { page, check, heading, press } = stage;
  const saved = text => page.locator('.said', { hasText: text }).waitFor({ state: 'attached' });
  const mark = String(Date.now() % 100_000).padStart(5, '0');
  // Letters only: a name holds no number.
  const name = `Zélie${[...mark].map(d => 'abcdefghij'[d]).join('')}`;
  const phone = await someNumber();
  await coordinator(stage);

  // A file of people: the example is downloaded, a file is tried, put right, tried again, and imported, twice.
  await page.getByRole('link', { name: 'Personnes aidées' }).click();
  await heading('Personnes aidées');
  await check('association-people');
  await page.getByRole('link', { name: 'Importer un fichier' }).click();
  await heading('Importer un fichier');
  const [example] = await Promise.all([page.waitForEvent('download'), press("Télécharger un fichier d'exemple")]);
  assert.match(readFileSync(await example.path(), 'utf8'), /prénom;téléphone;adresse/);
  await check('association-import');
  await press('Essayer, sans rien écrire');
  assert.equal(await page.getByLabel("D'où vient cette liste").evaluate(e => e.validity.valueMissing), true);
  await page.getByLabel("D'où vient cette liste").fill('Cahier du guichet, 2025');
  await press('Essayer, sans rien écrire');
  await page.getByRole('alert').getByText('Choisissez un fichier.').waitFor();
  const rows = `Nom;Prénom;Téléphone;Code postal;Commune\r\nMartin;${name};${phone};75017;Paris\r\nDurand;Gaspard;06 12;75017;Paris\r\nPetit;${name.toUpperCase()};${phone};75017;Paris\r\n`;
  const give = (text, file = 'cahier.csv') => page.getByLabel('Le fichier').setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });
  await give(rows);
  await press('Essayer, sans rien écrire');
  await page.getByText('À ajouter : 1 · Déjà là : 1 · Refusée : 1').waitFor();
  await page.getByText('Colonnes non gardées : Nom.').waitFor();
  await page.getByText("C'est la même que la ligne 2.").waitFor();
  await check('association-import-tried');
  await press('Ajouter 1 fiche pour de bon');
  await page.getByText('Ajoutée : 1 · Déjà là : 1 · Refusée : 1').waitFor();
  await check('association-imported');
  await give(rows);
  await press('Essayer, sans rien écrire');
  await page.getByText('À ajouter : 0 · Déjà là : 2 · Refusée : 1').waitFor();
  await give('a\n'.repeat(10_000));
  await press('Essayer, sans rien écrire');
  await page.getByRole('alert').getByText('Ce fichier est trop grand').waitFor();
  await page.getByLabel('Bénévoles', { exact: true }).check();
  await check('association-import-volunteers');

  // Looked up by the beginning of the name, and by the number.
  await page.getByRole('link', { name: 'Personnes aidées' }).click();
  await page.getByLabel('Chercher par prénom ou par téléphone').fill(name.slice(0, 8).toLowerCase().replace('é', 'e'));
  await press('Chercher');
  await page.getByRole('link', { name, exact: true }).waitFor();
  await page.getByLabel('Chercher par prénom ou par téléphone').fill('06 39 98');
  await press('Chercher');
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Chercher par prénom ou par téléphone').fill(phone);
  await press('Chercher');
  await check('association-people-found');
  await page.getByRole('link', { name, exact: true }).click();
  await heading(name);
  await page.getByText('Cahier du guichet, 2025').waitFor();
  await check('association-person');

  await page.getByText('Ajouter un proche').click();
  await page.locator('#contact-name').fill('Luce');
  await page.getByLabel('Son mobile').fill('06 39 98 00 59');
  await page.getByLabel('être prévenu des visites').check();
  await page.getByLabel('Dernier jour (vide : sans fin)').fill('2027-06-30');
  await press('Ajouter ce proche');
  await saved("C'est enregistré.");
  await page.getByText("jusqu'au 30 juin 2027").waitFor();
  await page.getByText('Oui, le').first().waitFor();
  await page.getByText('La personne ne veut plus').first().click();
  await press("Écrire qu'elle ne veut plus");
  await page.getByText(', repris le').waitFor();
  await page.getByText('Poser les six questions', { exact: true }).click();
  for (const [i, group] of (await page.locator('fieldset').filter({ hasText: 'Pas encore' }).all()).entries()) await group.getByLabel(i < 3 ? 'Pas encore' : "Avec de l'aide").check();
  await check('association-person-questions');
  await press('Enregistrer les six réponses');
  await page.getByText('3 / 12').waitFor();
  await page.getByText('Corriger', { exact: true }).click();
  await page.getByLabel('Âge (facultatif)').selectOption({ label: '80 ans ou plus' });
  await press('Enregistrer la correction');
  await page.locator('dd', { hasText: '80 ans ou plus' }).waitFor();
  await page.getByText('Ne plus utiliser pour le moment').click();
  await press('Ne plus utiliser');
  await page.getByText("cette fiche est gardée et n'est pas utilisée").waitFor();
  await check('association-person-restricted');
  await press('Utiliser de nouveau');
  await page.getByRole('alert').waitFor();
  await page.getByLabel("J'ai prévenu la personne.").check();
  await press('Utiliser de nouveau');
  await page.getByText('Ne plus utiliser pour le moment').waitFor();
  await press('Garder cette fiche');
  await saved("C'est gardé.");
  await page.getByRole('button', { name: 'Ne parle plus pour elle Luce' }).click();
  await page.getByText('Personne ne parle pour elle.').waitFor();

  // The same person once more, with a letter too many: suggested, merged, and taken back.
  await page.goto(`${base}/association/personnes/importer`);
  await page.getByLabel("D'où vient cette liste").fill('Cahier du guichet, 2025');
  await give(`prénom;téléphone;ville\n${name}e;${phone};75017 Paris\n`);
  await press('Essayer, sans rien écrire');
  await press('Ajouter 1 fiche pour de bon');
  await page.getByText('Ajoutée : 1').waitFor();
  await page.goto(`${base}/association/personnes/doublons`);
  const pair = page.locator('.card').filter({ hasText: name }).first();
  await pair.waitFor();
  await pair.getByText("C'est la même personne").click();
  await check('association-lookalikes');
  await pair.getByRole('button', { name: 'Réunir les deux fiches' }).click();
  const merge = page.locator('.card').filter({ hasText: 'réunie avec' }).first();
  await merge.getByText('Ce sont deux personnes après tout').click();
  await check('association-merged');
  await merge.getByRole('button', { name: 'Séparer de nouveau' }).click();
  await page.getByText('Annulé le').first().waitFor();
  const again = page.locator('.card').filter({ hasText: 'Très ressemblant' }).or(page.locator('.card').filter({ hasText: 'Un peu ressemblant' })).filter({ hasText: name }).first();
  await again.getByRole('button', { name: 'Ce sont deux personnes', exact: true }).click();
  await saved("C'est noté.");

  // The charter: what would go, what would come, and only then the publication.
  await page.getByRole('link', { name: 'Réglages' }).click();
  await page.getByRole('link', { name: 'La charte' }).click();
  await heading('La charte');
  await page.getByText('Les règles communes').waitFor();
  await page.getByLabel('Vos règles, une par ligne').fill(`Je préviens si je suis en retard.\nJe ne fume pas chez la personne (${mark}).`);
  await page.getByText('Ce qui est nouveau').waitFor();
  await page.getByLabel('Publier la version').check();
  await check('association-charter');
  await press('Publier la nouvelle charte');
  await saved("C'est publié.");
  await page.getByRole('listitem').filter({ hasText: `(${mark})` }).first().waitFor();

  // A vote: compared with a past month first, its warning read, then written down.
  await page.goto(`${base}/association/reglages/regles`);
  await heading('Les règles du choix des voisins');
  await check('association-rules');
  await page.getByLabel('Comment', { exact: true }).selectOption({ label: 'Toujours la situation la plus difficile' });
  await page.getByLabel('Habite tout près').fill('35');
  await press('Comparer avant de voter');
  await page.getByRole('heading', { name: /Ce que chaque règle aurait fait/ }).waitFor({ timeout: 30_000 });
  await page.getByText('À lire avant de voter').waitFor();
  await check('association-rules-compared');
  await page.getByLabel('Qui a décidé').fill("l'assemblée générale");
  await page.getByLabel('Pourquoi (publié)').fill('Les situations les plus difficiles attendent trop.');
  await press('Écrire ce vote : ces règles décident maintenant');
  await page.getByRole('alert').getByText("Lisez d'abord les avertissements").waitFor();
  await page.getByLabel('Ces avertissements ont été lus').check();
  await press('Écrire ce vote : ces règles décident maintenant');
  await page.locator('.note', { hasText: "Voté par l'assemblée générale" }).waitFor();

  // The territory, by its numbers and by a click; who would be outside is said first.
  await page.goto(`${base}/association/reglages/territoire`);
  await heading('Le territoire');
  await page.locator('.leaflet-interactive, .leaflet-container path').first().waitFor({ state: 'attached' });
  const kilometres = page.getByLabel('Rayon (km)');
  const before = await kilometres.inputValue();
  await kilometres.fill('0.5');
  await press('Voir qui serait dehors');
  await page.getByText('Personnes aidées dehors').waitFor();
  await check('association-territory');
  const latitude = page.getByLabel('Centre : latitude (degrés nord)');
  const centre = await latitude.inputValue();
  await page.locator('.map').click({ position: { x: 60, y: 60 } });
  assert.notEqual(await latitude.inputValue(), centre);
  await page.getByText('Vous avez changé quelque chose depuis.').waitFor();
  await page.reload();
  await heading('Le territoire');
  await kilometres.fill(String(+before + 0.1));
  await press('Voir qui serait dehors');
  await page.getByText('Personnes aidées dehors').waitFor();
  await press('Enregistrer ce territoire');
  await saved('Le territoire est enregistré.');
  await kilometres.fill(before);
  await press('Voir qui serait dehors');
  await press('Enregistrer ce territoire');
  await saved('Le territoire est enregistré.');

  // She asks at the desk: each message about her request stands in its story, and on her page.
  await page.goto(`${base}/association/demandes/nouvelle`);
  await heading('Nouvelle demande');
  for (const [label, text] of [['Prénom', name], ['Téléphone', phone], ['Adresse, ou code postal et ville', '75017 Paris'], ['Quand', "n'importe quand sauf demain"]]) await page.getByLabel(label, { exact: true }).fill(text);
  // What is asked for is never assumed.
  assert.equal(await page.locator('#category').inputValue(), '');
  await page.locator('#category').selectOption('DEVICE_BASICS');
  await page.locator('#sentence').fill('Mon téléphone ne sonne plus.');
  await page.keyboard.press('Tab');
  await page.locator('form button[type=submit]').click();
  await heading(`Demande de ${name}`);
  await page.getByText(/^Voir \d+ messages?$/).click();
  await page.locator('section', { hasText: 'Messages et appels' }).getByText('votre demande est bien notée').first().waitFor();
  await check('association-request-messages');
  await page.getByRole('link', { name, exact: true }).click();
  await heading(name);
  await page.locator('section', { hasText: 'Ses demandes' }).getByRole('link').first().waitFor();
  await check('association-person-asked');

  // Six people whom nobody near can help: the map shows where, as a square and as a line of a list; five are the fewest of whom it tells.
  const ask = await api();
  const day = new Date((await now()).getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
  for (let i = 0; i < 6; i++)
    await ask(`mutation ($w: [TimeWindowInput!]!) { askForHelp(input: { resident: { firstName: "Odette", phone: "01 99 00 ${40 + i} ${mark.slice(0, 2)}", address: { text: "75017 Paris", latitude: ${48.889 + i / 10_000}, longitude: 2.304 } },
      category: SOCIAL_NETWORKS, language: "uk", sentence: "Voir mes petits-enfants en vidéo.", minutes: 60, modes: [AT_HOME], windows: $w }) { errors { code message } } }`, { w: [{ start: `${day}T08:00:00Z`, end: `${day}T16:00:00Z` }] });
  await page.getByRole('link', { name: 'Carte', exact: true }).click();
  await page.locator('.cell-name', { hasText: '1. 75017 Paris' }).waitFor();
  await page.getByRole('row', { name: /^1\. 75017 Paris/ }).getByText(/^(il )?manque/i).waitFor();
  await check('association-map-missing');
});

// The same screens on a desk.
const wide = await open({ width: 1280, height: 860 });
try {
  await coordinator(wide);
  for (const [path, title] of SCREENS) {
    await wide.page.goto(`${base}/association/${path}`);
    await wide.heading(title);
    await wide.check(`association-${path.replace('/', '-')}`);
  }
  assert.deepEqual(wide.problems, []);
  console.log(`On a desk: axe 0 violations on ${wide.screens.length} screens`);
} finally {
  await wide.browser.close();
}
