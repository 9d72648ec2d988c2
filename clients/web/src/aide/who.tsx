import { useEffect, useState } from 'preact/hooks';
import { change, Refused } from '../api';
import { useAssociation } from '../associations';
import { useWork } from '../ask';
import type { AgeBand } from '../generated/types';
import * as m from '../texts/messages';
import { RequestCode } from '../session.ops';
import { Field, Select } from '../ui/fields';
import { Wrong } from '../ui/says';
import { Code, codeSentTo, codeWasSentTo, knownPhone } from '../ui/sign-in';
import type { Step } from './ask';
import { newKey } from './draft';
import { category, stretch } from '../words';
import { inputOf, mayHaveArrived, send, timesOf } from './send';

const AGES = (): [AgeBand | '', string][] => [['', m.age_none()], ['FROM_80', m.age_80()], ['FROM_70_TO_79', m.age_70()], ['FROM_60_TO_69', m.age_60()], ['FROM_25_TO_59', m.age_25()], ['UNDER_25', m.age_under_25()]];
/** Where a field of the API is on these screens. */
const FIELDS: Record<string, string> = {
  'resident.firstName': 'firstName', 'resident.phone': 'phone', 'resident.relative.firstName': 'myName', 'resident.relative.phone': 'phone', phone: 'phone', associationId: 'association',
};

/** Whose telephone it is, proven by a code unless this browser proved it already; then the request leaves. */
export function Who({ draft, set, sent }: Step & { sent: (id: string) => void }) {
  const { current, all } = useAssociation();
  const [proving, setProving] = useState(codeWasSentTo() !== null && codeWasSentTo() === draft.phone);
  const work = useWork();
  const other = draft.forWhom === 'other';
  const windows = current ? timesOf(draft, current, new Date()) : [];
  const phone = draft.phone || knownPhone();

  const leave = async () => {
    if (!current) throw new Refused('ASSOCIATION', m.association_missing(), 'associationId');
    // Its times are counted from now: what left before leaves again as it was, so that it is known again.
    const input = draft.sent ?? inputOf({ ...draft, phone }, current, new Date());
    set({ phone, sent: input });
    try {
      sent(await send(input));
    } catch (e) {
      if (!mayHaveArrived(e)) set({ sent: null });
      throw e;
    }
  };
  const start = () => work.run(async () => {
    if (!draft.forWhom) throw new Refused('WHOM', m.whom_missing(), 'forWhom');
    if (!current) throw new Refused('ASSOCIATION', m.association_missing(), 'associationId');
    try {
      // This browser's session may be enough: then no code is needed.
      if (knownPhone() === phone) return await leave();
    } catch (e) {
      if (!(e instanceof Refused) || !['UNAUTHENTICATED', 'FORBIDDEN'].includes(e.code)) throw e;
    }
    await change(RequestCode, { phone });
    codeSentTo(phone);
    set({ phone });
    setProving(true);
  });
  useEffect(() => {
    if (work.error?.code !== 'OFFLINE') return;
    // Whoever pressed "send" in a lift need not press again.
    const again = () => void (proving ? work.run(leave) : start());
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [work.error]);
  // A first one arrived, although its answer was lost, and was changed since: both are the person's to decide about.
  const first = work.error?.code === 'KEY_ALREADY_USED' && (
    <p class="row"><a class="button" href="/aide/suivi">{m.ask_first_see()}</a><button type="button" class="second" onClick={() => { work.clear(); set({ key: newKey() }); }}>{m.ask_send_too()}</button></p>
  );
  if (proving)
    return (
      <>
        <Wrong error={work.error} field={path => FIELDS[path] ?? null} />
        <Elsewhere error={work.error} />
        {first}
        <Code phone={phone} other={() => setProving(false)} done={() => work.run(leave).then(() => {})} />
      </>
    );
  const at = (id: string) => (work.error?.field && FIELDS[work.error.field] === id ? work.error.message : null);
  return (
    <form onSubmit={event => { event.preventDefault(); void start(); }}>
      <Wrong error={work.error} field={path => FIELDS[path] ?? path} />
      <Elsewhere error={work.error} />
      {first}
      {!draft.forWhom && <p class="note"><a href="/aide/demande/2">{m.whom_missing()}</a></p>}
      {draft.forWhom && (
        <>
          <p class="note">{category(draft.category!)} · {draft.address || m.here_around()}{windows[0] && current && <> · {stretch(windows[0], current.timeZone)}</>}</p>
          <Field id="firstName" label={other ? m.other_name() : m.my_name()} error={at('firstName')} value={draft.firstName} on={firstName => set({ firstName })} autocomplete={other ? 'off' : 'given-name'} maxLength={40} required />
          {other && <Field id="otherPhone" label={m.other_phone()} hint={m.other_phone_hint()} error={work.error?.field === 'resident.phone' ? work.error.message : null} value={draft.otherPhone} on={otherPhone => set({ otherPhone })} type="tel" inputMode="tel" autocomplete="off" required />}
          {other && <Field id="myName" label={m.my_name()} error={at('myName')} value={draft.myName} on={myName => set({ myName })} autocomplete="given-name" maxLength={40} required />}
          <Field id="phone" label={m.phone_label()} hint={m.phone_hint()} error={other && work.error?.field === 'resident.phone' ? null : at('phone')} value={phone} on={value => set({ phone: value })} type="tel" inputMode="tel" autocomplete="tel" required />
          <details>
            <summary>{m.age_summary()}</summary>
            <Select id="age" label={other ? m.age_other() : m.age_mine()} hint={m.age_hint()} value={draft.age} on={age => set({ age: age as AgeBand | '' })} options={AGES()} />
          </details>
          {!current && all.length > 1 && <p class="note"><button type="button" class="link" onClick={() => document.getElementById('association')?.focus()}>{m.association_missing()}</button></p>}
          <p class="hint">{m.who_privacy()} <a href="/confidentialite">{m.link_privacy()}</a></p>
          <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.send_request()}</button>
        </>
      )}
    </form>
  );
}

/** What was refused may be on an earlier screen: a way back to it. */
function Elsewhere({ error }: { error: Refused | null }) {
  const field = error?.field ?? '';
  const screen = field.startsWith('resident.address') || field === 'modes' || field === 'meetingPoint' ? 2 : field.startsWith('windows') ? 3 : field === 'sentence' ? 1 : null;
  return screen ? <p><a href={`/aide/demande/${screen}`}>{m.correct()}</a></p> : null;
}
