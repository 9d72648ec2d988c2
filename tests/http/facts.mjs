// The accessibility statement claims no more than what the stories checked, and not much less:
// node facts.mjs FILE [--write]   (FILE is where the stories wrote their screens, one a line: the environment's SCREENS)
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../../clients/web/src/pages/facts.json', import.meta.url);
const facts = JSON.parse(readFileSync(path, 'utf8'));
const screens = new Set(readFileSync(process.argv[2], 'utf8').trim().split('\n')).size;
const axe = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')).dependencies['@axe-core/playwright'];
if (process.argv[3] === '--write') writeFileSync(path, `${JSON.stringify({ ...facts, screens: Math.floor(screens / 5) * 5, axe }, null, 2)}\n`);
else assert.ok(facts.axe === axe && facts.screens <= screens && facts.screens > 0.9 * screens, `clients/web/src/pages/facts.json says ${facts.screens} screens and axe ${facts.axe}: write it anew with --write and commit it`);
console.log(`axe ${axe}: ${screens} screens and states without a fault`);
