// Runs the public GraphQL-over-HTTP audits against a server: node audit.mjs http://127.0.0.1:5000/graphql
// Fails when a MUST or a SHOULD is not met; a MAY that is not met is only shown.
import { auditServer } from 'graphql-http';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs <url of the GraphQL endpoint>');
  process.exit(2);
}

const results = await auditServer({ url });
const unmet = results.filter((result) => result.status !== 'ok');
console.log(`graphql-http audits: ${results.length - unmet.length} of ${results.length}`);
for (const { id, name, status, reason } of unmet) console.log(`  ${status} ${id} ${name}: ${reason}`);

process.exit(unmet.some(({ name }) => !name.startsWith('MAY')) ? 1 : 0);
