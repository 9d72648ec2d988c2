import { useAsk } from '../ask';
import type { MinuteEntryKind } from '../generated/types';
import * as m from '../texts/messages';
import { dayOf } from '../time';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { ContestForm } from '../ui/reasons';
import { topic, date, when } from '../words';
import type { ScreenProps } from './door';
import { given, promised } from './visits';
import { Given as GivenOp, WhyNotMe } from './volunteer.ops';

const KINDS: Record<MinuteEntryKind, () => string> = { GRANTED: m.ledger_granted, RESERVED: m.ledger_reserved, RELEASED: m.ledger_released, SETTLED: m.ledger_settled, CARRIED_OVER: m.ledger_carried, CORRECTED: m.ledger_corrected };

/** What was given, what the month still holds, line by line; and when one was considered and not asked. */
export function Given({ volunteer: v }: ScreenProps) {
  const done = useAsk(GivenOp, {});
  const zone = v.association.timeZone;
  const day = (instant: string) => dayOf(zone, new Date(instant));
  return (
    <Page title={m.given_title()}>
      <Loaded of={done}>
        {({ planned, visits: { nodes }, volunteers }) => {
          const sum = given(nodes, day, dayOf(zone, new Date()));
          const minutesKept = promised(planned.nodes, day, dayOf(zone, new Date()));
          const ledger = volunteers.nodes.find(x => x.id === v.id)?.minutesLedger ?? [];
          return (
            <>
              <p class="word">{m.given_month({ count: sum.month })}</p>
              <p>{m.given_year({ count: sum.year })}</p>
              <p id="left">{m.given_left({ count: v.minutesLeftThisMonth, of: v.minutesPerMonth })}</p>
              {minutesKept > 0 && <p>{m.given_kept({ count: minutesKept })}</p>}
              <meter class="bar" min={0} max={Math.max(v.minutesPerMonth, v.minutesLeftThisMonth)} value={v.minutesLeftThisMonth} aria-labelledby="left" />
              {ledger.length > 0 && (
                <details>
                  <summary>{m.ledger_summary()}</summary>
                  <ul>{ledger.slice(0, 30).map(e => <li key={e.at + e.kind}>{date(e.at, zone)} : {KINDS[e.kind]()}, {e.minutes > 0 ? '+' : ''}{e.minutes} min{e.motive && ` (${e.motive})`}</li>)}</ul>
                </details>
              )}
            </>
          );
        }}
      </Loaded>
      <NotAsked zone={zone} />
    </Page>
  );
}

function NotAsked({ zone }: { zone: string }) {
  const why = useAsk(WhyNotMe, {});
  if (!why.data || why.data.whyNotMe.length === 0) return null;
  return (
    <details>
      <summary>{m.not_asked_summary()}</summary>
      {why.data.whyNotMe.map(n => (
        <section key={n.decisionId + n.at}>
          <h3>{topic(n.category)}, {when(n.at, zone)}</h3>
          {n.because.map(s => <p key={s}>{s}</p>)}
          {n.otherwise.length > 0 && <ul>{n.otherwise.map(s => <li key={s}>{s}</li>)}</ul>}
          <details><summary>{m.contest_label()}</summary><ContestForm decisionId={n.decisionId} zone={zone} /></details>
        </section>
      ))}
    </details>
  );
}
