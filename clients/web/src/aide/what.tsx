import { useState } from 'preact/hooks';
import type { HelpCategory } from '../generated/types';
import * as m from '../texts/messages';
import { Checks, Radios, Select, TextArea } from '../ui/fields';
import { categories, situations } from '../words';
import type { Step } from './ask';

const FREQUENT = 8;

export function What({ draft, set, next }: Step) {
  const [missing, setMissing] = useState(false);
  const rest = categories.slice(FREQUENT);
  return (
    <form onSubmit={event => {
      event.preventDefault();
      if (draft.category) return next();
      setMissing(true);
      document.getElementById('category')?.focus();
    }}>
      <Radios name="category" legend={m.what_legend()} error={missing && !draft.category ? m.what_missing() : null} options={categories.slice(0, FREQUENT)} value={draft.category} on={category => set({ category })}>
        <Select id="category-other" label={m.what_other()} value={rest.some(([key]) => key === draft.category) ? draft.category! : ''} on={value => set({ category: (value as HelpCategory) || null })} options={[['', m.what_other_none()], ...rest]} />
      </Radios>
      <TextArea id="sentence" label={m.sentence_label()} hint={m.sentence_hint()} value={draft.sentence} on={sentence => set({ sentence })} maxLength={300} />
      <details open={draft.situations.length > 0}>
        <summary>{m.situation_summary()}</summary>
        <Checks name="situations" legend={m.situation_legend()} hint={m.situation_hint()} options={situations} value={draft.situations} on={value => set({ situations: value })} />
      </details>
      <button type="submit">{m.continue_()}</button>
    </form>
  );
}
