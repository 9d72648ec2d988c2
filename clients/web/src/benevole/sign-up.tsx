import { useState } from 'preact/hooks';
import { change, Refused } from '../api';
import { useAssociation } from '../associations';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { near } from '../near';
import { keep, keptDraft } from '../store';
import { Field } from '../ui/fields';
import { HereButton } from '../ui/here';
import { NearNote } from '../ui/near-note';
import { Page } from '../ui/page';
import { Wrong } from '../ui/says';
import { SignedIn } from '../ui/signed-in';
import { addressOf, type NearPlace, verdict } from '../whose';
import { codeOf, Invitation } from './invitation';
import { OfferFields, type Offered } from './offer-fields';
import { SignUp as SignUpOp } from './volunteer.ops';
import { slotsOf } from './week';

interface Draft extends Offered { minor: boolean; adultFrom: string; invite: string; changedAt: string }

const KEY = 'cv.inscription';
/** As a request: on a shared computer nobody's words wait for the next person for long. */
const DAYS = 7;
const empty: Draft = {
  firstName: '', address: '', here: null, metres: 1000, categories: [], modes: ['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'], squares: [], minutes: 60, isWoman: false, stepFree: false, visitLength: '',
  minor: false, adultFrom: '', invite: '', changedAt: '',
};

/** One screen, for two minutes; what was typed stays in this browser until it is sent. */
export function SignUp({ done, out }: { done: () => Promise<void>; out: () => void }) {
  const { current, choose, all } = useAssociation();
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...keptDraft<Draft>(KEY, DAYS, new Date()), ...(codeOf() && { invite: codeOf() }) }));
  const [place, setPlace] = useState<{ asked: string; found: NearPlace | null }>({ asked: '', found: null });
  const work = useWork();
  const set = (part: Partial<Draft>) => setDraft(before => {
    const after = { ...before, ...part, changedAt: new Date().toISOString() };
    keep(KEY, after);
    return after;
  });
  const asked = (of: Pick<Draft, 'address' | 'here'>) => `${of.address}|${of.here?.latitude}`;
  /** Whose the place is; without a network, or for whoever comes by an invitation, the choice stays as it is. */
  const look = async (of: Pick<Draft, 'address' | 'here'>) => {
    if (asked(of) === place.asked) return place.found;
    const found = await near(of.address, of.here);
    setPlace({ asked: asked(of), found });
    const outcome = verdict(found, current?.id ?? null);
    if (outcome.kind === 'one' && !draft.invite.trim()) choose(outcome.id, found!.associations.find(a => a.association.id === outcome.id)!.association);
    return found;
  };
  const send = () => work.run(async () => {
    const outcome = current || draft.invite.trim() ? null : verdict(await look(draft), null);
    const association = current?.id ?? (outcome?.kind === 'one' ? outcome.id : null);
    if (!association && !draft.invite.trim()) throw new Refused('ASSOCIATION', m.association_missing(), 'associationId');
    if (draft.categories.length === 0) throw new Refused('CATEGORIES', m.offer_categories_missing(), 'categories');
    if (draft.squares.length === 0) throw new Refused('AVAILABILITY', m.offer_when_missing(), 'availability');
    await change(SignUpOp, {
      input: {
        associationId: draft.invite.trim() ? null : association, inviteCode: draft.invite.trim() || null, firstName: draft.firstName, address: addressOf(draft.address, draft.here), maxDistanceMetres: draft.metres,
        categories: draft.categories, availability: slotsOf(draft.squares), minutesPerMonth: draft.minutes, modes: draft.modes, visitLength: draft.visitLength || null,
        isWoman: draft.isWoman || null, offersStepFreePlace: draft.stepFree, adultFrom: draft.minor ? draft.adultFrom || null : null,
      },
    });
    keep(KEY, null);
    await done();
  });
  const field = (path: string) => (path === 'associationId' ? 'association' : path.split('.')[0]!);
  const at = (id: string) => (work.error?.field && field(work.error.field) === id ? work.error.message : null);
  return (
    <Page title={m.sign_up_title()}>
      <p>{m.sign_up_text()}</p>
      {draft.invite && <Invitation code={draft.invite} />}
      <form noValidate={false} onSubmit={event => { event.preventDefault(); void send(); }}>
        <Wrong error={work.error} field={field} />
        <OfferFields value={draft} set={set} at={at} around={draft.here ?? (place.asked === asked(draft) ? place.found?.around ?? null : null)} written={() => void look(draft)}>
          <HereButton found={here => { set({ here }); void look({ ...draft, here }); }} />
          <div role="status">{!draft.invite.trim() && place.asked === asked(draft) && <NearNote found={place.found} meant={address => { set({ address, here: null }); void look({ address, here: null }); }} />}</div>
        </OfferFields>
        <label class="choice"><input type="checkbox" checked={draft.minor} onChange={event => set({ minor: event.currentTarget.checked })} /> <span>{m.minor()}</span></label>
        {draft.minor && <Field id="adultFrom" label={m.adult_from()} hint={m.adult_from_hint()} error={at('adultFrom')} value={draft.adultFrom} on={adultFrom => set({ adultFrom })} type="date" required />}
        <Field id="inviteCode" label={m.invite_code()} error={at('inviteCode')} value={draft.invite} on={invite => set({ invite })} autocomplete="off" />
        {!current && all.length > 1 && !draft.invite && <p class="note"><button type="button" class="link" onClick={() => document.getElementById('association')?.focus()}>{m.association_missing()}</button></p>}
        <p class="hint">{m.sign_up_privacy()} <a href="/confidentialite">{m.link_privacy()}</a></p>
        <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.sign_up_do()}</button>
      </form>
      <SignedIn door="benevole" out={out} />
    </Page>
  );
}
