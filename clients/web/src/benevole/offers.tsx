import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { AcceptOutcome, OffersQuery } from '../generated/types';
import * as m from '../texts/messages';
import { Page } from '../ui/page';
import { Loaded, Wrong } from '../ui/says';
import { Reasons } from '../ui/reasons';
import { band, topic, mode, when } from '../words';
import type { ScreenProps } from './door';
import { Standing } from './standing';
import { Tell } from './tell';
import { toTell } from './visits';
import { MyVisits, Offers as OffersOp, SayNo, SayYes } from './volunteer.ops';

type Offer = OffersQuery['offers']['nodes'][number];

const OUTCOMES: Record<AcceptOutcome, () => string> = {
  ACCEPTED: m.yes_accepted, ALREADY_YOURS: m.yes_accepted, ALREADY_TAKEN: m.yes_taken, BUSY_THEN: m.yes_busy, NOT_ASKABLE: m.yes_not_askable,
  NO_LONGER_OPEN: m.yes_closed, NO_MINUTES_LEFT: m.yes_no_minutes, TOO_LATE: m.yes_too_late,
};

/** What waits for this volunteer: where they stand, visits to tell of, people to answer. */
export function Offers({ volunteer, reload }: ScreenProps) {
  const offers = useAsk(OffersOp, {}, 60_000);
  const visits = useAsk(MyVisits, {});
  const [said, setSaid] = useState<{ text: string; visit: string | null } | null>(null);
  const zone = volunteer.association.timeZone;
  const answered = async (text: string, visit: string | null) => {
    setSaid({ text, visit });
    await Promise.all([offers.reload(), visits.reload()]);
  };
  return (
    <Page title={m.offers_title({ name: volunteer.firstName })}>
      <Standing volunteer={volunteer} reload={reload} />
      {visits.data && toTell(visits.data.visits.nodes, new Date()).map(v => <Tell key={v.id} visit={v} zone={zone} done={visits.reload} />)}
      {said && <p class="good" role="status">{said.text} {said.visit && <a href={`/benevole/visites/${said.visit}`}>{m.sheet_open()}</a>}</p>}
      <Loaded of={offers}>
        {({ offers: { nodes } }) => nodes.length === 0
          ? volunteer.state === 'VOUCHED' ? <p class="note">{m.offers_none()}</p> : null
          : <ul class="cards">{nodes.map(offer => <li class="card" key={offer.id}><OneOffer offer={offer} zone={zone} done={answered} /></li>)}</ul>}
      </Loaded>
    </Page>
  );
}

/** One tap is the answer; nothing is asked twice. */
function OneOffer({ offer, zone, done }: { offer: Offer; zone: string; done: (text: string, visit: string | null) => Promise<void> }) {
  const work = useWork();
  const yes = () => work.run(async () => {
    const { acceptance } = (await change(SayYes, { id: offer.id })).acceptOffer;
    await done(OUTCOMES[acceptance!.outcome](), acceptance!.visit?.id ?? null);
  });
  const no = () => work.run(async () => {
    await change(SayNo, { id: offer.id });
    await done(m.no_said(), null);
  });
  return (
    <>
      <h2>{topic(offer.category)}</h2>
      <p class="word">{when(offer.start, zone)}</p>
      <p>{mode(offer.mode)}{offer.mode !== 'BY_PHONE' && ` · ${band(offer.distance)}`} · {offer.minutes === 60 ? m.minutes_60() : m.minutes_30()}</p>
      <Wrong error={work.error} />
      <div class="row">
        <button type="button" disabled={work.busy} onClick={() => void yes()}>{m.offer_yes()}</button>
        <button type="button" class="second" disabled={work.busy} onClick={() => void no()}>{m.offer_no()}</button>
      </div>
      <p class="hint">{m.offer_until({ when: when(offer.expiresAt, zone) })}</p>
      {offer.why && <Reasons decisions={[offer.why]} zone={zone} summary={m.why_me()} />}
    </>
  );
}
