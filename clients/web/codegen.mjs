// Reads the schema that the server committed and every .graphql file beside a screen, and writes:
//   src/generated/types.ts                     the types of what each operation takes and gives (erased by the compiler)
//   src/**/<file>.ops.ts                       for each operation its id, so that a page sends no document
//   ../../src/CyberVoisins.Server/Api/Operations/web.json   the documents by id: the server's allow-list (committed)
//   src/texts/messages.ts, src/texts/m/        a function for each text of messages/, in a file of its own so that each door carries its own words only;
//                                              a missing text, or one with other variables in another language, stops it
// An operation that the schema no longer allows stops it. "--check": nothing may change in the committed list.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, Kind, parse, print, stripIgnoredCharacters, validate } from 'graphql';

const server = new URL('../../src/CyberVoisins.Server/Api/', import.meta.url);
const here = new URL('./', import.meta.url);
const schema = buildSchema(readFileSync(new URL('schema.graphql', server), 'utf8'));
const read = path => readFileSync(new URL(path, here), 'utf8');
const write = (url, text) => {
  const before = (() => { try { return readFileSync(url, 'utf8'); } catch { return null; } })();
  if (before !== text) writeFileSync(url, text);
  return before === text;
};

const files = walk('src').map(location => ({ location, document: parse(read(location)) }));
const all = files.flatMap(f => f.document.definitions);
const fragments = new Map(all.filter(d => d.kind === Kind.FRAGMENT_DEFINITION).map(d => [d.name.value, d]));
const wrong = validate(schema, { kind: Kind.DOCUMENT, definitions: all });
if (wrong.length > 0) {
  for (const error of wrong) console.error(String(error));
  process.exit(1);
}

/** Every .graphql file, in an order that does not depend on the disk. */
function walk(folder) {
  return readdirSync(new URL(`${folder}/`, here), { recursive: true }).filter(f => f.endsWith('.graphql')).map(f => `${folder}/${f}`).sort();
}

/** An operation with the fragments that it uses, and no others. */
function documentOf(operation) {
  const used = new Map();
  const visit = node => {
    for (const [, name] of print(node).matchAll(/\.\.\.(\w+)/g))
      if (name !== 'on' && !used.has(name)) { used.set(name, fragments.get(name)); visit(fragments.get(name)); }
  };
  visit(operation);
  return stripIgnoredCharacters([operation, ...used.values()].map(print).join('\n'));
}

const ids = {};
for (const { location, document } of files) {
  const found = document.definitions.filter(d => d.kind === Kind.OPERATION_DEFINITION);
  if (found.length === 0) continue;
  const lines = found.map(o => {
    const text = documentOf(o);
    const id = createHash('sha256').update(text).digest('hex');
    ids[id] = text;
    const name = o.name.value;
    const type = name + o.operation[0].toUpperCase() + o.operation.slice(1);
    return `export const ${name} = op<T.${type}, T.${type}Variables>('${id}', import.meta.env.DEV ? ${JSON.stringify(text)} : '');`;
  });
  const up = '../'.repeat(location.split('/').length - 2) || './';
  write(new URL(location.replace(/\.graphql$/, '.ops.ts'), here),
    `// Written by codegen.mjs.\nimport { op } from '${up}op';\nimport type * as T from '${up}generated/types';\n\n${lines.join('\n')}\n`);
}

mkdirSync(new URL('src/generated/', here), { recursive: true });
const types = await codegen({
  schema: parse(readFileSync(new URL('schema.graphql', server), 'utf8')), schemaAst: schema, documents: files, filename: 'types.ts', pluginMap: { operations },
  plugins: [{ operations: { enumType: 'string-literal', useTypeImports: true, skipTypename: true, scalars: scalars() } }], config: {},
});
write(new URL('src/generated/types.ts', here), `// Written by codegen.mjs.\n${types}`);

/** Ids, times and days are texts for us. */
function scalars() {
  const own = Object.values(schema.getTypeMap()).filter(t => t.astNode?.kind === Kind.SCALAR_TYPE_DEFINITION).map(t => t.name);
  return Object.fromEntries(own.map(name => [name, 'string']));
}

const languages = ['fr', 'en'];
const texts = languages.map(l => JSON.parse(read(`messages/${l}.json`)));
const keys = [...new Set(texts.flatMap(Object.keys))].sort();
/** "… {name} …" as a template; what is in another language must have the same variables. */
const template = text => JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replace(/\{(\w+)\}/g, (_, name) => `\${p.${name}}`);
const variables = text => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
const forms = text => (typeof text === 'string' ? [text] : Object.values(text[0].match));
mkdirSync(new URL('src/texts/m/', here), { recursive: true });
for (const key of keys) {
  const found = texts.map(t => t[key]);
  const needed = found.map(t => (t === undefined ? 'missing' : [...new Set(forms(t).flatMap(variables))].sort().join()));
  if (new Set(needed).size > 1) {
    console.error(`messages/: "${key}" is not the same in ${languages.join(' and ')}: ${needed.join(' | ')}`);
    process.exit(1);
  }
  const one = t => (typeof t === 'string' ? `\`${template(t)}\`` : `count(p.count, \`${template(t[0].match['p=one'])}\`, \`${template(t[0].match['p=other'])}\`)`);
  const names = needed[0] ? needed[0].split(',') : [];
  const plural = found.some(t => typeof t !== 'string');
  const parameter = names.length > 0 ? `p: { ${names.map(n => `${n}: ${plural && n === 'count' ? 'number' : 'string | number'}`).join('; ')} }` : '';
  write(new URL(`src/texts/m/${key}.ts`, here), `import { ${plural ? 'count, ' : ''}pick } from '../language';\nexport const ${key} = (${parameter}) => pick(${found.map(one).join(', ')});\n`);
}
write(new URL('src/texts/messages.ts', here), `// Written by codegen.mjs.\n${keys.map(k => `export { ${k} } from './m/${k}';\n`).join('')}`);

const same = write(new URL('Operations/web.json', server), `${JSON.stringify(Object.fromEntries(Object.entries(ids).sort()), null, 1)}\n`);
if (!same && process.argv.includes('--check')) {
  console.error('Api/Operations/web.json was not what these screens ask: it is written anew, commit it.');
  process.exit(1);
}
