import { useAsk } from '../ask';
import type { JournalActor } from '../generated/types';
import * as m from '../texts/messages';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { when } from '../words';
import type { DeskProps } from './door';
import { deed } from './journal-words';
import { useMore } from './more';
import { Journal as JournalOp, JournalCheck } from './rest.ops';

const ACTORS: Record<JournalActor, () => string> = {
  ADMINISTRATOR: m.actor_admin, COORDINATOR: m.actor_coordinator, OPERATOR: m.actor_operator, PERSON: m.actor_person, SERVICE: m.actor_service, TELEPHONE: m.actor_telephone, VISITOR: m.actor_visitor,
};

/** Who did or read what, about whom; and whether the chain is whole. */
export function Journal({ association }: DeskProps) {
  const first = useAsk(JournalOp, {});
  const check = useAsk(JournalCheck, {});
  const { nodes, button } = useMore(JournalOp, { after: null as string | null }, d => d.journal, first.data?.journal ?? null);
  return (
    <Page title={m.desk_journal()} wide>
      <p>{m.journal_text()}</p>
      <Loaded of={check}>
        {({ journalCheck: c, firstBrokenDecision }) => c.firstBroken === null && firstBrokenDecision === null
          ? <p class="good">{m.journal_whole({ count: c.lines })} <code>{c.head.slice(0, 16)}…</code></p>
          : <p class="wrong">{m.journal_broken({ line: c.firstBroken ?? firstBrokenDecision ?? 0 })}</p>}
      </Loaded>
      <Loaded of={first}>
        {() => (
          <>
            <div class="scroll" tabIndex={0} role="region" aria-label={m.desk_journal()}>
              <table>
                <thead><tr><th scope="col">{m.journal_when()}</th><th scope="col">{m.journal_who()}</th><th scope="col">{m.journal_what()}</th><th scope="col">{m.journal_about()}</th></tr></thead>
                <tbody>{nodes.map(l => <tr key={l.sequence}><td>{when(l.at, association.timeZone)}</td><td>{l.by?.firstName ?? ACTORS[l.actor]()}</td><td class="long"><details><summary>{deed(l)}</summary><p class="hint">{l.operation} : {l.fields.join(', ') || '—'}</p></details></td><td>{l.about.map(p => p.firstName ?? p.alias).join(', ') || '—'}</td></tr>)}</tbody>
              </table>
            </div>
            {button}
          </>
        )}
      </Loaded>
    </Page>
  );
}
