// The board, live: what begins to wait is shown in every tab without being asked for, and after a cut what was missed:
// node live.mjs http://127.0.0.1:5080 [folder for screenshots]
import assert from 'node:assert/strict';
import { answer, base, story } from './web.mjs';

await story('The board, live', async ({ page, problems, browser, heading, press, check }) => {
  await page.goto(`${base}/association`);
  await heading('Espace des associations');
  await page.getByLabel('Téléphone ou e-mail').fill('06 39 98 00 02'); // Nadia, of the demo
  await page.getByLabel('Mot de passe').fill('bonjour-les-voisins');
  await press('Se connecter');
  await heading('À faire, Les Voisins du 17e');
  const second = await browser.newPage();
  await second.goto(`${base}/association`);
  const tabs = [page, second];
  const shows = text => Promise.all(tabs.map(tab => tab.getByText(text).first().waitFor({ timeout: 20_000 })));

  const asked = [];
  page.on('request', request => request.method() === 'POST' && request.url().endsWith('/graphql') && asked.push(request));
  await page.bringToFront();
  await answer('+33639980010', 'INQUIET un homme demande ma carte');
  await page.getByText('un homme demande ma carte').first().waitFor({ timeout: 20_000 });
  await check('association-board-live');
  // It was told, and did not ask again and again.
  assert.ok(asked.length <= 3, `${asked.length} requests for one change`);

  // A cut: what happened meanwhile is there when the network is.
  await browser.setOffline(true);
  await answer('+33639980011', 'INQUIET on a sonné la nuit');
  await browser.setOffline(false);
  await shows('on a sonné la nuit');
  // Two tabs agree.
  const [first, other] = await Promise.all(tabs.map(tab => tab.getByRole('main').innerText()));
  assert.equal(first, other);
  await check('association-board-after-a-cut');
  assert.deepEqual(problems.filter(p => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/.test(p)), []);
});
