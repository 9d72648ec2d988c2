import { useState } from 'preact/hooks';
import { change } from '../api';
import { useWork } from '../ask';
import { useAssociation } from '../associations';
import * as m from '../texts/messages';
import { say, Wrong } from '../ui/says';
import { ChangeTimes, MoveMine } from './follow.ops';
import { timesOf } from './send';
import { WhenFields } from './when-fields';

interface Of {
  /** The visit that moves; or the request that has none yet. */
  visitId?: string;
  requestId?: string;
  minutes: number;
  text: string;
  /** The visit cannot take place as it is: the form is open, and another neighbour may come. */
  another?: boolean;
  reload: () => Promise<void>;
}

/** Other times: a visit that is fixed moves with its neighbour, or to another one if the person wishes; before that, the neighbours are asked anew. */
export function OtherTimes(props: Of) {
  const [open, setOpen] = useState(props.another ?? false);
  return (
    <details open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{m.move_summary()}</summary>
      {open && <Times {...props} done={() => setOpen(false)} />}
    </details>
  );
}

function Times({ visitId, requestId, minutes, text, another: anybody = false, reload, done }: Of & { done: () => void }) {
  const { current, all } = useAssociation();
  const [times, set] = useState({ words: '', ticked: [] as string[], minutes: (minutes === 30 ? 30 : 60) as 30 | 60 });
  const [tried, setTried] = useState(false);
  const work = useWork();
  const association = current ?? all[0];
  if (!association) return null;
  const at = visitId ?? requestId!;
  const windows = timesOf(times, association, new Date());
  const send = (another: boolean) => work.run(async () => {
    if (visitId) await change(MoveMine, { id: visitId, windows, another });
    else await change(ChangeTimes, { id: requestId!, windows });
    await reload();
    say(visitId && !another ? m.move_done() : m.move_asking());
    done();
  });
  return (
    <form onSubmit={event => { event.preventDefault(); setTried(true); if (windows.length > 0) void send(anybody); else document.getElementById(`words-${at}`)?.focus(); }}>
      <p>{text}</p>
      <Wrong error={work.error} />
      {work.error?.code === 'VOLUNTEER_NOT_FREE' && <p><button type="button" class="second" disabled={work.busy} onClick={() => void send(true)}>{m.move_another()}</button></p>}
      <WhenFields of={at} lengthFixed value={times} set={value => { work.clear(); set(before => ({ ...before, ...value })); }} association={association} error={tried && windows.length === 0 ? m.when_missing() : null} />
      <p><button type="submit" disabled={work.busy}>{work.busy ? m.busy() : visitId ? m.move_do_visit() : m.move_do()}</button></p>
    </form>
  );
}
