import type { ComponentChildren } from 'preact';
import type { HelpCategory, MeetingMode, VisitLength } from '../generated/types';
import * as m from '../texts/messages';
import { Checks, Field, Radios } from '../ui/fields';
import type { Here } from '../whose';
import { mode, topics } from '../words';
import { weekday } from '../weekdays';
import { ReachMap } from './reach';
import { type Part, type Square, WEEK } from './week';

/** What a volunteer offers: written at sign-up, changed in the settings. */
export interface Offered {
  firstName: string;
  address: string;
  here: Here | null;
  metres: number;
  categories: HelpCategory[];
  modes: MeetingMode[];
  squares: Square[];
  minutes: number;
  isWoman: boolean;
  stepFree: boolean;
  visitLength: VisitLength | '';
}

const MODES = (['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'] as MeetingMode[]).map(x => [x, mode(x)] as const);
const METRES = () => [['500', m.reach_500()], ['1000', m.reach_1000()], ['2000', m.reach_2000()], ['5000', m.reach_5000()], ['10000', m.reach_10000()], ['20000', m.reach_20000()]] as const;
const PART_NAMES: Record<Part, () => string> = { am: m.when_am, pm: m.when_pm, eve: m.when_eve };

/** The nearest of our choices: somebody may have said 1,200 m at the desk. */
const nearest = (metres: number) => METRES().reduce((best, [key]) => (Math.abs(+key - metres) < Math.abs(+best - metres) ? key : best), '500' as string);

interface Props {
  value: Offered;
  set: (change: Partial<Offered>) => void;
  at: (field: string) => string | null;
  /** Where the small map's circle stands; null while the place is not known. */
  around: Here | null;
  /** The address is written: somebody looks whose it is. */
  written?: () => void;
  /** Below the address. */
  children?: ComponentChildren;
}

export function OfferFields({ value: v, set, at, around, written, children }: Props) {
  const toggle = (square: Square, on: boolean) => set({ squares: on ? [...v.squares, square] : v.squares.filter(s => s !== square) });
  return (
    <>
      <Field id="firstName" label={m.my_name()} error={at('firstName')} value={v.firstName} on={firstName => set({ firstName })} autocomplete="given-name" maxLength={40} required />
      <Field id="address" label={m.offer_address()} hint={m.offer_address_hint()} error={at('address')} value={v.address} on={address => set({ address, here: null })} onBlur={written} autocomplete="street-address" maxLength={200} required={!v.here} />
      {children}
      <Radios name="maxDistanceMetres" legend={m.offer_reach()} options={METRES()} value={nearest(v.metres) as '500'} on={metres => set({ metres: +metres })}>
        <ReachMap around={around} metres={v.metres} />
      </Radios>
      <Checks name="modes" legend={m.offer_modes()} error={at('modes')} options={MODES} value={v.modes} on={modes => set({ modes })} />
      <Checks name="categories" legend={m.offer_categories()} error={at('categories')} options={topics.slice(0, 9)} value={v.categories} on={value => set({ categories: value })}>
        <details open={v.categories.some(c => topics.findIndex(([key]) => key === c) >= 9)}>
          <summary>{m.offer_more()}</summary>
          <Checks name="categories-more" legend={m.offer_more()} hideLegend options={topics.slice(9)} value={v.categories} on={value => set({ categories: value })} />
        </details>
      </Checks>
      <fieldset aria-describedby={at('availability') ? 'availability-error' : undefined}>
        <legend>{m.offer_when()}</legend>
        {at('availability') && <p class="error" id="availability-error">{at('availability')}</p>}
        <div class="scroll">
          <table class="week">
            <thead><tr><td />{(['am', 'pm', 'eve'] as Part[]).map(p => <th key={p} scope="col">{PART_NAMES[p]()}</th>)}</tr></thead>
            <tbody>
              {WEEK.map((d, i) => (
                <tr key={d}>
                  <th scope="row">{weekday(d)}</th>
                  {(['am', 'pm', 'eve'] as Part[]).map((p, j) => {
                    const square: Square = `${d} ${p}`;
                    return <td key={p}><input type="checkbox" id={i + j === 0 ? 'availability' : undefined} aria-label={`${weekday(d)}, ${PART_NAMES[p]()}`} checked={v.squares.includes(square)} onChange={event => toggle(square, event.currentTarget.checked)} /></td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </fieldset>
      <Radios name="minutesPerMonth" legend={m.offer_minutes()} options={[['30', m.minutes_30()], ['60', m.minutes_60()], ['120', m.minutes_120()]] as const} value={String(v.minutes) as '60'} on={minutes => set({ minutes: +minutes })} />
      <details open={v.isWoman || v.stepFree || v.visitLength !== ''}>
        <summary>{m.offer_extra()}</summary>
        <Checks name="extra" legend={m.offer_extra()} hideLegend options={[['woman', m.offer_woman()], ['step', m.offer_step_free()]] as const}
          value={[...(v.isWoman ? ['woman' as const] : []), ...(v.stepFree ? ['step' as const] : [])]} on={value => set({ isWoman: value.includes('woman'), stepFree: value.includes('step') })} />
        <Radios name="visitLength" legend={m.offer_length()} options={[['', m.offer_length_any()], ['SIXTY', m.offer_length_60()], ['THIRTY', m.offer_length_30()]] as const} value={v.visitLength} on={visitLength => set({ visitLength })} />
      </details>
    </>
  );
}
