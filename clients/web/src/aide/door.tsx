import { useAssociation } from '../associations';
import * as m from '../texts/messages';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';
import { Ask } from './ask';
import { isBegun, load } from './draft';
import { Follow } from './follow';
import { One } from './one';

export default function Aide({ path }: { path: string }) {
  const [, , screen = '', part = ''] = path.split('/');
  return (
    <Frame home="/aide" nav={<a href="/aide/suivi" aria-current={screen === 'suivi' ? 'page' : undefined}>{m.aide_follow_short()}</a>}>
      {screen === '' ? <Welcome />
        : screen === 'demande' ? <Ask step={part} />
        : screen === 'suivi' && part ? <One id={part} />
        : screen === 'suivi' ? <Follow />
        : <Page title={m.not_found_title()}><p>{m.not_found_text()}</p><p><a class="big" href="/aide">{m.not_found_home()}</a></p></Page>}
    </Frame>
  );
}

function Welcome() {
  useAssociation();
  const begun = isBegun(load(new Date()));
  return (
    <Page title={m.aide_title()}>
      <p>{m.aide_intro()}</p>
      <p><a class="big" href="/aide/demande/1">{begun ? m.aide_go_on() : m.aide_start()}</a></p>
      <p><a class="big second" href="/aide/suivi">{m.aide_follow()}</a></p>
      <h2>{m.aide_next_title()}</h2>
      <Next />
      <p class="note">{m.aide_never()}</p>
      <p><a href="/benevole">{m.home_benevole()}</a></p>
    </Page>
  );
}

export const Next = () => <ol><li>{m.aide_next_1()}</li><li>{m.aide_next_2()}</li><li>{m.aide_next_3()}</li></ol>;
