import { useEffect, useState } from 'preact/hooks';
import { ask, change, Refused } from '../api';
import { useAssociation } from '../associations';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { keep, kept } from '../store';
import { Field } from '../ui/fields';
import { Page } from '../ui/page';
import { Wrong } from '../ui/says';
import { OfferFields, type Offered } from './offer-fields';
import { Invited, SignUp as SignUpOp } from './volunteer.ops';
import { slotsOf } from './week';

interface Draft extends Offered { minor: boolean; adultFrom: string; invite: string }

const KEY = 'cv.inscription';
const empty: Draft = {
  firstName: '', address: '', metres: 1000, categories: [], modes: ['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'], squares: [], minutes: 60, isWoman: false, stepFree: false, visitLength: '',
  minor: false, adultFrom: '', invite: '',
};

/** One screen, for two minutes; what was typed stays in this browser until it is sent. */
export function SignUp({ done, out }: { done: () => Promise<void>; out: () => void }) {
  const { current, choose, all } = useAssociation();
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...kept<Draft>(KEY), ...(new URLSearchParams(location.search).get('invitation') && { invite: new URLSearchParams(location.search).get('invitation')! }) }));
  const work = useWork();
  const set = (part: Partial<Draft>) => setDraft(before => {
    const after = { ...before, ...part };
    keep(KEY, after);
    return after;
  });
  useEffect(() => {
    // Whoever comes by a poster belongs to whoever hung it.
    if (draft.invite) ask(Invited, { code: draft.invite }).then(({ invited }) => choose(invited.association.id), () => {});
  }, []);
  const send = () => work.run(async () => {
    if (!current && !draft.invite.trim()) throw new Refused('ASSOCIATION', m.association_missing(), 'associationId');
    if (draft.categories.length === 0) throw new Refused('CATEGORIES', m.offer_categories_missing(), 'categories');
    if (draft.squares.length === 0) throw new Refused('AVAILABILITY', m.offer_when_missing(), 'availability');
    await change(SignUpOp, {
      input: {
        associationId: draft.invite.trim() ? null : current!.id, inviteCode: draft.invite.trim() || null, firstName: draft.firstName, address: { text: draft.address }, maxDistanceMetres: draft.metres,
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
      <p>{m.sign_up_text({ name: current?.name ?? m.sign_up_association() })}</p>
      <form noValidate={false} onSubmit={event => { event.preventDefault(); void send(); }}>
        <Wrong error={work.error} field={field} />
        <OfferFields value={draft} set={set} at={at} />
        <label class="choice"><input type="checkbox" checked={draft.minor} onChange={event => set({ minor: event.currentTarget.checked })} /> <span>{m.minor()}</span></label>
        {draft.minor && <Field id="adultFrom" label={m.adult_from()} hint={m.adult_from_hint()} error={at('adultFrom')} value={draft.adultFrom} on={adultFrom => set({ adultFrom })} type="date" required />}
        <Field id="inviteCode" label={m.invite_code()} error={at('inviteCode')} value={draft.invite} on={invite => set({ invite })} autocomplete="off" />
        {!current && all.length > 1 && !draft.invite && <p class="note"><button type="button" class="link" onClick={() => document.getElementById('association')?.focus()}>{m.association_missing()}</button></p>}
        <p class="hint">{m.sign_up_privacy()} <a href="/confidentialite">{m.link_privacy()}</a></p>
        <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.sign_up_do()}</button>
      </form>
      <p><button type="button" class="link" onClick={out}>{m.sign_out()}</button></p>
    </Page>
  );
}
