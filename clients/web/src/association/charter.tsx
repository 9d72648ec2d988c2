import { useState } from 'preact/hooks';
import { change } from '../api';
import { useAsk, useWork } from '../ask';
import type { DeskCharterQuery } from '../generated/types';
import * as m from '../texts/messages';
import { TextArea } from '../ui/fields';
import { Page } from '../ui/page';
import { Loaded, say, Wrong } from '../ui/says';
import { date } from '../words';
import type { DeskProps } from './door';
import { DeskCharter, Publish } from './votes.ops';

type Own = DeskCharterQuery['associations']['nodes'][number];
const rules = (text: string) => text.split('\n').map(line => line.trim()).filter(Boolean);

/** What the association adds to the rules that all share: what stands now, and what would replace it. */
export default function CharterPage({ association }: DeskProps) {
  const charter = useAsk(DeskCharter, {});
  return (
    <Page title={m.charter_title()} back="/association/reglages" wide>
      <Loaded of={charter}>
        {({ associations: { nodes } }) => {
          const own = nodes.find(a => a.id === association.id);
          return own ? <Shown key={own.charter.version} own={own} zone={association.timeZone} reload={charter.reload} /> : null;
        }}
      </Loaded>
    </Page>
  );
}

function Shown({ own: { charter: c }, zone, reload }: { own: Own; zone: string; reload: () => Promise<void> }) {
  const shared = c.lines.slice(0, c.lines.length - c.additions.length);
  const [text, setText] = useState(c.additions.join('\n'));
  const [sure, setSure] = useState(false);
  const work = useWork();
  const wanted = rules(text);
  const gone = c.additions.filter(line => !wanted.includes(line));
  const fresh = wanted.filter(line => !c.additions.includes(line));
  const same = wanted.join('\n') === c.additions.join('\n');
  return (
    <>
      <p class="note">{m.charter_now({ version: c.version, day: date(c.publishedAt, zone) })}</p>
      <div class="columns">
        <section>
          <h2>{m.charter_shared()}</h2>
          <p>{m.charter_shared_text()}</p>
          <ol>{shared.map(line => <li key={line}>{line}</li>)}</ol>
        </section>
        <section>
          <h2>{m.charter_own()}</h2>
          {c.additions.length === 0 ? <p>{m.charter_own_none()}</p> : <ul>{c.additions.map(line => <li key={line}>{line}</li>)}</ul>}
          <form onSubmit={event => { event.preventDefault(); void work.run(async () => { await change(Publish, { additions: wanted }); await reload(); say(m.charter_published()); }); }}>
            <Wrong error={work.error} field={path => (path.startsWith('additions') ? 'additions' : null)} />
            <TextArea id="additions" label={m.charter_own_new()} hint={m.charter_new_hint()} error={work.error?.field?.startsWith('additions') ? work.error.message : null} value={text} on={value => { setText(value); setSure(false); }} rows={6} maxLength={2000} />
            <div role="status">
              {same ? <p>{m.charter_same()}</p> : (
                <>
                  {gone.length > 0 && <><h3>{m.charter_gone()}</h3><ul>{gone.map(line => <li key={line}><del>{line}</del></li>)}</ul></>}
                  {fresh.length > 0 && <><h3>{m.charter_fresh()}</h3><ul>{fresh.map(line => <li key={line}><ins>{line}</ins></li>)}</ul></>}
                  {gone.length + fresh.length === 0 && <p>{m.charter_order()}</p>}
                </>
              )}
            </div>
            {!same && <label class="choice"><input type="checkbox" checked={sure} onChange={event => setSure(event.currentTarget.checked)} /> <span>{m.charter_sure({ version: c.version + 1 })}</span></label>}
            <button type="submit" disabled={work.busy || same || !sure}>{m.charter_publish()}</button>
          </form>
        </section>
      </div>
    </>
  );
}
