import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import { download } from '../download';
import { calendar } from '../ics';
import * as m from '../texts/messages';
import { go } from '../router';
import { Page } from '../ui/page';
import { Loaded, Wrong } from '../ui/says';
import { Worry } from '../ui/worry';
import { BlockPair, CancelVisit } from '../visit.ops';
import { mode } from '../words';
import type { ScreenProps } from './door';
import { Facts } from './facts';
import type { MyVisit } from './visits';
import { MyVisits } from './volunteer.ops';

/** The sheet of one visit: to read at the door, to put in a calendar, to call off. */
export function Sheet({ id, volunteer }: ScreenProps & { id: string }) {
  const visits = useAsk(MyVisits, {});
  const zone = volunteer.association.timeZone;
  return (
    <Page title={m.sheet_title()} back="/benevole/visites">
      <Loaded of={visits}>
        {({ visits: { nodes } }) => {
          const visit = nodes.find(v => v.id === id);
          if (!visit) return <p class="note">{m.sheet_gone()}</p>;
          return (
            <>
              <h2>{m.sheet_with({ name: visit.residentFirstName })}</h2>
              {visit.state === 'CANCELLED' && <p class="note">{m.sheet_cancelled()}</p>}
              <Facts visit={visit} zone={zone} />
              <p>{visit.mandateText}</p>
              <ul><li>{m.sheet_rule_1()}</li><li>{m.sheet_rule_2()}</li><li>{m.sheet_rule_3()}</li></ul>
              {visit.state === 'PLANNED' && Date.parse(visit.start) > Date.now() && (
                <>
                  <p><button type="button" class="second" onClick={() => download('visite.ics', 'text/calendar', ics(visit))}>{m.sheet_ics()}</button></p>
                  <Cancel visit={visit} />
                </>
              )}
              <Worry visitId={visit.id} />
              <Block visit={visit} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const ics = (v: MyVisit) => calendar({
  id: v.id, version: v.version, start: v.start, end: v.end, summary: m.ics_summary({ name: v.residentFirstName }), place: v.mode === 'BY_PHONE' ? null : v.meetingPoint ?? v.address,
  description: [mode(v.mode), v.codeWord && `${m.sheet_word({ name: v.residentFirstName })} ${v.codeWord}`, `${location.origin}/benevole/visites/${v.id}`].filter(Boolean).join('\n'),
}, new Date());

function Cancel({ visit }: { visit: MyVisit }) {
  const work = useWork();
  return (
    <details>
      <summary>{m.visit_cancel()}</summary>
      <p>{m.sheet_cancel_text({ name: visit.residentFirstName })}</p>
      <Wrong error={work.error} />
      <button type="button" disabled={work.busy} onClick={() => void work.run(async () => { await change(CancelVisit, { id: visit.id, askAgain: true }); go('/benevole/visites', true); })}>{m.sheet_cancel_do()}</button>
    </details>
  );
}

function Block({ visit }: { visit: MyVisit }) {
  const work = useWork();
  const [done, setDone] = useState(false);
  if (done) return <p class="good" role="status">{m.block_done()}</p>;
  return (
    <details>
      <summary>{m.sheet_block()}</summary>
      <p>{m.block_text({ name: visit.residentFirstName })}</p>
      <Wrong error={work.error} />
      <button type="button" class="second" disabled={work.busy} onClick={() => void work.run(async () => { await change(BlockPair, { visitId: visit.id }); setDone(true); })}>{m.block_do()}</button>
    </details>
  );
}
