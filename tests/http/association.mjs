// A coordinator's day: what waits, somebody at the desk by keyboard alone, why these and why not the others, a volunteer to vouch for,
// the plan, the map, the figures, the journal, the settings:
// node association.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { base, open, story } from './web.mjs';

async function coordinator({ page, heading, press }) {
  await page.goto(`${base}/association`);
  await heading('Espace des associations');
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 02'); // Nadia, of the demo
  await page.getByLabel('Mot de passe').fill('bonjour-les-voisins');
  await press('Se connecter');
  await heading('À faire, Les Voisins du 17e');
}

await story("A coordinator's day", async stage => {
  const { page, problems, check, heading, press } = stage;
  const first = await stage.weigh('/association', 'Espace des associations');
  assert.ok(first.code <= 90, `first load of script and style: ${first.code} kB`);
  await check('association-sign-in');
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 02');
  await page.getByLabel('Mot de passe').fill('pas-le-bon-mot');
  await press('Se connecter');
  await page.getByRole('alert').waitFor();
  await coordinator(stage);
  await check('association-board');

  // At the desk, by keyboard alone, in the order of a conversation.
  await page.getByRole('link', { name: 'Nouvelle demande' }).first().click();
  await heading('Nouvelle demande');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'firstName');
  const began = Date.now();
  const name = `Paulette${Date.now() % 1000}`;
  for (const text of [name, '01 99 00 12 38', '75017 Paris']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Mon téléphone ne sonne plus.');
  await page.keyboard.press('Tab');
  await page.keyboard.type("n'importe quand sauf demain");
  await check('association-new');
  await page.keyboard.press('Enter');
  await heading(`Demande de ${name}`);
  console.log(`registered at the desk in ${((Date.now() - began) / 1000).toFixed(0)} s by a script, axe included`);
  await page.getByRole('heading', { name: 'Pourquoi ceux-là, et pas les autres' }).waitFor();
  if (await page.getByText('Le calcul').count()) await page.getByText('Le calcul').first().click();
  await check('association-request');

  // A person's own choice, with its motive.
  await page.getByText('Choisir moi-même').click();
  const options = await page.getByLabel('Qui', { exact: true }).locator('option').allTextContents();
  assert.ok(options.length > 1, 'there is somebody to choose');
  const proposed = page.locator('ol li').filter({ hasText: 'point' }).first().locator('a').first();
  const free = (await proposed.count()) ? await proposed.textContent() : null;
  if (free) {
    await page.getByLabel('Qui', { exact: true }).selectOption({ label: free });
    await page.getByLabel('Pourquoi (reste écrit)').fill('Elles se connaissent.');
    await press('Proposer à cette personne');
    await page.getByText('La proposition est partie.').waitFor({ state: 'attached' });
    await page.getByText('Choisi à la main par Nadia, « Elles se connaissent. »').first().waitFor();
    await check('association-by-hand');
  }
  await page.getByRole('link', { name: 'Demandes', exact: true }).click();
  await page.getByRole('link', { name }).waitFor();
  await check('association-requests');

  await page.getByRole('link', { name: 'Bénévoles', exact: true }).click();
  await check('association-volunteers');
  await page.getByLabel('Montrer').selectOption({ label: 'Tout' });
  await page.getByRole('link', { name: 'Inès' }).click();
  await heading('Inès');
  await check('association-volunteer');
  if (await page.getByRole('heading', { name: 'Se porter garant' }).count()) {
    await page.getByLabel('Charte signée sur papier le').fill(new Date().toISOString().slice(0, 10));
    await press("L'association se porte garante");
    await page.getByRole('heading', { name: 'Renouveler la garantie' }).waitFor();
  }
  await page.getByText('Personnes à appeler').click();
  if (await page.getByLabel('Nom', { exact: true }).count()) { // three at most, when the story was played before
    await page.getByLabel('Nom', { exact: true }).fill('Mme Petit');
    await page.getByLabel('Comment cette personne connaît').fill('sa voisine');
    await page.getByLabel('Téléphone', { exact: true }).fill('01 99 00 12 39');
    await press('Ajouter cette personne');
  }
  await page.getByText('Mme Petit').first().waitFor();
  await check('association-vouched');

  await page.getByRole('link', { name: 'Plan du mois' }).click();
  await heading('Plan du mois');
  await page.getByRole('button', { name: /^Proposer/ }).last().click();
  await page.getByText('Proposé', { exact: true }).waitFor({ timeout: 60_000 });
  await check('association-plan');
  await press('Abandonner ce plan');
  await page.locator('.note', { hasText: 'Abandonné' }).waitFor();
  await page.getByRole('link', { name: '← Retour' }).click();
  await page.getByText('Abandonné').first().waitFor();
  await check('association-plans');

  await page.getByRole('link', { name: 'Carte', exact: true }).click();
  await page.locator('.leaflet-interactive').first().waitFor();
  await page.getByRole('heading', { name: "Où l'aide manque" }).waitFor();
  await check('association-map');

  await page.getByRole('link', { name: 'Chiffres' }).click();
  await page.getByRole('button', { name: 'Imprimer' }).waitFor();
  await check('association-figures');
  const [file] = await Promise.all([page.waitForEvent('download'), press('Télécharger (CSV)')]);
  assert.match(file.suggestedFilename(), /^chiffres-.*\.csv$/);

  await page.getByRole('link', { name: 'Journal', exact: true }).click();
  await page.getByText('la chaîne est entière').waitFor();
  await page.getByText(/^a lu : .*qui c'est/).first().click();
  await page.locator('details[open] p').filter({ hasText: /^read \w+ : \w+\.\w+/ }).waitFor();
  await check('association-journal');

  await page.getByRole('link', { name: 'Réglages' }).click();
  await page.getByRole('heading', { name: 'Comment on interroge les voisins' }).waitFor();
  await page.getByLabel('Combien à la fois').fill('4');
  await page.getByRole('button', { name: 'Enregistrer' }).first().click();
  await page.getByText("C'est enregistré.").waitFor({ state: 'attached' });
  await check('association-settings');
  assert.deepEqual(problems, []);

  // A worry comes first, with a sign; its case is followed and closed.
  await page.evaluate(async () => {
    await fetch('/graphql', { method: 'POST', headers: { 'Content-Type': 'application/json', 'GraphQL-Preflight': '1' }, body: JSON.stringify({ query: 'mutation { reportWorry(input: { words: "On a demandé un code." }) { worry { said } errors { message } } }' }) });
  });
  await page.getByRole('link', { name: 'À faire' }).click();
  await page.getByText("s'inquiète").first().waitFor();
  await check('association-worry-board');
  await page.getByRole('link', { name: 'Ouvrir le dossier' }).first().click();
  await page.getByLabel('Ce que vous avez fait ou entendu').fill('Appelée à 15 h.');
  await press('Noter');
  await page.getByText("Suivi par l'association").waitFor();
  await page.getByText('Fermer le dossier').first().click();
  await page.getByLabel('Envoyé par erreur').check();
  await page.getByLabel('Pourquoi', { exact: true }).fill('Vu ensemble au guichet.');
  await check('association-worry');
  await press('Fermer le dossier');
  await page.locator('.note', { hasText: 'Fermé' }).waitFor();

  await press('Me déconnecter');
  await heading('Espace des associations');
});

// The same screens on a desk, where most of a coordinator's day takes place.
const wide = await open({ width: 1280, height: 860 });
try {
  await coordinator(wide);
  for (const [path, title] of [['', 'À faire, Les Voisins du 17e'], ['/demandes', 'Demandes'], ['/benevoles', 'Bénévoles'], ['/carte', 'Carte'], ['/chiffres', 'Chiffres']]) {
    await wide.page.goto(`${base}/association${path}`);
    await wide.heading(title);
    await wide.check(`association${path.replace('/', '-')}`);
  }
  console.log(`On a desk: axe 0 violations on ${wide.screens.length} screens`);
} finally {
  await wide.browser.close();
}
