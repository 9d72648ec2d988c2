import { expect, it } from 'vitest';
import schema from '../../../../src/CyberVoisins.Server/Api/schema.graphql?raw';
import personal from '../../../../src/CyberVoisins.Server/Journals/PersonalFields.cs?raw';
import { deed, hasKind, hasWord } from './journal-words';

it('has a word for each mutation of the schema', () => {
  const mutations = schema.match(/^type Mutation \{[\s\S]*?^\}/m)![0];
  const names = [...mutations.matchAll(/^ {2}([a-zA-Z]+)(?:\(|:)/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(90);
  expect(names.filter(name => !hasWord(name))).toEqual([]);
});

it('has a word for each personal field whose reading is written down', () => {
  const fields = [...personal.matchAll(/\["(\w+)"\] = Names\(([^)]*)\)/g)]
    .flatMap(([, type, names]) => [...names!.matchAll(/"(\w+)"/g)].map(([, name]) => `${type}.${name}`));
  expect(fields.length).toBeGreaterThan(50);
  expect(fields.filter(field => !hasKind(field))).toEqual([]);
});

it('says what was read once, and what was done', () => {
  expect(deed({ operation: 'read volunteers', fields: ['Volunteer.blurredPlace', 'Volunteer.place', 'Volunteer.firstName'] })).toBe("a lu : où la personne habite, qui c'est");
  expect(deed({ operation: 'vouchForVolunteer', fields: ['Volunteer.State'] })).toBe('a vérifié un bénévole, ou donné la garantie');
  expect(deed({ operation: 'sms Yes', fields: [] })).toBe('a répondu par SMS, par lien ou par téléphone');
});
