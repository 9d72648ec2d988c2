import * as m from '../texts/messages';
import { topic, mode, when } from '../words';
import { directions } from './directions';
import type { MyVisit } from './visits';

/** What one needs at the door. */
export function Facts({ visit: v, zone }: { visit: MyVisit; zone: string }) {
  const way = v.address && directions(v.address, navigator.userAgent);
  return (
    <>
      <p class="word">{when(v.start, zone)}</p>
      <dl class="facts">
        <dt>{m.fact_what()}</dt><dd>{topic(v.category)}</dd>
        <dt>{m.fact_how()}</dt><dd>{mode(v.mode)}</dd>
        <dt>{m.fact_long()}</dt><dd>{v.minutes === 60 ? m.minutes_60() : m.minutes_30()}</dd>
        {v.meetingPoint && <><dt>{m.fact_point()}</dt><dd>{v.meetingPoint}</dd></>}
        {v.address && <><dt>{m.fact_where()}</dt><dd>{v.address}{way && <><br /><a href={way}>{m.directions()}</a></>}</dd></>}
      </dl>
      {v.codeWord && <p class="note">{m.sheet_word({ name: v.residentFirstName })} <strong>{v.codeWord}</strong></p>}
    </>
  );
}
