import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { RequestCode, SignIn as SignInOp } from '../session.ops';
import { sessionChanged } from '../session';
import { keep, kept } from '../store';
import { Field } from './fields';
import { Wrong } from './says';

/** The number that signed in last in this browser, so that nobody types it twice. */
export const knownPhone = () => kept<string>('cv.phone') ?? '';

/** A code by SMS: the number, then its six digits. */
export function SignIn({ done, phone: given, children }: { done: () => Promise<void> | void; phone?: string; children?: preact.ComponentChildren }) {
  const [phone, setPhone] = useState(given ?? knownPhone());
  const [sent, setSent] = useState(false);
  const ask = useWork();
  const send = () => ask.run(async () => {
    await change(RequestCode, { phone });
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
    sessionChanged();
    await done();
  });
  const onCode = work.error?.field === 'code';
  return (
    <form onSubmit={event => { event.preventDefault(); void check(); }}>
      <Wrong error={onCode ? null : work.error} />
      <Field id="code" label={m.code_label()} hint={m.code_hint({ phone })} error={onCode ? work.error!.message : null} value={code} on={setCode} inputMode="numeric" autocomplete="one-time-code" maxLength={12} required autoFocus />
      <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.code_check()}</button>
      <p><button type="button" class="link" onClick={other}>{m.code_other()}</button></p>
    </form>
  );
}
