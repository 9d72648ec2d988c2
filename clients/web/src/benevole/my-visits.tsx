import { useEffect } from 'preact/hooks';
import type { Refused } from '../api';
import { zoneOf } from '../associations';
import { useAsk } from '../ask';
import * as m from '../texts/messages';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { topic, mode, when } from '../words';
import type { ScreenProps } from './door';
import { Facts } from './facts';
import { Tell } from './tell';
import { keepVisits, keptVisits, type MyVisit, toCome, toTell } from './visits';
import { MyVisits } from './volunteer.ops';

export function Visits({ volunteer }: ScreenProps) {
  const visits = useAsk(MyVisits, {});
  const zone = volunteer.association.timeZone;
  useEffect(() => { if (visits.data) keepVisits(visits.data.visits.nodes, new Date()); }, [visits.data]);
  return (
    <Page title={m.visits_title()}>
      <Loaded of={visits}>
        {({ visits: { nodes } }) => {
          const now = new Date();
          const coming = toCome(nodes, now);
          const past = nodes.filter(v => v.state === 'COMPLETED').sort((a, b) => b.start.localeCompare(a.start));
          return (
            <>
              {toTell(nodes, now).map(v => <Tell key={v.id} visit={v} zone={zone} done={visits.reload} />)}
              {coming.length === 0 ? <p class="note">{m.visits_none()}</p> : <ul class="cards">{coming.map(v => <li class="card" key={v.id}><Short visit={v} zone={zone} /></li>)}</ul>}
              {past.length > 0 && <><h2>{m.visits_past()}</h2><ul>{past.slice(0, 10).map(v => <li key={v.id}>{when(v.start, zone)} : {v.residentFirstName}, {topic(v.category)}. {v.done}{v.thankedAt && <p class="good">{v.thanks ? <>{m.thanks_received({ name: v.residentFirstName })} <q>{v.thanks}</q></> : m.thanks_received_bare({ name: v.residentFirstName })}</p>}</li>)}</ul></>}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Short({ visit: v, zone }: { visit: MyVisit; zone: string }) {
  return (
    <>
      <h2>{v.residentFirstName}</h2>
      <p class="word">{when(v.start, zone)}</p>
      <p>{topic(v.category)} · {mode(v.mode)}</p>
      <p><a class="button" href={`/benevole/visites/${v.id}`}>{m.sheet_open()}<span class="sr"> : {v.residentFirstName}</span></a></p>
    </>
  );
}

/** Without a network: the visits that this telephone kept. */
export function OfflineVisits({ error }: { error: Refused }) {
  const visits = keptVisits(new Date());
  return (
    <Page title={m.visits_title()}>
      <p class="note" role="status">{error.message} {m.visits_offline()}</p>
      <ul class="cards">{visits.map(v => <li class="card" key={v.id}><h2>{v.residentFirstName}</h2><Facts visit={v} zone={zoneOf()} /></li>)}</ul>
    </Page>
  );
}
