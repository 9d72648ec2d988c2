// Builds TwiML with Twilio's own builder: a line of stdin is a voice and a list of verbs, a line of stdout the XML.
import { createInterface } from 'node:readline';
import twilio from 'twilio';

const language = 'fr-FR';

function speak(parent, voice, text) {
  text.split('|').map((s) => s.trim()).filter((s) => s.length > 0).forEach((sentence, i) => {
    if (i > 0) parent.pause({ length: 1 });
    parent.say({ voice, language }, sentence);
  });
}

const write = {
  say: (response, voice, v) => speak(response, voice, v.text),
  ask: (response, voice, v) => {
    const options = { input: v.speech ? 'dtmf speech' : 'dtmf', action: v.action, method: 'POST', timeout: 8, actionOnEmptyResult: true, language };
    if (v.digits) options.numDigits = v.digits;
    if (v.speech) options.speechTimeout = 'auto';
    if (v.hints) options.hints = v.hints;
    speak(response.gather(options), voice, v.text);
  },
  record: (response, voice, v) => {
    response.record({ action: v.action, method: 'POST', maxLength: 90, finishOnKey: '#', timeout: 8, playBeep: true, recordingStatusCallback: `${v.action}&r=1`, recordingStatusCallbackMethod: 'POST' });
    response.redirect({ method: 'POST' }, v.action);
  },
  dial: (response, voice, v) => response.dial({ action: v.action, method: 'POST', timeout: 25 }, v.number),
  hangup: (response) => response.hangup(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { voice, verbs } = JSON.parse(line);
  const response = new twilio.twiml.VoiceResponse();
  for (const verb of verbs) write[verb.verb](response, voice, verb);
  console.log(JSON.stringify(response.toString()));
}
