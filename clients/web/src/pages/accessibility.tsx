import * as m from '../texts/messages';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';
import { conformity, facts } from './facts';

const STATES = { none: m.a11y_not, partial: m.a11y_partial, full: m.a11y_full };

/** The statement that article 47 of the law of 11 February 2005 asks for, from the facts. */
export default function Accessibility() {
  return (
    <Frame home="/aide">
      <Page title={m.a11y_title()}>
        <p>{m.a11y_intro()}</p>
        <h2>{m.a11y_state()}</h2>
        <p><strong>{STATES[conformity(facts)]()}</strong></p>
        <p>{facts.audit ? m.a11y_audited({ by: facts.audit.by, on: facts.audit.on, percent: Math.floor(100 * facts.audit.rate) }) : m.a11y_why()}</p>
        <h2>{m.a11y_done()}</h2>
        <ul><li>{m.a11y_done_1({ screens: facts.screens, axe: facts.axe })}</li><li>{m.a11y_done_2()}</li><li>{m.a11y_done_3()}</li></ul>
        <h2>{m.a11y_limits()}</h2>
        <ul><li>{facts.readers.length > 0 ? m.a11y_readers({ readers: facts.readers.join(' ; ') }) : m.a11y_limit_1()}</li><li>{m.a11y_limit_2()}</li></ul>
        <h2>{m.a11y_tech()}</h2>
        <p>{m.a11y_tech_text()}</p>
        <h2>{m.a11y_contact()}</h2>
        <p>{m.a11y_contact_text()}</p>
        <h2>{m.a11y_appeal()}</h2>
        <p>{m.a11y_appeal_text()}</p>
        <ul>
          <li><a href="https://formulaire.defenseurdesdroits.fr/" rel="noreferrer">{m.a11y_appeal_1()}</a></li>
          <li><a href="https://www.defenseurdesdroits.fr/saisir/delegues" rel="noreferrer">{m.a11y_appeal_2()}</a></li>
          <li>{m.a11y_appeal_3()}</li>
        </ul>
      </Page>
    </Frame>
  );
}
