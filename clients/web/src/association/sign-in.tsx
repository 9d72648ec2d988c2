import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import type { SecondFactorStatus } from '../generated/types';
import { sessionChanged } from '../session';
import * as m from '../texts/messages';
import { Field } from '../ui/fields';
import { Wrong } from '../ui/says';
import { PasswordSignIn, ProveSecond } from './desk.ops';

/** Staff show a password and a code of their app; keys and a first set-up are on the account's page. */
export function DeskSignIn({ done, secondFactor }: { done: () => Promise<void>; secondFactor: SecondFactorStatus }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const work = useWork();
  const after = async (what: Promise<unknown>) => { await what; sessionChanged(); await done(); };
  if (secondFactor === 'TO_ENROL') return <p class="note">{m.desk_enrol()} <a href="/compte">{m.desk_account()}</a></p>;
  if (secondFactor === 'TO_PROVE')
    return (
      <form onSubmit={event => { event.preventDefault(); void work.run(() => after(change(ProveSecond, { code: code.trim() }))); }}>
        <Wrong error={work.error} />
        <Field id="code" label={m.desk_code()} hint={m.desk_code_hint()} value={code} on={setCode} autocomplete="one-time-code" required autoFocus />
        <button type="submit" disabled={work.busy}>{m.code_check()}</button>
      </form>
    );
  return (
    <form onSubmit={event => { event.preventDefault(); void work.run(() => after(change(PasswordSignIn, { login, password }))); }}>
      <Wrong error={work.error} />
      <Field id="login" label={m.desk_login()} value={login} on={setLogin} autocomplete="username" required />
      <Field id="password" label={m.desk_password()} value={password} on={setPassword} type="password" autocomplete="current-password" required />
      <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.desk_sign_in()}</button>
      <p>{m.desk_other()} <a href="/compte">{m.desk_account()}</a></p>
    </form>
  );
}
