import { useState } from 'preact/hooks';
import { change, Refused } from '../api';
import { useAsk, useWork } from '../ask';
import type { AgeBand, Constraint, HelpCategory, MeetingMode, RequestChannel, Situation } from '../generated/types';
import { go } from '../router';
import * as m from '../texts/messages';
import { dayOf, windowsOf } from '../time';
import { Checks, Field, Select, TextArea } from '../ui/fields';
import { Page } from '../ui/page';
import { say, Wrong } from '../ui/says';
import { understand } from '../when';
import { constraints, mode, situations, stretch, topics } from '../words';
import { Board, CompleteDraft } from './desk.ops';
import type { DeskProps } from './door';
import { DeskAsk } from './requests.ops';

const MODES = (['AT_HOME', 'PUBLIC_PLACE', 'BY_PHONE'] as MeetingMode[]).map(x => [x, mode(x)] as const);
const CHANNELS = (): [RequestChannel, string][] => [['DESK', m.channel_desk()], ['PHONE', m.channel_phone()], ['OTHER', m.channel_other()]];
const AGES = (): [AgeBand | '', string][] => [['', m.age_none()], ['FROM_80', m.age_80()], ['FROM_70_TO_79', m.age_70()], ['FROM_60_TO_69', m.age_60()], ['FROM_25_TO_59', m.age_25()], ['UNDER_25', m.age_under_25()]];
const FIELDS: Record<string, string> = { 'resident.firstName': 'firstName', 'resident.phone': 'phone', 'resident.address': 'address', category: 'category', sentence: 'sentence', windows: 'words', modes: 'modes', 'resident.relative.phone': 'relativePhone', 'resident.relative.firstName': 'relativeName' };

/** Somebody stands at the desk or is on the telephone: one form in the order of a conversation, by keyboard alone; Enter sends it. */
export function NewRequest({ association }: DeskProps) {
  const draftId = new URLSearchParams(location.search).get('brouillon');
  const board = useAsk(Board, {});
  const draft = board.data?.needsPerson.items.find(t => t.id === draftId);
  if (draftId && !board.data) return <Page title={m.new_title()}><p class="wait" role="status">{m.loading()}</p></Page>;
  return <Form association={association} draftId={draftId} phone={draft?.phone ?? ''} sentence={draft?.text ?? ''} />;
}

