import type { ComponentChildren } from 'preact';
import { useAssociation } from '../associations';
import * as m from '../texts/messages';
import { getLocale, locales, setLocale } from '../texts/language';
import { phoneText } from '../words';
import { conformity, facts } from '../pages/facts';
import { Announcer } from './says';

const ACCESSIBILITY = { none: m.link_accessibility, partial: m.link_accessibility_partial, full: m.link_accessibility_full };

/** What stands around every screen: the name above; below, the telephone of the association, and the pages of everybody. */
export function Frame({ home, nav, children, staff }: { home: string; nav?: ComponentChildren; children: ComponentChildren; staff?: boolean }) {
  return (
    <>
      <a class="skip" href="#main">{m.skip()}</a>
      <header class="top"><a href={home} class="brand">CyberVoisins</a>{nav && <nav aria-label={m.nav()} class={staff ? 'many' : undefined}>{nav}</nav>}</header>
      {children}
      <Announcer />
      {!staff && <HelpLine />}
      <footer>
        <ul>
          <li><a href={`/regles?langue=${getLocale()}`}>{m.link_rules()}</a></li>
          <li><a href="/accessibilite">{ACCESSIBILITY[conformity(facts)]()}</a></li>
          <li><a href="/confidentialite">{m.link_privacy()}</a></li>
          {locales.filter(l => l !== getLocale()).map(l => (
            <li key={l}><button type="button" class="link" lang={l} onClick={() => setLocale(l)}>{l === 'fr' ? 'Français' : 'English'}</button></li>
          ))}
        </ul>
      </footer>
    </>
  );
}

/** A person who answers is never more than one tap away (WCAG 3.2.6: always at the same place). */
function HelpLine() {
  const { all, current, choose } = useAssociation();
  if (all.length === 0 && !current) return null;
  return (
    <aside class="helpline" aria-label={m.help_line()}>
      {current ? <p>{m.help_call({ name: current.name })} <a class="tel" href={`tel:${current.phone}`}>{phoneText(current.phone)}</a></p> : <p>{m.help_which()}</p>}
      {all.length > 1 && (
        <p>
          <label for="association">{m.association_label()}</label>
          <select id="association" value={current?.id ?? ''} onChange={event => choose(event.currentTarget.value)}>
            {!current && <option value="">{m.association_choose()}</option>}
            {all.map(a => <option key={a.id} value={a.id}>{a.name}</option>)}
          </select>
        </p>
      )}
    </aside>
  );
}
