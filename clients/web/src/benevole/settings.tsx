import { useState } from 'preact/hooks';
import { change, Refused } from '../api';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { dayOf, instant, addDays } from '../time';
import { Field } from '../ui/fields';
import { Page } from '../ui/page';
import { say, Wrong } from '../ui/says';
import { SignedIn } from '../ui/signed-in';
import type { ScreenProps } from './door';
import { weekday } from '../weekdays';
import { phoneText, timeOfDay } from '../words';
import { OfferFields, type Offered } from './offer-fields';
import { Pause, Resume, Update } from './volunteer.ops';
import { slotsOf, squaresOf } from './week';

/** What is offered, a break, an end. */
export function Settings({ volunteer: v, reload, out }: ScreenProps & { out: () => void }) {
  return (
    <Page title={m.settings_title()}>
      <Break volunteer={v} reload={reload} />
      <h2>{m.settings_offer()}</h2>
      <Offer volunteer={v} reload={reload} />
      <h2>{m.settings_stop()}</h2>
      <p>{m.settings_stop_text()} <a href="/confidentialite">{m.privacy_erase()}</a></p>
      <SignedIn door="benevole" out={out} />
    </Page>
  );
}

function Break({ volunteer: v, reload }: ScreenProps) {
  const zone = v.association.timeZone;
  const today = dayOf(zone, new Date());
  const [until, setUntil] = useState(addDays(today, 15));
  const work = useWork();
  const did = (text: string, what: () => Promise<unknown>) => void work.run(async () => { await what(); await reload(); say(text); });
  if (v.state !== 'VOUCHED' && v.state !== 'PAUSED') return null;
  return (
    <section>
      <h2>{m.pause_title()}</h2>
      {v.smsStoppedAt && <div class="note"><p><strong>{m.sms_stopped()}</strong></p><p>{m.sms_stopped_back({ phone: phoneText(v.association.phone) })}</p></div>}
      <p>{m.pause_text()}</p>
      <Wrong error={work.error} />
      {v.state === 'PAUSED' && <p><button type="button" disabled={work.busy} onClick={() => did(v.smsStoppedAt ? m.resumed_no_sms() : m.resumed(), () => change(Resume, { id: v.id }))}>{m.resume()}</button></p>}
      <form onSubmit={event => { event.preventDefault(); did(m.pause_done(), () => change(Pause, { id: v.id, until: instant(addDays(until, 1), '00:00', zone) })); }}>
        <Field id="until" label={m.pause_until()} value={until} on={setUntil} type="date" min={today} max={addDays(today, 364)} required />
        <div class="row">
          <button type="submit" disabled={work.busy}>{m.pause_do()}</button>
          {v.state === 'VOUCHED' && <button type="button" class="second" disabled={work.busy} onClick={() => did(m.pause_done(), () => change(Pause, { id: v.id, until: null }))}>{m.pause_open()}</button>}
        </div>
      </form>
    </section>
  );
}

function Offer({ volunteer: v, reload }: ScreenProps) {
  const before = squaresOf(v.availability);
  const [offer, setOffer] = useState<Offered>({
    firstName: v.firstName, address: v.place.label, here: null, metres: v.maxDistanceMetres, categories: [...v.categories], modes: [...v.modes], squares: before, minutes: v.minutesPerMonth,
    isWoman: v.isWoman, stepFree: v.offersStepFreePlace, visitLength: v.visitLength ?? '',
  });
  const work = useWork();
  const touched = offer.squares.join() !== before.join();
  const send = () => work.run(async () => {
    if (touched && offer.squares.length === 0) throw new Refused('AVAILABILITY', m.offer_when_missing(), 'availability');
    await change(Update, {
      input: {
        volunteerId: v.id, firstName: offer.firstName, categories: offer.categories, modes: offer.modes, minutesPerMonth: offer.minutes, isWoman: offer.isWoman, offersStepFreePlace: offer.stepFree,
        visitLength: offer.visitLength || null, maxDistanceMetres: offer.metres,
        // Hours said more finely than our squares, and an address that only the desk knows how to write, stay until they are changed.
        availability: touched ? slotsOf(offer.squares) : null, address: offer.address === v.place.label && !offer.here ? null : { text: offer.address || null, ...offer.here },
      },
    });
    await reload();
    say(m.saved());
  });
  const field = (path: string) => path.split('.')[0]!;
  return (
    <form onSubmit={event => { event.preventDefault(); void send(); }}>
      <Wrong error={work.error} field={field} />
      {!touched && <p class="hint">{m.settings_hours()} {v.availability.map(s => m.hours_of({ day: weekday(s.day), from: timeOfDay(s.start), to: timeOfDay(s.end) })).join(', ')}</p>}
      <OfferFields around={offer.address === v.place.label && !offer.here ? v.place : offer.here} value={offer} set={part => setOffer(o => ({ ...o, ...part }))} at={id => (work.error?.field && field(work.error.field) === id ? work.error.message : null)} />
      <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.save()}</button>
    </form>
  );
}
