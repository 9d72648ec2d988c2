import { useEffect, useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { RequestCode, SignIn as SignInOp } from '../session.ops';
import { sessionChanged } from '../session';
import { keep, kept } from '../store';
import { Field } from './fields';
import { say, Wrong } from './says';

/** The number that signed in last in this browser, so that nobody types it twice. */
export const knownPhone = () => kept<string>('cv.phone') ?? '';

/** A code was sent to this number: known again when the telephone forgot the page while its owner read the SMS. As long as a code lasts. */
const MINUTES = 10;
const SENT = 'cv.code';
export function codeSentTo(phone: string | null) { keep(SENT, phone && { phone, at: Date.now() }); }
export function codeWasSentTo(): string | null {
  const sent = kept<{ phone: string; at: number }>(SENT);
  return sent && Date.now() - sent.at < MINUTES * 60_000 ? sent.phone : null;
}

/** A code by SMS: the number, then its six digits. */
export function SignIn({ done, phone: given, children }: { done: () => Promise<void> | void; phone?: string; children?: preact.ComponentChildren }) {
  const [phone, setPhone] = useState(codeWasSentTo() ?? given ?? knownPhone());
  const [sent, setSent] = useState(codeWasSentTo() !== null);
  const ask = useWork();
  const send = () => ask.run(async () => {
    await change(RequestCode, { phone });
    codeSentTo(phone);
    setSent(true);
  });
  if (sent) return <Code phone={phone} other={() => setSent(false)} done={done} />;
  return (
    <form onSubmit={event => { event.preventDefault(); void send(); }}>
      {children}
      <Wrong error={ask.error?.field === 'phone' ? null : ask.error} />
      <Field id="phone" label={m.phone_label()} hint={m.phone_hint()} error={ask.error?.field === 'phone' ? ask.error.message : null} value={phone} on={setPhone} type="tel" autocomplete="tel" inputMode="tel" required />
      <button type="submit" disabled={ask.busy}>{ask.busy ? m.busy() : m.code_send()}</button>
    </form>
  );
}

/** The six digits; whoever shows this has had them sent. */
export function Code({ phone, other, done }: { phone: string; other: () => void; done: () => Promise<void> | void }) {
  const [code, setCode] = useState('');
  const work = useWork();
  const check = () => work.run(async () => {
    await change(SignInOp, { phone, code: code.replace(/\D/g, '') });
    keep('cv.phone', phone);
    codeSentTo(null);
    sessionChanged();
    await done();
  });
  const again = useWork();
  const onCode = work.error?.field === 'code';
  // Typed wrong: to be typed again, where it is.
  useEffect(() => { if (onCode) document.getElementById('code')?.focus(); }, [work.error]);
  return (
    <form onSubmit={event => { event.preventDefault(); void check(); }}>
      <Wrong error={onCode ? null : work.error} />
      <Field id="code" label={m.code_label()} hint={m.code_hint({ phone })} error={onCode ? work.error!.message : null} value={code} on={setCode} inputMode="numeric" autocomplete="one-time-code" maxLength={12} required autoFocus />
      <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.code_check()}</button>
      <Wrong error={again.error} />
      <p class="row">
        <button type="button" class="link" disabled={again.busy} onClick={() => void again.run(async () => { await change(RequestCode, { phone }); codeSentTo(phone); setCode(''); work.clear(); say(m.code_again_sent()); })}>{m.code_again()}</button>
        <button type="button" class="link" onClick={() => { codeSentTo(null); other(); }}>{m.code_other()}</button>
      </p>
    </form>
  );
}
