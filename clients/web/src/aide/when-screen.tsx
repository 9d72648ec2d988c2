import { useState } from 'preact/hooks';
import { useAssociation } from '../associations';
import * as m from '../texts/messages';
import type { Step } from './ask';
import { timesOf } from './send';
import { WhenFields } from './when-fields';

export function When({ draft, set, next }: Step) {
  const { current, all } = useAssociation();
  const [tried, setTried] = useState(false);
  // Times are of the association's zone; before one is chosen any of them will do to read them.
  const association = current ?? all[0];
  if (!association) return <p class="wait" role="status">{m.loading()}</p>;
  const known = timesOf(draft, association, new Date()).length > 0;
  return (
    <form onSubmit={event => {
      event.preventDefault();
      setTried(true);
      if (known) next();
      else document.getElementById('words')?.focus();
    }}>
      <WhenFields value={draft} set={set} association={association} error={tried && !known ? m.when_missing() : null} />
      <button type="submit">{m.continue_()}</button>
    </form>
  );
}
