import { useState } from 'preact/hooks';
import { Refused } from '../api';
import * as m from '../texts/messages';
import { Checks, Field, Radios, Select, TextArea } from '../ui/fields';
import { Frame } from '../ui/frame';
import { Page } from '../ui/page';
import { Loaded } from '../ui/says';

const COLOURS = [
  ['ink', m.design_colour_ink], ['soft', m.design_colour_soft], ['line', m.design_colour_line], ['wash', m.design_colour_wash], ['accent', m.design_colour_accent], ['bad', m.design_colour_bad],
  ['good', m.design_colour_good],
] as const;
const never = () => Promise.resolve();

/** Every element in every state, as the screens use it: who changes one sees here what else changes. */
export default function Components() {
  return (
    <Frame home="/aide">
      <Page title={m.design_title()}>
        <p>{m.design_intro()}</p>
        <h2>{m.design_type()}</h2>
        <h2>{m.design_type_2()}</h2>
        <h3>{m.design_type_3()}</h3>
        <p><a href="/composants">{m.design_type_text()}</a> <a class="tel" href="tel:+33199001717">01 99 00 17 17</a></p>
        <p class="word">{m.design_urgent()}</p>
        <h2>{m.design_colours()}</h2>
        <ul class="cards swatches">{COLOURS.map(([name, text]) => <li key={name}><span class={`swatch ${name}`} /> {text()}</li>)}</ul>
        <Actions />
        <Fields />
        <Says />
        <Lists />
      </Page>
    </Frame>
  );
}

const Actions = () => (
  <>
    <h2>{m.design_actions()}</h2>
    <p><a class="big" href="/aide">{m.design_action_big()}</a></p>
    <div class="row">
      <button type="button">{m.design_action()}</button>
      <button type="button" class="second">{m.design_action_second()}</button>
      <button type="button" disabled>{m.design_action_busy()}</button>
      <button type="button" class="second" disabled>{m.design_action_busy()}</button>
      <button type="button" class="link">{m.design_action_link()}</button>
    </div>
  </>
);

function Fields() {
  const [text, setText] = useState('');
  const [one, setOne] = useState<'a' | 'b' | null>('a');
  const [any, setAny] = useState<('a' | 'b')[]>(['b']);
  const both = [['a', m.design_choice_one()], ['b', m.design_choice_two()]] as const;
  return (
    <>
      <h2>{m.design_fields()}</h2>
      <Field id="plain" label={m.design_field()} value={text} on={setText} />
      <Field id="hinted" label={m.design_field()} hint={m.design_field_hint()} value={text} on={setText} required />
      <Field id="wrong" label={m.design_field()} hint={m.design_field_hint()} error={m.design_field_error()} value={text} on={setText} />
      <TextArea id="long" label={m.design_field()} value={text} on={setText} />
      <Select id="select" label={m.design_choices()} value={one ?? 'a'} on={v => setOne(v as 'a' | 'b')} options={both} />
      <h2>{m.design_choices()}</h2>
      <Radios name="one" legend={m.design_choices()} value={one} on={setOne} options={both} />
      <Checks name="any" legend={m.design_choices()} hint={m.design_field_hint()} value={any} on={setAny} options={both} />
      <Checks name="none" legend={m.design_choices()} error={m.design_choice_error()} value={[]} on={setAny} options={both} />
    </>
  );
}

const Says = () => (
  <>
    <h2>{m.design_says()}</h2>
    <p class="good">{m.design_good()}</p>
    <p class="note">{m.design_note()}</p>
    {/* As Wrong shows it, which would take the focus. */}
    <div class="wrong"><p><a href="#wrong">{m.design_wrong()}</a></p><ul><li>{m.design_suggestion()}</li></ul></div>
    <Loaded of={{ data: null, error: null, reload: never }}>{() => null}</Loaded>
    <Loaded of={{ data: null, error: new Refused('OFFLINE', m.error_offline()), reload: never }}>{() => null}</Loaded>
    <Loaded of={{ data: [], error: new Refused('OFFLINE', m.error_offline()), reload: never }}>{() => <p>{m.design_empty()}</p>}</Loaded>
  </>
);

const Lists = () => (
  <>
    <h2>{m.design_lists()}</h2>
    <ul class="cards">
      <li class="card">
        <h3><span class="tag urgent">{m.design_urgent()}</span> {m.design_field()}</h3>
        <blockquote>{m.design_wrong()}</blockquote>
        <div class="row"><button type="button">{m.design_action()}</button></div>
      </li>
      <li class="card">
        <h3><span class="tag">{m.design_tag()}</span> {m.design_field()}</h3>
        <dl class="facts"><dt>{m.design_fact()}</dt><dd>{m.design_fact_value()}</dd></dl>
      </li>
    </ul>
    <details><summary>{m.design_details()}</summary><p>{m.design_more()}</p></details>
    <p><label for="bar">{m.design_table()}</label> <progress class="bar" id="bar" max={60} value={30}>{m.design_bar()}</progress></p>
    <section class="scroll" aria-label={m.design_table()}>
      <table>
        <caption>{m.design_table()}</caption>
        <thead><tr><th scope="col">{m.design_table_month()}</th><th scope="col" class="num">{m.design_table_minutes()}</th></tr></thead>
        <tbody><tr><th scope="row">{m.design_november()}</th><td class="num">30</td></tr></tbody>
      </table>
    </section>
  </>
);
