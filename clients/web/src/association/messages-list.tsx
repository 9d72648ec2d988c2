import type { MessageState } from '../generated/types';
import * as m from '../texts/messages';
import { phoneText, when } from '../words';

const STATES: Record<MessageState, () => string> = {
  QUEUED: m.msg_queued, IN_FLIGHT: m.msg_in_flight, ACCEPTED: m.msg_accepted, SENT: m.msg_sent, DELIVERED: m.msg_delivered, UNDELIVERED: m.msg_undelivered, REJECTED: m.msg_rejected,
  UNCERTAIN: m.msg_uncertain, CANCELLED: m.msg_cancelled, EXPIRED: m.msg_expired, OPTED_OUT: m.msg_opted_out, TO_CALL: m.msg_to_call, CALLED: m.msg_called,
};
interface Said { id: string; state: MessageState; to: string; body: string; notBefore: string; sentAt?: string | null }

/** SMS and calls, the newest first: to whom, what, and what became of it. A text that was forgotten says so. */
export function MessagesList({ messages, zone }: { messages: readonly Said[]; zone: string }) {
  if (messages.length === 0) return <p>{m.msg_none()}</p>;
  return <ul class="cards">{messages.slice(0, 30).map(x => <li class="card" key={x.id}><p><strong>{STATES[x.state]()}</strong> · {phoneText(x.to)} · {when(x.sentAt ?? x.notBefore, zone)}</p><p>{x.body || m.msg_forgotten()}</p></li>)}</ul>;
}
