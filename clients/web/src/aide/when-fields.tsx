import type { Association } from '../associations';
import * as m from '../texts/messages';
import { nextDays } from '../time';
import { Field, Radios } from '../ui/fields';
import { day, stretch } from '../words';
import type { Draft } from './draft';
import { timesOf } from './send';

type Times = Pick<Draft, 'words' | 'ticked' | 'minutes'>;

/**
 * When it suits: in words, or by ticking; what was understood is said at once.
 * @param of tells two of them on one page apart.
 * @param lengthFixed a visit that moves stays as long as it is.
 */
export function WhenFields({ value, set, association, error, of, lengthFixed }: { value: Times; set: (change: Partial<Times>) => void; association: Association; error: string | null; of?: string; lengthFixed?: boolean }) {
  const now = new Date();
  const zone = association.timeZone;
  const possible = (key: string) => timesOf({ ...value, words: '', ticked: [key] }, association, now).length > 0;
  const days = nextDays(zone, now, association.policy.minimumNoticeMinutes, 8).filter(d => possible(`${d} am`) || possible(`${d} pm`)).slice(0, 7);
  const understood = timesOf(value, association, now);
  const toggle = (key: string, on: boolean) => set({ ticked: on ? [...value.ticked, key] : value.ticked.filter(k => k !== key) });
  return (
    <>
      <Field id={of ? `words-${of}` : 'words'} label={m.when_words()} hint={m.when_words_hint()} error={error} value={value.words} on={words => set({ words })} autocomplete="off" />
      <div role="status">
        {understood.length > 0 && (
          <div class="good">
            <p>{m.when_understood()}</p>
            <ul>{understood.slice(0, 4).map(w => <li key={w.start}>{stretch(w, zone)}</li>)}</ul>
            {understood.length > 4 && <p>{m.when_more({ count: understood.length - 4 })}</p>}
          </div>
        )}
      </div>
      <fieldset>
        <legend>{m.when_tick()}</legend>
        <div class="grid">
          {days.map(d => {
            const name = day(`${d}T12:00:00Z`, 'UTC');
            return [
              <span key={d} id={`d-${d}${of ?? ''}`}>{name}</span>,
              ...(['am', 'pm'] as const).map(part => {
                const key = `${d} ${part}`;
                return (
                  <label class="choice" key={key}>
                    <input type="checkbox" disabled={!possible(key)} checked={value.ticked.includes(key)} onChange={event => toggle(key, event.currentTarget.checked)} />
                    <span>{part === 'am' ? m.when_am() : m.when_pm()}<span class="sr"> {name}</span></span>
                  </label>
                );
              }),
            ];
          })}
        </div>
      </fieldset>
      {!lengthFixed && <Radios name="minutes" legend={m.when_minutes()} options={[['60', m.minutes_60()], ['30', m.minutes_30()]] as const} value={String(value.minutes) as '60' | '30'} on={v => set({ minutes: v === '30' ? 30 : 60 })} />}
    </>
  );
}

