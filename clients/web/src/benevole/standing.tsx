import { change } from '../api';
import { useWork } from '../ask';
import * as m from '../texts/messages';
import { Wrong } from '../ui/says';
import { date, phoneText } from '../words';
import type { ScreenProps } from './door';
import { AcceptCharter, Resume } from './volunteer.ops';

/** Where the volunteer stands with the association, and the next thing to do about it. */
export function Standing({ volunteer: v, reload }: ScreenProps) {
  const { association: a } = v;
  const charter = v.charterVersion !== a.charter.version;
  return (
    <>
      {v.smsStoppedAt && <div class="note"><p><strong>{m.sms_stopped()}</strong></p><p>{m.sms_stopped_back({ phone: phoneText(a.phone) })}</p></div>}
      {charter && <Charter volunteer={v} reload={reload} />}
      {v.state === 'REGISTERED' && !charter && <div class="note"><p><strong>{m.standing_registered()}</strong></p><p>{m.standing_registered_text({ name: a.name, phone: phoneText(a.phone) })}</p></div>}
      {v.state === 'REGISTERED' && v.adultFrom && !v.guardianConsent && <p class="note">{m.standing_guardian()}</p>}
      {v.state === 'SUSPENDED' && <p class="note">{m.standing_suspended({ name: a.name })}</p>}
      {v.state === 'PAUSED' && <Paused volunteer={v} reload={reload} />}
      {v.state === 'VOUCHED' && v.vouchedUntil && <p class="hint">{m.standing_vouched({ name: a.name, until: date(v.vouchedUntil, a.timeZone) })}</p>}
    </>
  );
}

function Charter({ volunteer: v, reload }: ScreenProps) {
  const work = useWork();
  const { charter } = v.association;
  return (
    <section class="card">
      <h2>{m.charter_title()}</h2>
      <p>{v.charterVersion === null ? m.charter_first() : m.charter_new()}</p>
      <ol>{charter.lines.map(line => <li key={line}>{line}</li>)}</ol>
      <Wrong error={work.error} />
      <button type="button" disabled={work.busy} onClick={() => void work.run(async () => { await change(AcceptCharter, { id: v.id, version: charter.version }); await reload(); })}>{m.charter_accept()}</button>
    </section>
  );
}

function Paused({ volunteer: v, reload }: ScreenProps) {
  const work = useWork();
  return (
    <section class="note">
      <p>{v.pausedUntil ? m.paused_until({ day: date(v.pausedUntil, v.association.timeZone) }) : m.paused()}</p>
      <Wrong error={work.error} />
      <p><button type="button" disabled={work.busy} onClick={() => void work.run(async () => { await change(Resume, { id: v.id }); await reload(); })}>{m.resume()}</button></p>
    </section>
  );
}