function Form({ association, draftId, phone: knownPhone, sentence: knownSentence }: Omit<DeskProps, 'part'> & { draftId: string | null; phone: string; sentence: string }) {
  const [v, setV] = useState({
    firstName: '', phone: knownPhone, address: '', category: '' as HelpCategory | '', sentence: knownSentence.slice(0, 300), words: '', minutes: '60', modes: ['AT_HOME'] as MeetingMode[], meetingPoint: '',
    constraints: [] as Constraint[], situations: [] as Situation[], channel: (draftId ? 'PHONE' : 'DESK') as RequestChannel, age: '' as AgeBand | '', relativeName: '', relativePhone: '',
  });
  const set = (part: Partial<typeof v>) => setV(before => ({ ...before, ...part }));
  const work = useWork();
  const zone = association.timeZone;
  const now = new Date();
  const windows = windowsOf(understand(v.words, dayOf(zone, now)), zone, now, +v.minutes, association.policy.minimumNoticeMinutes);
  const send = () => work.run(async () => {
    const { category } = v;
    if (!category) throw new Refused('WHAT', m.new_category_missing(), 'category');
    if (windows.length === 0) throw new Refused('WHEN', m.when_missing(), 'windows');
    const input = {
      resident: { firstName: v.firstName, phone: v.phone, address: { text: v.address }, ageBand: v.age || null, relative: v.relativeName.trim() ? { firstName: v.relativeName, phone: v.relativePhone } : null },
      category, sentence: v.sentence, minutes: +v.minutes, modes: v.modes, meetingPoint: v.modes.includes('PUBLIC_PLACE') ? v.meetingPoint.trim() || null : null,
      windows, constraints: v.constraints, situations: v.situations, channel: v.channel,
    };
    const id = draftId ? (await change(CompleteDraft, { input: { draftId, request: input } })).completeDraft.draft!.helpRequest!.id : (await change(DeskAsk, { input })).askForHelp.helpRequest!.id;
    say(m.new_done());
    go(`/association/demandes/${id}`);
  });
  const place = (path: string) => FIELDS[path.replace(/^request\./, '')] ?? (path.includes('windows') ? 'words' : null);
  const at = (id: string) => (work.error?.field && place(work.error.field) === id ? work.error.message : null);
  return (
    <Page title={m.new_title()} back="/association" wide>
      <form onSubmit={event => { event.preventDefault(); void send(); }}>
        <Wrong error={work.error} field={place} />
        <div class="columns">
          <div>
            <Field id="firstName" label={m.fact_first_name()} error={at('firstName')} value={v.firstName} on={firstName => set({ firstName })} maxLength={40} autocomplete="off" required autoFocus />
            <Field id="phone" label={m.fact_phone()} hint={m.new_phone_hint()} error={at('phone')} value={v.phone} on={phone => set({ phone })} type="tel" autocomplete="off" required />
            <Field id="address" label={m.fact_address()} error={at('address')} value={v.address} on={address => set({ address })} maxLength={200} autocomplete="off" required />
            <Select id="category" label={m.fact_what()} value={v.category} on={category => set({ category: category as HelpCategory })} error={at('category')} required options={[['', m.association_choose()], ...topics]} />
            <TextArea id="sentence" label={m.new_sentence()} error={at('sentence')} value={v.sentence} on={sentence => set({ sentence })} maxLength={300} rows={2} />
            <Field id="words" label={m.fact_when()} hint={m.when_words_hint()} error={at('words')} value={v.words} on={words => set({ words })} autocomplete="off" required />
            <div role="status">{windows.length > 0 && <p class="good">{windows.slice(0, 3).map(w => stretch(w, zone)).join(' ; ')}{windows.length > 3 && ` ; ${m.when_more({ count: windows.length - 3 })}`}</p>}</div>
          </div>
          <div>
            <Select id="minutes" label={m.fact_long()} value={v.minutes} on={minutes => set({ minutes })} options={[['60', m.minutes_60()], ['30', m.minutes_30()]]} />
            <Checks name="modes" legend={m.fact_how()} error={at('modes')} options={MODES} value={v.modes} on={modes => set({ modes })} />
            {v.modes.includes('PUBLIC_PLACE') && <Field id="meetingPoint" label={m.where_point()} value={v.meetingPoint} on={meetingPoint => set({ meetingPoint })} maxLength={80} />}
            <Checks name="situations" legend={m.story_situations()} options={situations} value={v.situations} on={value => set({ situations: value })} />
            <Checks name="constraints" legend={m.story_constraints()} options={constraints} value={v.constraints} on={value => set({ constraints: value })} />
            <Select id="channel" label={m.new_channel()} value={v.channel} on={channel => set({ channel: channel as RequestChannel })} options={CHANNELS()} />
            <Select id="age" label={m.age_summary()} hint={m.age_hint()} value={v.age} on={age => set({ age: age as AgeBand | '' })} options={AGES()} />
            <details>
              <summary>{m.new_relative()}</summary>
              <Field id="relativeName" label={m.new_relative_name()} error={at('relativeName')} value={v.relativeName} on={relativeName => set({ relativeName })} maxLength={40} autocomplete="off" />
              <Field id="relativePhone" label={m.new_relative_phone()} error={at('relativePhone')} value={v.relativePhone} on={relativePhone => set({ relativePhone })} type="tel" autocomplete="off" />
            </details>
          </div>
        </div>
        <button type="submit" disabled={work.busy}>{work.busy ? m.busy() : m.new_send()}</button>
      </form>
    </Page>
  );
}
