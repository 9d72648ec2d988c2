import { useEffect } from 'preact/hooks';
import { useAsk } from '../ask';
import { useAssociation } from '../associations';
import * as m from '../texts/messages';
import { Invited } from './volunteer.ops';

/** The code of a poster, as /i/{code} hands it on. */
export const codeOf = () => new URLSearchParams(location.search).get('invitation') ?? '';

/** Whoever comes by a poster belongs to whoever hung it. */
export function Invitation({ code }: { code: string }) {
  const invited = useAsk(Invited, { code });
  const { choose } = useAssociation();
  const by = invited.data?.invited.association;
  useEffect(() => { if (by) choose(by.id); }, [by?.id]);
  if (by) return <p class="good">{m.invited_by({ name: by.name })}</p>;
  return invited.error?.code === 'INVITE_NOT_VALID' ? <p class="note">{m.invited_ended()}</p> : null;
}
