import { useAsk } from '../ask';
import * as m from '../texts/messages';
import { signOut, useMe } from '../session';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { SignIn } from '../ui/sign-in';
import { Given } from './given';
import { codeOf, Invitation } from './invitation';
import { Offers } from './offers';
import { Settings } from './settings';
import { SignUp } from './sign-up';
import { Sheet } from './sheet';
import { OfflineVisits, Visits } from './my-visits';
import { keptVisits } from './visits';
import { Mine } from './volunteer.ops';
import type { MineQuery } from '../generated/types';

export type Volunteer = MineQuery['volunteers']['nodes'][number];
export interface ScreenProps { volunteer: Volunteer; reload: () => Promise<void> }

const SCREENS = [['', m.nav_offers], ['visites', m.nav_visits], ['minutes', m.nav_minutes], ['reglages', m.nav_settings]] as const;

export default function Benevole({ path }: { path: string }) {
  const [, , screen = '', part = ''] = path.split('/');
  const me = useMe();
  if (me.data?.me.signedIn) return <SignedIn screen={screen} part={part} out={() => void signOut().then(me.reload)} />;
  return (
    <Frame home="/benevole">
      {!me.data && me.error && keptVisits(new Date()).length > 0 ? <OfflineVisits error={me.error} />
        : !me.data ? <Page title={m.volunteer_title()}><Loaded of={me}>{() => null}</Loaded></Page>
        : <Welcome done={me.reload} />}
    </Frame>
  );
}

function Welcome({ done }: { done: () => Promise<void> }) {
  return (
    <Page title={m.volunteer_title()}>
      <p>{m.volunteer_intro()}</p>
      <ul><li>{m.volunteer_1()}</li><li>{m.volunteer_2()}</li><li>{m.volunteer_3()}</li></ul>
      {codeOf() && <Invitation code={codeOf()} />}
      <h2>{m.volunteer_start()}</h2>
      <SignIn done={done} />
      <p><a href="/aide">{m.home_aide()}</a></p>
    </Page>
  );
}

function SignedIn({ screen, part, out }: { screen: string; part: string; out: () => void }) {
  const mine = useAsk(Mine, {});
  // One person may help two associations: this page is of the first, and the others' offers are in the same list.
  const volunteer = mine.data?.volunteers.nodes[0];
  if (!volunteer)
    return <Frame home="/benevole">{mine.data ? <SignUp done={mine.reload} out={out} /> : <Page title={m.volunteer_title()}><Loaded of={mine}>{() => null}</Loaded></Page>}</Frame>;
  const props: ScreenProps = { volunteer, reload: mine.reload };
  return (
    <Frame home="/benevole" nav={SCREENS.map(([name, text]) => <a key={name} href={name ? `/benevole/${name}` : '/benevole'} aria-current={screen === name ? 'page' : undefined}>{text()}</a>)}>
      {screen === 'visites' && part ? <Sheet id={part} {...props} />
        : screen === 'visites' ? <Visits {...props} />
        : screen === 'minutes' ? <Given {...props} />
        : screen === 'reglages' ? <Settings {...props} out={out} />
        : <Offers {...props} />}
    </Frame>
  );
}
