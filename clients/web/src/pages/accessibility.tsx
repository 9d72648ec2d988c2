import * as m from '../texts/messages';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';

/** The statement that article 47 of the law of 11 February 2005 asks for. Nobody audited the pages yet, so they are "non conforme". */
export default function Accessibility() {
  return (
    <Frame home="/aide">
      <Page title={m.a11y_title()}>
        <p>{m.a11y_intro()}</p>
        <h2>{m.a11y_state()}</h2>
        <p><strong>{m.a11y_not()}</strong></p>
        <p>{m.a11y_why()}</p>
        <h2>{m.a11y_done()}</h2>
        <ul><li>{m.a11y_done_1()}</li><li>{m.a11y_done_2()}</li><li>{m.a11y_done_3()}</li></ul>
        <h2>{m.a11y_limits()}</h2>
        <ul><li>{m.a11y_limit_1()}</li><li>{m.a11y_limit_2()}</li></ul>
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
