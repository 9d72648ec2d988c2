import { useEffect, useState } from 'preact/hooks';
import { useAssociation } from '../associations';
import * as m from '../texts/messages';
import { go } from '../router';
import { Page } from '../ui/page';
import { changed, type Draft, forget, load, save } from './draft';
import { Next } from './door';
import { What } from './what';
import { Where } from './where';
import { When } from './when-screen';
import { Who } from './who';

export interface Step { draft: Draft; set: (change: Partial<Draft>) => void; next: () => void }

const TITLES = [m.what_title, m.where_title, m.when_title, m.who_title];

/** The request that just left: whoever goes back from there finds it, and no empty question. */
let left: string | null = null;

/** Four questions, one at a time. The address says which one, so that "back" goes back. */
export function Ask({ step }: { step: string }) {
  const [draft, setDraft] = useState(() => load(new Date()));
  useAssociation();
  useEffect(() => {
    // Another tab writes the same draft: both show the same words.
    const other = (event: StorageEvent) => event.key === 'cv.demande' && setDraft(load(new Date()));
    addEventListener('storage', other);
    return () => removeEventListener('storage', other);
  }, []);
  const goneBack = step !== 'envoyee' && Number(step) > 1 && !draft.category && left !== null;
  useEffect(() => { if (goneBack) go(`/aide/demande/envoyee?${left}`, true); }, [goneBack]);
  if (step === 'envoyee' || goneBack) return <Sent />;
  const number = Math.min(Math.max(Number(step) || 1, 1), draft.category ? 4 : 1);
  const set = (change: Partial<Draft>) => setDraft(before => {
    const after = changed(before, change);
    save(after, new Date());
    return after;
  });
  const props: Step = { draft, set, next: () => go(`/aide/demande/${number + 1}`) };
  const Screen = [What, Where, When][number - 1];
  return (
    <Page title={TITLES[number - 1]!()} back={number === 1 ? '/aide' : `/aide/demande/${number - 1}`}>
      <p class="steps">{m.step({ number, of: 4 })}</p>
      {Screen ? <Screen {...props} /> : <Who {...props} sent={id => { left = id; forget(); setDraft(load(new Date())); go(`/aide/demande/envoyee?${id}`, true); }} />}
      <p><button type="button" class="link" onClick={() => { forget(); setDraft(load(new Date())); go('/aide'); }}>{m.draft_erase()}</button></p>
    </Page>
  );
}

function Sent() {
  const id = location.search.slice(1);
  return (
    <Page title={m.sent_title()}>
      <p class="good">{m.sent_text()}</p>
      <h2>{m.aide_next_title()}</h2>
      <Next />
      <p><a class="big" href={id ? `/aide/suivi/${id}` : '/aide/suivi'}>{m.aide_follow()}</a></p>
    </Page>
  );
}
