// Signs and validates as Twilio's own library does: a line of stdin is { ask, token, url, form, signature?, body? }, where
// the form is a list of [name, value]; a line of stdout is the signature, or true or false.
import { createInterface } from 'node:readline';
import twilio from 'twilio';
import { getExpectedBodyHash } from 'twilio/lib/webhooks/webhooks.js';

const asked = {
  sign: ({ token, url, form }) => twilio.getExpectedTwilioSignature(token, url, fields(form)),
  validate: ({ token, signature, url, form }) => twilio.validateRequest(token, signature, url, fields(form)),
  hash: ({ body }) => getExpectedBodyHash(body),
  validateBody: ({ token, signature, url, body }) => twilio.validateRequestWithBody(token, signature, url, body),
};

// A name said more than once is an array, as body parsers give it.
function fields(form) {
  const result = Object.create(null);
  for (const [name, value] of form) {
    result[name] = name in result ? [result[name], value].flat() : value;
  }
  return result;
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  console.log(JSON.stringify(asked[question.ask](question)));
}
