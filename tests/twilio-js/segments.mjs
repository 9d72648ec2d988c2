// Counts SMS as Twilio's own calculator does: a line of stdin is a text as an array of UTF-16 units (half a surrogate
// pair does not survive JSON), a line of stdout its number of segments.
import { createInterface } from 'node:readline';
import calculator from 'sms-segments-calculator';

for await (const line of createInterface({ input: process.stdin })) {
  const text = String.fromCharCode(...JSON.parse(line));
  const smartEncoding = false;
  console.log(JSON.stringify(new calculator.SegmentedMessage(text, 'auto', smartEncoding).segmentsCount));
}
