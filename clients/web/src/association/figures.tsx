import { useState } from 'preact/hooks';
import { useAsk } from '../ask';
import { download } from '../download';
import type { FiguresQuery, Finding } from '../generated/types';
import { addDays, dayOf } from '../time';
import * as m from '../texts/messages';
import { Field } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { csv } from './csv';
import type { DeskProps } from './door';
import { monthName } from './month';
import { Figures as FiguresOp } from './rest.ops';

const FINDINGS: Record<Finding, () => string> = { DISPARITY: m.find_disparity, EQUIVALENT: m.find_equivalent, HIDDEN: m.find_hidden, OPEN: m.find_open, TOO_FEW: m.find_few };
const percent = (rate: number | undefined | null) => (rate === undefined || rate === null ? '—' : `${Math.round(rate * 100)}\u00a0%`);

/** For the town hall: whom the service served, and whom less. Nobody can be told from these figures: the API hides groups under five. */
export function Figures({ association }: DeskProps) {
  const today = dayOf(association.timeZone, new Date());
  const [from, setFrom] = useState(addDays(today, -90));
  const [to, setTo] = useState(today);
  const valid = /^\d{4}-\d\d-\d\d$/.test(from) && /^\d{4}-\d\d-\d\d$/.test(to) && from <= to;
  return (
    <Page title={m.desk_figures()} wide>
      <div class="row">
        <Field id="from" label={m.fig_from()} value={from} on={setFrom} type="date" max={to} />
        <Field id="to" label={m.fig_to()} value={to} on={setTo} type="date" min={from} max={today} />
      </div>
      {valid && <Shown key={from + to} from={from} to={to} />}
    </Page>
  );
}

function Shown({ from, to }: { from: string; to: string }) {
  const figures = useAsk(FiguresOp, { input: { from, to }, from, to });
  return (
    <Loaded of={figures}>
      {data => (
        <>
          <Everybody figures={data} />
          <div class="row">
            <button type="button" class="second" onClick={() => download(`chiffres-${from}-${to}.csv`, 'text/csv', groupsCsv(data))}>{m.fig_csv()}</button>
            <button type="button" class="second" onClick={() => window.print()}>{m.fig_print()}</button>
          </div>
          <Groups figures={data} />
          <Messages figures={data} />
          {data.audit.whiteZones.length + data.audit.smallWhiteZones > 0 && (
            <>
              <h2>{m.fig_white()}</h2>
              <p>{m.fig_white_text()}</p>
              <ul>{data.audit.whiteZones.map(z => <li key={z.commune}>{z.commune} : {z.requests ?? m.fig_under_five()}</li>)}</ul>
              {data.audit.smallWhiteZones > 0 && <p>{m.fig_white_small({ count: data.audit.smallWhiteZones })}</p>}
            </>
          )}
          <details><summary>{m.fig_report()}</summary><pre class="scroll" role="region" tabIndex={0} aria-label={m.fig_report()}>{data.audit.text}</pre></details>
        </>
      )}
    </Loaded>
  );
}

function Everybody({ figures: { audit } }: { figures: FiguresQuery }) {
  const all = audit.everybody;
  if (!all) return <p class="note">{m.fig_too_few()}</p>;
  return (
    <dl class="facts">
      <dt>{m.fig_requests()}</dt><dd>{all.requests}</dd>
      <dt>{m.fig_21()}</dt><dd>{percent(all.servedIn21Days?.rate)}{all.servedIn21Days && ` (${m.fig_between({ from: percent(all.servedIn21Days.lower), to: percent(all.servedIn21Days.upper) })})`}</dd>
      {all.waits.map(w => [<dt key={`t${w.share}`}>{w.share === 0.5 ? m.fig_half() : m.fig_nine()}</dt>, <dd key={`d${w.share}`}>{w.days === null ? '—' : m.days({ count: w.days ?? 0 })}</dd>])}
      <dt>{m.fig_without()}</dt><dd>{percent(all.withoutHelper?.rate)}</dd>
      {audit.helpers && <><dt>{m.fig_helpers()}</dt><dd>{audit.helpers.helpers}</dd></>}
    </dl>
  );
}

function Groups({ figures: { audit } }: { figures: FiguresQuery }) {
  if (audit.groups.length === 0) return null;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={m.fig_groups()}>
      <table>
        <caption>{m.fig_groups()}</caption>
        <thead><tr><th scope="col">{m.fig_group()}</th><th scope="col" class="num">{m.fig_requests()}</th><th scope="col" class="num">{m.fig_21()}</th><th scope="col">{m.fig_finding()}</th></tr></thead>
        <tbody>
          {audit.groups.map(g => (
            <tr key={g.dimension + g.group}>
              <th scope="row">{g.name}</th><td class="num">{g.figures?.requests ?? '—'}</td>
              <td class="num">{percent(g.figures?.servedIn21Days?.rate)} {g.figures?.servedIn21Days && <meter min={0} max={1} value={g.figures.servedIn21Days.rate} aria-label={`${g.name} : ${percent(g.figures.servedIn21Days.rate)}`} />}</td>
              <td>{FINDINGS[g.finding]()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Messages({ figures: { conversation } }: { figures: FiguresQuery }) {
  if (conversation.lines.length === 0) return null;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={m.fig_messages()}>
      <table>
        <caption>{m.fig_messages()}</caption>
        <thead><tr><th scope="col">{m.fig_month()}</th><th scope="col">{m.fig_kind()}</th><th scope="col" class="num">{m.fig_sent()}</th><th scope="col" class="num">{m.fig_delivered()}</th><th scope="col" class="num">{m.fig_failed()}</th><th scope="col" class="num">{m.fig_called()}</th></tr></thead>
        <tbody>{conversation.lines.map(l => <tr key={`${l.month}${l.name}`}><td>{monthName(l.month)}</td><th scope="row">{l.name}</th><td class="num">{l.sent}</td><td class="num">{l.delivered}</td><td class="num">{l.failed}</td><td class="num">{l.called}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

const groupsCsv = ({ audit }: FiguresQuery) => csv([
  [m.fig_dimension(), m.fig_group(), m.fig_requests(), m.fig_21(), m.fig_finding()],
  ...audit.groups.map(g => [g.dimension, g.name, g.figures?.requests ?? '', g.figures?.servedIn21Days?.rate ?? '', FINDINGS[g.finding]()]),
]);
