import * as m from '../texts/messages';

/** What was done, by the first word of the journal's operation; the API's mutations and what the service writes by itself. */
const DEEDS: [() => string, string][] = [
  [m.journal_deed_request, 'askForHelp cancelRequest changeTimes searchAgain completeDraft dismissDraft passDraft'],
  [m.journal_deed_hand, 'offerToVolunteer'],
  [m.journal_deed_offer, 'acceptOffer declineOffer'],
  [m.journal_deed_visit, 'cancelVisit confirmVisit moveVisit reportVisit describeVisit thankVolunteer settleVisitWord'],
  [m.journal_deed_plan, 'proposePlan acceptPlan changePlan discardPlan'],
  [m.journal_deed_decision, 'contestDecision answerContest'],
  [m.journal_deed_rules, 'adoptRules changePolicy changeVouchingPolicy createAssociation publishCharter setForgetting setOpeningHours updateTerritory'],
  [m.journal_deed_volunteer, 'signUpVolunteer updateVolunteer pauseVolunteer resumeVolunteer suspendVolunteer keepVolunteer correctMinutes acceptCharter askForCharter'],
  [m.journal_deed_vouch, 'vouchForVolunteer renewVouching recordBulletin recordGuardianConsent withdrawGuardianConsent addReference recordReference removeReference'],
  [m.journal_deed_resident, 'correctResident keepResident addContact endContact assessAutonomy answerEnding giveConsent withdrawConsent mergeResidents undoMerge keepApart renewVoiceCode'],
  [m.journal_deed_rights, 'restrictResident restrictVolunteer liftResidentRestriction liftVolunteerRestriction eraseResident eraseVolunteer exportPerson erasePerson erase forget'],
  [m.journal_deed_pairs, 'blockPair unblockPair separatePair'],
  [m.journal_deed_worry, 'reportWorry noteWorry closeWorry'],
  [m.journal_deed_calls, 'markCalled markInboundHandled markMessageSeen markScamSeen'],
  [m.journal_deed_sms, 'stopSms resumeSms'],
  [m.journal_deed_invite, 'createInvite revokeInvite'],
  [m.journal_deed_import, 'importPeople'],
  [m.journal_deed_account, 'addCoordinator removeCoordinator addPasskey askNewPasskey askPasskey removePasskey confirmSecondFactor confirmTotp enrolTotp resetSecondFactor renewRecoveryCodes createApiToken revokeApiToken endSession linkElsewhere unlinkElsewhere requestSignInCode setPassword signInWithCode signInWithPasskey signInWithPassword signOut signOutEverywhere'],
  [m.journal_deed_decide, 'decide'],
  [m.journal_deed_phone, 'sms link voice'],
];

/** What sort of thing was read, of each personal field of the API. */
const KINDS: [() => string, Record<string, string>][] = [
  [m.journal_kind_who, { Resident: 'firstName relativeFirstName', Volunteer: 'firstName', Visit: 'volunteerFirstName residentFirstName', PersonTask: 'who', ResidentContact: 'firstName', VolunteerReference: 'name knows', GuardianConsent: 'guardianFirstName', QuietPerson: 'firstName', ImportLine: 'firstName suggestions', JournalPerson: 'firstName' }],
  [m.journal_kind_contact, { Resident: 'phone otherPhone relativePhone', Volunteer: 'phone', Message: 'to', InboundMessage: 'from', DraftRequest: 'phone', PersonTask: 'phone', WorryCase: 'phone', ResidentContact: 'phone', VolunteerReference: 'phone' }],
  [m.journal_kind_place, { Resident: 'place blurredPlace', Volunteer: 'place blurredPlace', HelpRequest: 'place blurredPlace' }],
  [m.journal_kind_life, { Resident: 'language ageBand autonomy', Volunteer: 'languages availability isWoman minutesLedger', HelpRequest: 'language situations' }],
  [m.journal_kind_words, { HelpRequest: 'sentence', Message: 'body', InboundMessage: 'body', DraftRequest: 'text recordingUrl motive', PersonTask: 'text words', WorryCase: 'words recordingUrl', WorryNote: 'text', Contest: 'words answer' }],
  [m.journal_kind_visit, { HelpRequest: 'meetingPoint', Visit: 'address meetingPoint codeWord done thanks', Resident: 'neighboursMet' }],
  [m.journal_kind_decision, { Decision: 'record because otherwise motive', PlanLine: 'because', PlanChange: 'motive' }],
  [m.journal_kind_source, { PeopleImport: 'source' }],
];

const deeds = new Map<string, () => string>(DEEDS.flatMap(([text, operations]) => operations.split(' ').map(operation => [operation, text] as const)));
const kinds = new Map<string, () => string>(KINDS.flatMap(([text, of]) => Object.entries(of).flatMap(([type, fields]) => fields.split(' ').map(field => [`${type}.${field}`, text] as const))));

export const hasWord = (operation: string) => deeds.has(operation);
export const hasKind = (field: string) => kinds.has(field);

/** A line of the journal as people say it; what no word is known for is shown as it is written. */
export function deed({ operation, fields }: { operation: string; fields: readonly string[] }): string {
  const first = operation.split(' ')[0]!;
  if (first === 'read') return m.journal_read({ what: [...new Set(fields.map(f => kinds.get(f)?.() ?? f))].join(', ') });
  return deeds.get(first)?.() ?? operation;
}
