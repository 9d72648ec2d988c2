import type { ComponentType } from 'preact';
import { type Association, useAssociation } from '../associations';
import { signOut, useMe } from '../session';
import * as m from '../texts/messages';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';
import { Board } from './board';
import { Figures } from './figures';
import { Journal } from './journal';
import { late } from './late';
import { MapPage } from './map-page';
import { NewRequest } from './new-request';
import { PlanPage, Plans } from './plans';
import { RequestPage } from './request';
import { Requests } from './requests';
import { SettingsPage } from './settings';
import { SettingsPart } from './settings-parts';
import { DeskSignIn } from './sign-in';
import { VolunteerPage } from './volunteer';
import { Volunteers } from './volunteers';
import { WorryPage } from './worry';

/** What every screen of the association is given: whose it is, and what stands in the address after its name. */
export interface DeskProps { association: Association; part: string }

const People = late(() => import('./people'));

const SCREENS: [string, () => string, ComponentType<DeskProps>, ComponentType<DeskProps>?][] = [
  ['', m.desk_today, Board],
  ['demandes', m.desk_requests, Requests, RequestPage],
  ['personnes', m.desk_people, People, People],
  ['benevoles', m.desk_volunteers, Volunteers, VolunteerPage],
  ['plan', m.desk_plan, Plans, PlanPage],
  ['carte', m.desk_map, MapPage],
  ['chiffres', m.desk_figures, Figures],
  ['journal', m.desk_journal, Journal],
  ['reglages', m.desk_settings, SettingsPage, SettingsPart],
];

export default function Desk({ path }: { path: string }) {
  const me = useMe();
  const { all } = useAssociation();
  const [, , screen = '', part = ''] = path.split('/');
  const own = me.data?.me.coordinatorOf;
  const association = all.find(a => a.id === own);
  if (!me.data?.me.signedIn || me.data.me.secondFactor === 'TO_PROVE' || me.data.me.secondFactor === 'TO_ENROL')
    return <Frame staff home="/association"><Page title={m.desk_sign_in_title()}><Loaded of={me}>{({ me: { secondFactor } }) => <DeskSignIn done={me.reload} secondFactor={secondFactor} />}</Loaded></Page></Frame>;
  if (!own) return <Frame staff home="/association"><Nobody out={() => void signOut().then(me.reload)} /></Frame>;
  const found = SCREENS.find(([name]) => name === screen);
  const Screen = screen === 'inquietudes' ? WorryPage : screen === 'demandes' && part === 'nouvelle' ? NewRequest : part && found?.[3] ? found[3] : found?.[2];
  const nav = (
    <>
      {SCREENS.map(([name, text]) => <a key={name} href={name ? `/association/${name}` : '/association'} aria-current={screen === name ? 'page' : undefined}>{text()}</a>)}
      <a href="/association/messages">{m.desk_messages()}</a>
      <a href="/association/feuilles">{m.desk_sheets()}</a>
      <button type="button" class="link" onClick={() => void signOut().then(me.reload)}>{m.sign_out()}</button>
      {me.data.me.firstName && <span class="hint who">{m.signed_in_as({ who: me.data.me.firstName })}</span>}
    </>
  );
  return (
    <Frame staff home="/association" nav={nav}>
      {!association ? <p class="wait" role="status">{m.loading()}</p> : Screen ? <Screen key={path} association={association} part={part} /> : <Page title={m.not_found_title()}><p>{m.not_found_text()}</p></Page>}
    </Frame>
  );
}

function Nobody({ out }: { out: () => void }) {
  return <Page title={m.desk_sign_in_title()}><p class="note">{m.desk_nobody()}</p><p><button type="button" onClick={out}>{m.sign_out()}</button></p></Page>;
}
