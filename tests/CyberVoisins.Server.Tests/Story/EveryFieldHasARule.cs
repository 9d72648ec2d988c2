using System.Text.Json.Nodes;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>What one root field answers to a visitor, a volunteer, a resident and the coordinator of another association.</summary>
/// <param name="Document">About things of the association that are none of theirs: $VOLUNTEER, $REQUEST, $OFFER, $VISIT, $MESSAGE, $DECISION, $WORRY, $FLAG, $RESIDENT, $SESSION, $TOKEN, $ASSOCIATION, $PHONE.</param>
internal sealed record FieldRule(string Document, string Visitor, string Volunteer, string Resident, string Stranger)
{
    public string For(int caller) => caller switch { 0 => Visitor, 1 => Volunteer, 2 => Resident, _ => Stranger };
}

/// <summary>Default deny: a root field that is not in this table fails the test, and so does one that answers otherwise.</summary>
public sealed partial class EveryFieldHasARule
{
    private const string Stranger = "+33639980005", OwnVolunteer = "+33639984001", OwnResident = "+33639984002";
    private const string Input = "errors { code message field } } }";

    // OK: done or shown. "sees N": a list of so many. null: as if it did not exist.
    private static readonly Dictionary<string, FieldRule> Table = new(StringComparer.Ordinal)
    {
        ["me"] = All("OK", "{ me { signedIn } }"),
        // The coordinator chose a password in a browser, and signed in with it.
        ["sessions"] = new("{ sessions { nodes { id } } }", "UNAUTHENTICATED", "sees 1", "sees 1", "sees 2"),
        ["apiTokens"] = SignedIn("sees 0", "{ apiTokens { nodes { id name } } }"),
        ["accountSecurity"] = SignedIn("OK", "{ accountSecurity { password app } }"),
        ["elsewhere"] = All("null", "{ elsewhere }"),
        ["matchingRules"] = All("OK", "{ matchingRules { rule sentence } }"),
        ["associations"] = All("sees 2", "{ associations { nodes { id name phone } } }"),
        ["associationsNear"] = All("OK", """{ associationsNear(address: { text: "75017 Paris" }) { commune associations { serves association { name phone } } } }"""),
        ["volunteers"] = new("{ volunteers { nodes { firstName } } }", "sees 0", "sees 1", "sees 0", "sees 0"),
        ["volunteer"] = All("null", """{ volunteer(id: "$VOLUNTEER") { firstName } }"""),
        ["helpRequests"] = new("{ helpRequests { nodes { sentence resident { phone } } } }", "sees 0", "sees 0", "sees 1", "sees 0"),
        ["helpRequest"] = All("null", """{ helpRequest(id: "$REQUEST") { sentence resident { phone } } }"""),
        ["residents"] = Coordinators("sees 0", "{ residents { nodes { firstName phone } } }"),
        ["resident"] = Coordinators("null", """{ resident(id: "$RESIDENT") { firstName phone } }"""),
        ["importPeople"] = Coordinators("IMPORT_NOT_READABLE", $$"""mutation { importPeople(input: { kind: RESIDENTS, file: "?", dryRun: false, source: "pour voir", agreed: DESK, agreedOn: "2026-11-20" }) { {{Input}}"""),
        ["offers"] = All("sees 0", "{ offers { nodes { code } } }"),
        ["visits"] = All("sees 0", "{ visits { nodes { address } } }"),
        ["visit"] = All("null", """{ visit(id: "$VISIT") { address } }"""),
        ["matching"] = Coordinators("NOT_FOUND", """{ matching(requestId: "$REQUEST") { proposed { rank } } }"""),
        ["messages"] = Coordinators("sees 0", "{ messages { nodes { to body } } }"),
        ["unclearMessages"] = Coordinators("sees 0", "{ unclearMessages { nodes { from body } } }"),

        ["drafts"] = Coordinators("sees 0", "{ drafts { nodes { phone text } } }"),
        ["completeDraft"] = Coordinators("NOT_FOUND", $$"""
            mutation { completeDraft(input: { draftId: "$DECISION", request: { associationId: "$ASSOCIATION", residentId: "$RESIDENT", resident: { firstName: "Eve", phone: "+33639984009", address: { text: "75017 Paris" } }, category: EMAIL,
              sentence: "Je ne suis pas Eve.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] } }) { {{Input}}
            """),
        ["dismissDraft"] = Coordinators("NOT_FOUND", $$"""mutation { dismissDraft(input: { draftId: "$DECISION", motive: "pour voir" }) { {{Input}}"""),
        ["passDraft"] = SignedIn("FORBIDDEN", $$"""mutation { passDraft(input: { draftId: "$DECISION", associationId: "$ASSOCIATION" }) { {{Input}}"""),
        ["conversation"] = Coordinators("NOT_FOUND", """{ conversation(associationId: "$ASSOCIATION") { lines { written } } }"""),
        ["needsPerson"] = Coordinators("NOT_FOUND", """{ needsPerson(associationId: "$ASSOCIATION") { count items { phone text } } }"""),
        ["boardChanged"] = Coordinators("NOT_FOUND", """subscription { boardChanged(associationId: "$ASSOCIATION") { version } }"""),
        ["smsGate"] = SignedIn("FORBIDDEN", "{ smsGate { stoppedBecause reconciliations { unknownToUsSids } } }"),
        ["markMessageSeen"] = Coordinators("NOT_FOUND", $$"""mutation { markMessageSeen(messageId: "$MESSAGE") { {{Input}}"""),
        ["markInboundHandled"] = Coordinators("NOT_FOUND", $$"""mutation { markInboundHandled(inboundId: "$MESSAGE") { {{Input}}"""),
        ["stopSms"] = Coordinators("NOT_FOUND", $$"""mutation { stopSms(input: { reason: "pour voir", associationId: "$ASSOCIATION" }) { {{Input}}"""),
        ["resumeSms"] = Coordinators("NOT_FOUND", $$"""mutation { resumeSms(associationId: "$ASSOCIATION") { {{Input}}"""),

        ["decision"] = All("null", """{ decision(id: "$DECISION") { because record } }"""),
        ["whyNotMe"] = SignedIn("OK", "{ whyNotMe { because } }"),
        ["contests"] = All("sees 0", "{ contests { nodes { words answer } } }"),
        ["residentData"] = SignedIn("NOT_FOUND", """{ residentData(residentId: "$RESIDENT") { json } }"""),
        ["volunteerData"] = SignedIn("NOT_FOUND", """{ volunteerData(volunteerId: "$VOLUNTEER") { json } }"""),
        ["eraseResident"] = SignedIn("NOT_FOUND", $$"""mutation { eraseResident(residentId: "$RESIDENT") { {{Input}}"""),
        ["eraseVolunteer"] = SignedIn("NOT_FOUND", $$"""mutation { eraseVolunteer(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["correctResident"] = SignedIn("NOT_FOUND", $$"""mutation { correctResident(input: { residentId: "$RESIDENT", firstName: "Eve" }) { {{Input}}"""),
        ["restrictResident"] = SignedIn("NOT_FOUND", $$"""mutation { restrictResident(residentId: "$RESIDENT") { {{Input}}"""),
        ["liftResidentRestriction"] = SignedIn("NOT_FOUND", $$"""mutation { liftResidentRestriction(residentId: "$RESIDENT", personInformed: true) { {{Input}}"""),
        ["restrictVolunteer"] = SignedIn("NOT_FOUND", $$"""mutation { restrictVolunteer(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["liftVolunteerRestriction"] = SignedIn("NOT_FOUND", $$"""mutation { liftVolunteerRestriction(volunteerId: "$VOLUNTEER", personInformed: true) { {{Input}}"""),
        ["goingQuiet"] = Coordinators("OK", "{ goingQuiet { firstName erasedOn } }"),
        ["keepResident"] = Coordinators("NOT_FOUND", $$"""mutation { keepResident(residentId: "$RESIDENT") { {{Input}}"""),
        ["keepVolunteer"] = Coordinators("NOT_FOUND", $$"""mutation { keepVolunteer(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["setForgetting"] = Coordinators("INVALID_MONTHS", $$"""mutation { setForgetting(months: 6) { {{Input}}"""),
        ["lookalikeResidents"] = Coordinators("OK", "{ lookalikeResidents { keep { firstName phone } } }"),
        ["lookalikeVolunteers"] = Coordinators("OK", "{ lookalikeVolunteers { first { firstName } } }"),
        ["residentMerges"] = Coordinators("OK", "{ residentMerges { other { firstName } } }"),
        ["mergeResidents"] = Coordinators("NOT_FOUND", $$"""mutation { mergeResidents(input: { keepId: "$RESIDENT", otherId: "$DECISION" }) { {{Input}}"""),
        ["undoMerge"] = Coordinators("NOT_FOUND", $$"""mutation { undoMerge(mergeId: "$DECISION") { {{Input}}"""),
        ["keepApart"] = Coordinators("NOT_FOUND", $$"""mutation { keepApart(input: { residentIds: ["$RESIDENT", "$DECISION"], volunteerIds: ["$VOLUNTEER"] }) { {{Input}}"""),
        ["journal"] = Coordinators("NOT_FOUND", """{ journal(associationId: "$ASSOCIATION") { nodes { line } } }"""),
        ["journalCheck"] = Coordinators("NOT_FOUND", """{ journalCheck(associationId: "$ASSOCIATION") { lines } }"""),
        ["firstBrokenDecision"] = Coordinators("null", "{ firstBrokenDecision }"),

        ["audit"] = Coordinators("NOT_FOUND", """{ audit(input: { associationId: "$ASSOCIATION", from: "2026-11-01", to: "2026-11-30" }) { text } }"""),
        ["coverage"] = Coordinators("NOT_FOUND", """{ coverage(associationId: "$ASSOCIATION") { days cells { area people } } }"""),
        ["replayWeights"] = Coordinators("NOT_FOUND", """{ replayWeights(input: { associationId: "$ASSOCIATION", from: "2026-11-01", to: "2026-11-30", weights: {} }) { decisions } }"""),
        ["replayRules"] = Coordinators("OK", "{ replayRules { month rules { served nowServed } } }"),
        ["plan"] = Coordinators("null", """{ plan(id: "$DECISION") { salt } }"""),
        ["plans"] = Coordinators("sees 0", "{ plans { nodes { salt } } }"),
        ["proposePlan"] = Coordinators("INVALID_MONTH", $$"""mutation { proposePlan(input: { month: 202001 }) { {{Input}}"""),
        ["changePlan"] = Coordinators("NOT_FOUND", $$"""mutation { changePlan(input: { planId: "$DECISION", requestId: "$REQUEST", volunteerId: "$VOLUNTEER", choice: FORCE, motive: "pour voir" }) { {{Input}}"""),
        ["acceptPlan"] = Coordinators("NOT_FOUND", $$"""mutation { acceptPlan(planId: "$DECISION") { {{Input}}"""),
        ["discardPlan"] = Coordinators("NOT_FOUND", $$"""mutation { discardPlan(planId: "$DECISION") { {{Input}}"""),
        ["adoptRules"] = Coordinators("INVALID_WEIGHT", $$"""mutation { adoptRules(input: { weights: { distance: 101 }, votedBy: "personne", votedOn: "2026-11-20", motive: "pour voir si l'on peut" }) { {{Input}}"""),
        ["correctMinutes"] = Coordinators("NOT_FOUND", $$"""mutation { correctMinutes(input: { volunteerId: "$VOLUNTEER", month: 202611, minutes: -30, motive: "pour voir" }) { {{Input}}"""),
        ["blockPair"] = SignedIn("NOT_FOUND", $$"""mutation { blockPair(input: { visitId: "$VISIT" }) { {{Input}}"""),
        ["unblockPair"] = Coordinators("NOT_FOUND", $$"""mutation { unblockPair(volunteerId: "$VOLUNTEER", residentId: "$RESIDENT") { {{Input}}"""),
        ["worryCases"] = Coordinators("sees 0", "{ worryCases { nodes { words phone } } }"),
        ["worryCase"] = Coordinators("null", """{ worryCase(id: "$WORRY") { words phone } }"""),
        ["reportWorry"] = SignedIn("NOT_FOUND", $$"""mutation { reportWorry(input: { visitId: "$VISIT", words: "pour voir" }) { {{Input}}"""),
        ["noteWorry"] = Coordinators("NOT_FOUND", $$"""mutation { noteWorry(input: { caseId: "$WORRY", text: "pour voir" }) { {{Input}}"""),
        ["separatePair"] = Coordinators("NOT_FOUND", $$"""mutation { separatePair(input: { caseId: "$WORRY", residentId: "$RESIDENT", volunteerId: "$VOLUNTEER" }) { {{Input}}"""),
        ["closeWorry"] = Coordinators("NOT_FOUND", $$"""mutation { closeWorry(input: { caseId: "$WORRY", conclusion: MISTAKE, text: "pour voir" }) { {{Input}}"""),
        ["markScamSeen"] = Coordinators("NOT_FOUND", $$"""mutation { markScamSeen(flagId: "$FLAG") { {{Input}}"""),
        ["autonomyQuestions"] = All("OK", "{ autonomyQuestions { question sentence } }"),
        ["autonomyFigures"] = Coordinators("OK", "{ autonomyFigures { assessed progressed } }"),
        ["assessAutonomy"] = SignedIn("NOT_FOUND", $$"""mutation { assessAutonomy(input: { residentId: "$RESIDENT", answers: [ALONE, ALONE, ALONE, ALONE, ALONE, ALONE] }) { {{Input}}"""),
        ["answerEnding"] = SignedIn("NOT_FOUND", $$"""mutation { answerEnding(input: { endingId: "$DECISION", agreed: true }) { {{Input}}"""),
        ["contestDecision"] = SignedIn("NOT_FOUND", $$"""mutation { contestDecision(input: { decisionId: "$DECISION", volunteerId: "$VOLUNTEER", words: "pour voir" }) { {{Input}}"""),
        ["answerContest"] = Coordinators("NOT_FOUND", $$"""mutation { answerContest(input: { contestId: "$DECISION", corrected: false, answer: "pour voir si l'on peut" }) { {{Input}}"""),

        ["requestSignInCode"] = All("INVALID_PHONE", $$"""mutation { requestSignInCode(input: { phone: "36 39" }) { {{Input}}"""),
        ["signInWithCode"] = All("WRONG_CODE", $$"""mutation { signInWithCode(input: { phone: "$PHONE", code: "000000" }) { {{Input}}"""),
        ["signInWithPassword"] = All("WRONG_PASSWORD", $$"""mutation { signInWithPassword(input: { login: "$PHONE", password: "pas-le-bon-mot" }) { {{Input}}"""),
        ["setPassword"] = SignedIn("WEAK_PASSWORD", $$"""mutation { setPassword(input: { newPassword: "court" }) { {{Input}}"""),
        ["enrolTotp"] = Coordinators("OK", $$"""mutation { enrolTotp { {{Input}}"""),
        ["confirmTotp"] = Coordinators("WRONG_CODE", $$"""mutation { confirmTotp(input: { code: "000000" }) { {{Input}}"""),
        ["confirmSecondFactor"] = new($$"""mutation { confirmSecondFactor(input: { code: "000000" }) { {{Input}}""", "UNAUTHENTICATED", "PASSWORD_REQUIRED", "PASSWORD_REQUIRED", "WRONG_CODE"),
        ["renewRecoveryCodes"] = SignedIn("FORBIDDEN", $$"""mutation { renewRecoveryCodes { {{Input}}"""),
        ["resetSecondFactor"] = Coordinators("NOT_FOUND", $$"""mutation { resetSecondFactor(phone: "$PHONE") { {{Input}}"""),
        ["askNewPasskey"] = Coordinators("OK", $$"""mutation { askNewPasskey { {{Input}}"""),
        ["addPasskey"] = Coordinators("PASSKEY_REFUSED", $$"""mutation { addPasskey(input: { questionId: "$DECISION", credential: "{}", name: "une clé" }) { {{Input}}"""),
        ["removePasskey"] = SignedIn("NOT_FOUND", $$"""mutation { removePasskey(passkeyId: "AAAA") { {{Input}}"""),
        ["askPasskey"] = All("OK", $$"""mutation { askPasskey { {{Input}}"""),
        ["signInWithPasskey"] = All("PASSKEY_REFUSED", $$"""mutation { signInWithPasskey(input: { questionId: "$DECISION", credential: "{}" }) { {{Input}}"""),
        ["linkElsewhere"] = SignedIn("NOT_FOUND", $$"""mutation { linkElsewhere { {{Input}}"""),
        ["unlinkElsewhere"] = SignedIn("NOT_FOUND", $$"""mutation { unlinkElsewhere { {{Input}}"""),
        ["endSession"] = SignedIn("NOT_FOUND", $$"""mutation { endSession(sessionId: "$SESSION") { {{Input}}"""),
        ["createApiToken"] = SignedIn("INVALID_DAYS", $$"""mutation { createApiToken(input: { name: "pour voir", scopes: [READ], days: 0 }) { {{Input}}"""),
        ["revokeApiToken"] = SignedIn("NOT_FOUND", $$"""mutation { revokeApiToken(apiTokenId: "$TOKEN") { {{Input}}"""),
        ["signOut"] = All("OK", $$"""mutation { signOut { {{Input}}"""),
        ["addCoordinator"] = SignedIn("FORBIDDEN", $$"""mutation { addCoordinator(input: { associationId: "$ASSOCIATION", firstName: "Eve", phone: "+33639984009" }) { {{Input}}"""),
        ["removeCoordinator"] = SignedIn("FORBIDDEN", $$"""mutation { removeCoordinator(input: { associationId: "$ASSOCIATION", phone: "$PHONE" }) { {{Input}}"""),
        ["createAssociation"] = SignedIn("FORBIDDEN", $$"""mutation { createAssociation(input: { name: "Une autre", smsName: "Autre", phone: "01 99 00 17 18", territory: { communeCodes: ["75117"] } }) { {{Input}}"""),
        // The stranger changes the stranger's own association.
        ["changePolicy"] = Coordinators("OK", $$"""mutation { changePolicy(input: { waveSize: 3 }) { {{Input}}"""),
        ["territoryChange"] = Coordinators("OK", """{ territoryChange(input: { territory: { communeCodes: ["75117"] } }) { residents after { residents } } }"""),
        ["updateTerritory"] = Coordinators("INVALID_TERRITORY", $$"""mutation { updateTerritory(input: { territory: { radiusMetres: 1 } }) { {{Input}}"""),
        ["setOpeningHours"] = Coordinators("OK", $$"""mutation { setOpeningHours(input: { slots: [{ day: MONDAY, start: "09:00", end: "12:00" }] }) { {{Input}}"""),
        ["renewVoiceCode"] = Coordinators("NOT_FOUND", $$"""mutation { renewVoiceCode(residentId: "$VOLUNTEER") { {{Input}}"""),
        ["signUpVolunteer"] = SignedIn("FORBIDDEN", $$"""
            mutation { signUpVolunteer(input: { associationId: "$ASSOCIATION", firstName: "Eve", phone: "+33639984009", address: { text: "75017 Paris" }, maxDistanceMetres: 500,
              categories: [EMAIL], availability: [{ day: MONDAY, start: "09:00", end: "12:00" }], modes: [BY_PHONE] }) { {{Input}}
            """),
        ["updateVolunteer"] = SignedIn("NOT_FOUND", $$"""mutation { updateVolunteer(input: { volunteerId: "$VOLUNTEER", minutesPerMonth: 600, address: { latitude: 0, longitude: 0 } }) { {{Input}}"""),
        ["vouchForVolunteer"] = Coordinators("NOT_FOUND", $$"""mutation { vouchForVolunteer(input: { volunteerId: "$VOLUNTEER" }) { {{Input}}"""),
        ["invites"] = Coordinators("sees 0", "{ invites { nodes { code } } }"),
        ["invited"] = All("INVITE_NOT_VALID", """{ invited(code: "AAAA-AAAA") { association { name } } }"""),
        ["createInvite"] = Coordinators("INVALID_TEXT", $$"""mutation { createInvite(input: { label: "" }) { {{Input}}"""),
        ["revokeInvite"] = Coordinators("NOT_FOUND", $$"""mutation { revokeInvite(inviteId: "$DECISION") { {{Input}}"""),
        ["askForCharter"] = Coordinators("NOT_FOUND", $$"""mutation { askForCharter(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["purposes"] = All("OK", "{ purposes { purpose required text } }"),
        ["spokenFor"] = SignedIn("OK", "{ spokenFor { firstName } }"),
        ["addContact"] = SignedIn("NOT_FOUND", $$"""mutation { addContact(input: { residentId: "$RESIDENT", firstName: "Eve", phone: "+33639984009", scopes: [GUARDIAN], channel: PAPER }) { {{Input}}"""),
        ["endContact"] = SignedIn("NOT_FOUND", $$"""mutation { endContact(contactId: "$DECISION") { {{Input}}"""),
        ["giveConsent"] = SignedIn("NOT_FOUND", $$"""mutation { giveConsent(input: { residentId: "$RESIDENT", purpose: TELL_CONTACTS, channel: PAPER, byContactId: "$DECISION" }) { {{Input}}"""),
        ["withdrawConsent"] = SignedIn("NOT_FOUND", $$"""mutation { withdrawConsent(input: { residentId: "$RESIDENT", purpose: TELL_CONTACTS, channel: PAPER }) { {{Input}}"""),
        ["describeVisit"] = SignedIn("NOT_FOUND", $$"""mutation { describeVisit(input: { visitId: "$VISIT", done: "pour voir" }) { {{Input}}"""),
        ["renewVouching"] = Coordinators("NOT_FOUND", $$"""mutation { renewVouching(input: { volunteerId: "$VOLUNTEER" }) { {{Input}}"""),
        ["changeVouchingPolicy"] = Coordinators("INVALID_POLICY", $$"""mutation { changeVouchingPolicy(input: { validMonths: 61 }) { {{Input}}"""),
        ["publishCharter"] = Coordinators("INVALID_TEXT", $$"""mutation { publishCharter(input: { additions: [""] }) { {{Input}}"""),
        ["acceptCharter"] = SignedIn("NOT_FOUND", $$"""mutation { acceptCharter(input: { volunteerId: "$VOLUNTEER", version: 1 }) { {{Input}}"""),
        ["addReference"] = SignedIn("NOT_FOUND", $$"""mutation { addReference(input: { volunteerId: "$VOLUNTEER", name: "Eve", knows: "pour voir", phone: "+33639984009" }) { {{Input}}"""),
        ["recordReference"] = Coordinators("NOT_FOUND", $$"""mutation { recordReference(input: { referenceId: "$DECISION", outcome: RECOMMENDS }) { {{Input}}"""),
        ["removeReference"] = SignedIn("NOT_FOUND", $$"""mutation { removeReference(referenceId: "$DECISION") { {{Input}}"""),
        ["recordGuardianConsent"] = Coordinators("NOT_FOUND", $$"""mutation { recordGuardianConsent(input: { volunteerId: "$VOLUNTEER", guardianFirstName: "Eve", guardianPhone: "+33639984009", channel: PAPER, on: "2026-11-20" }) { {{Input}}"""),
        ["withdrawGuardianConsent"] = Coordinators("NOT_FOUND", $$"""mutation { withdrawGuardianConsent(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["recordBulletin3"] = Coordinators("NOT_FOUND", $$"""mutation { recordBulletin3(input: { volunteerId: "$VOLUNTEER", seenOn: "2026-11-20" }) { {{Input}}"""),
        ["pauseVolunteer"] = SignedIn("NOT_FOUND", $$"""mutation { pauseVolunteer(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["resumeVolunteer"] = SignedIn("NOT_FOUND", $$"""mutation { resumeVolunteer(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["suspendVolunteer"] = Coordinators("NOT_FOUND", $$"""mutation { suspendVolunteer(volunteerId: "$VOLUNTEER") { {{Input}}"""),
        ["askForHelp"] = SignedIn("FORBIDDEN", $$"""
            mutation { askForHelp(input: { associationId: "$ASSOCIATION", resident: { firstName: "Eve", phone: "+33639984009", address: { text: "75017 Paris" } }, category: EMAIL,
              sentence: "Je ne suis pas Eve.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { {{Input}}
            """),
        ["cancelRequest"] = SignedIn("NOT_FOUND", $$"""mutation { cancelRequest(requestId: "$REQUEST") { {{Input}}"""),
        ["searchAgain"] = Coordinators("NOT_FOUND", $$"""mutation { searchAgain(input: { requestId: "$REQUEST" }) { {{Input}}"""),
        ["offerToVolunteer"] = Coordinators("NOT_FOUND", $$"""mutation { offerToVolunteer(input: { requestId: "$REQUEST", volunteerId: "$VOLUNTEER", motive: "parce que" }) { {{Input}}"""),
        ["acceptOffer"] = SignedIn("NOT_FOUND", $$"""mutation { acceptOffer(offerId: "$OFFER") { {{Input}}"""),
        ["declineOffer"] = SignedIn("NOT_FOUND", $$"""mutation { declineOffer(offerId: "$OFFER") { {{Input}}"""),
        ["moveVisit"] = SignedIn("NOT_FOUND", $$"""mutation { moveVisit(input: { visitId: "$VISIT", start: "2026-11-28T14:00:00+01:00" }) { {{Input}}"""),
        ["changeTimes"] = SignedIn("NOT_FOUND", $$"""mutation { changeTimes(input: { requestId: "$REQUEST", windows: [{ start: "2026-11-28T14:00:00+01:00", end: "2026-11-28T18:00:00+01:00" }] }) { {{Input}}"""),
        ["confirmVisit"] = SignedIn("NOT_FOUND", $$"""mutation { confirmVisit(input: { visitId: "$VISIT", tookPlace: true }) { {{Input}}"""),
        ["thankVolunteer"] = SignedIn("NOT_FOUND", $$"""mutation { thankVolunteer(input: { visitId: "$VISIT", words: "pour voir" }) { {{Input}}"""),
        ["settleVisitWord"] = Coordinators("NOT_FOUND", $$"""mutation { settleVisitWord(visitId: "$VISIT") { {{Input}}"""),
        ["cancelVisit"] = SignedIn("NOT_FOUND", $$"""mutation { cancelVisit(input: { visitId: "$VISIT" }) { {{Input}}"""),
        ["reportVisit"] = SignedIn("NOT_FOUND", $$"""mutation { reportVisit(input: { visitId: "$VISIT", outcome: HAPPENED }) { {{Input}}"""),
        ["markCalled"] = Coordinators("NOT_FOUND", $$"""mutation { markCalled(messageId: "$MESSAGE") { {{Input}}"""),
        // Last: it ends the sessions of those who ask.
        ["signOutEverywhere"] = SignedIn("OK", $$"""mutation { signOutEverywhere { {{Input}}"""),
    };

    /// <summary>Other ways through the same fields, so that each id is tried.</summary>
    private static readonly KeyValuePair<string, FieldRule>[] More =
    [
        new("blockPair", Coordinators("NOT_FOUND", $$"""mutation { blockPair(input: { residentId: "$RESIDENT", volunteerId: "$VOLUNTEER" }) { {{Input}}""")),
        new("journal", Coordinators("NOT_FOUND", """{ journal(associationId: "$ASSOCIATION", residentId: "$RESIDENT", volunteerId: "$VOLUNTEER") { nodes { line } } }""")),
        new("askForHelp", SignedIn("NOT_FOUND", $$"""
            mutation { askForHelp(input: { residentId: "$RESIDENT", category: EMAIL, sentence: "Je ne suis pas Eve.", minutes: 30, modes: [AT_HOME],
              windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { {{Input}}
            """)),
        new("reportWorry", SignedIn("NOT_FOUND", $$"""mutation { reportWorry(input: { residentId: "$RESIDENT", words: "pour voir" }) { {{Input}}""")),
        new("reportWorry", SignedIn("NOT_FOUND", $$"""mutation { reportWorry(input: { volunteerId: "$VOLUNTEER", words: "pour voir" }) { {{Input}}""")),
    ];

    /// <summary>The end of one's own session, a question to one's own device: written, and about nobody else.</summary>
    private static readonly string[] WritesOfItsOwn = ["signOut", "signOutEverywhere", "enrolTotp", "confirmTotp", "confirmSecondFactor", "askNewPasskey", "askPasskey"];

    private static FieldRule All(string answer, string document) => new(document, answer, answer, answer, answer);
    private static FieldRule SignedIn(string answer, string document) => new(document, "UNAUTHENTICATED", answer, answer, answer);
    private static FieldRule Coordinators(string answer, string document) => new(document, "UNAUTHENTICATED", "FORBIDDEN", "FORBIDDEN", answer);

    [Fact]
    public async Task Who_may_do_and_see_what()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var schema = hood.Services.GetRequiredService<ISchema>();
        var fields = schema.Query.Fields.Concat(schema.Mutation!.Fields).Concat(schema.Subscription!.Fields).Select(f => f.Name).Where(name => !name.StartsWith("__", StringComparison.Ordinal)).ToHashSet();
        Assert.True(fields.SetEquals(Table.Keys), $"""
            A root field without a rule is denied: write what it answers a visitor, a volunteer, a resident and the coordinator of another association in the table above,
            as ["theField"] = Coordinators("NOT_FOUND", "a document about $REQUEST, $VISIT…"). Missing: {string.Join(", ", fields.Except(Table.Keys))}; gone: {string.Join(", ", Table.Keys.Except(fields))}.
            """);

        var things = await OthersThings(hood);
        var nothing = Nothing(things);
        foreach (var (field, rule) in Table.Take(Table.Count - 1).Concat(More).Append(Table.Last()))
            for (var caller = 0; caller < 4; caller++)
            {
                var phone = new[] { null, OwnVolunteer, OwnResident, Stranger }[caller];
                if (phone is not null) await hood.Ask("{ me { signedIn } }", phone);
                var before = await hood.Rows();
                var answer = await hood.Send(With(rule.Document, things), phone);
                Assert.True(rule.For(caller) == AnswerOf(answer), $"{field}, caller {caller}: {rule.For(caller)} was expected, and the answer is {answer.ToJsonString()}");
                if (field == "signOut") hood.SignedOut(phone);
                if (WritesOfItsOwn.Contains(field)) continue;
                // What is somebody else's and what does not exist are told apart by nothing.
                if (rule.For(caller) is "NOT_FOUND" or "null") Assert.Equal((await hood.Send(With(rule.Document, nothing), phone)).ToJsonString(), answer.ToJsonString());
                // What the stranger may do is done, and journalled, in the stranger's own association.
                if (caller != 3 || rule.Stranger != "OK" || !rule.Document.TrimStart().StartsWith("mutation", StringComparison.Ordinal)) Assert.Equal((field, caller, before), (field, caller, await hood.Rows()));
            }
    }

    /// <summary>A volunteer, a request with an offer, one with a visit and a call to make, of people who are not the callers.</summary>
    private static async Task<Dictionary<string, string>> OthersThings(Neighbourhood hood)
    {
        await hood.HasAssociation("Une autre association", Stranger, "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        await hood.HasRegistered("Victor", OwnVolunteer, 200, 60, "[EMAIL]", Neighbourhood.EveryDay, "[BY_PHONE]", 5_000, "");
        await hood.Ask($$"""
            mutation { askForHelp(input: { associationId: "{{hood.AssociationId}}", resident: { firstName: "Rose", phone: "{{OwnResident}}", address: { text: "75017 Paris" } }, category: HEALTH,
              sentence: "Je voudrais lire mes analyses.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { errors { code } } }
            """, OwnResident);
        var amina = await hood.HasVolunteer("Amina");
        var booked = await hood.AsksForJeanne("+33 1 99 00 12 34");
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        await hood.HasVolunteer("Bruno", minutesPerMonth: 600);
        var open = await hood.AsksForJeanne("+33639985001", name: "Paul");
        var visit = (await hood.Request(booked))["visits"]![0]!["id"]!.GetValue<string>();
        var offers = (await hood.Coordinator("{ offers(state: PENDING) { nodes { id request { id } } } }"))["offers"]!["nodes"]!.AsArray();
        var call = (await hood.Coordinator("{ messages(state: TO_CALL) { nodes { id } } }"))["messages"]!["nodes"]![0]!["id"]!.GetValue<string>();
        var volunteers = (await hood.Coordinator("{ volunteers { nodes { id firstName } } }"))["volunteers"]!["nodes"]!.AsArray();
        await hood.Writes("+33639985001", "INQUIET, il veut ma carte bleue");
        return new(StringComparer.Ordinal)
        {
            ["$VOLUNTEER"] = volunteers.Single(v => v!["firstName"]!.GetValue<string>() == "Amina")!["id"]!.GetValue<string>(),
            ["$REQUEST"] = open["id"]!.GetValue<string>(),
            ["$OFFER"] = offers.Single()!["id"]!.GetValue<string>(),
            ["$VISIT"] = visit,
            ["$MESSAGE"] = call,
            ["$DECISION"] = (await hood.Coordinator($$"""{ helpRequest(id: "{{open["id"]}}") { decisions { id } } }"""))["helpRequest"]!["decisions"]![0]!["id"]!.GetValue<string>(),
            ["$FLAG"] = (await hood.Coordinator("{ needsPerson { items(first: 50) { what id } } }"))["needsPerson"]!["items"]!.AsArray().Single(n => n.Text("what") == "SCAM_WORDS").Text("id"),
            ["$RESIDENT"] = (await hood.Coordinator($$"""{ helpRequest(id: "{{open["id"]}}") { resident { id } } }"""))["helpRequest"]!["resident"]!["id"]!.GetValue<string>(),
            ["$WORRY"] = (await hood.Coordinator("{ worryCases { nodes { id } } }"))["worryCases"]!["nodes"]![0]!["id"]!.GetValue<string>(),
            ["$ASSOCIATION"] = hood.AssociationId,
            ["$SESSION"] = (await hood.Coordinator("{ sessions { nodes { id } } }"))["sessions"]!["nodes"]![0].Text("id"),
            ["$TOKEN"] = (await hood.Coordinator("""mutation { createApiToken(input: { name: "le tableau", scopes: [READ], days: 1 }) { newToken { token { id } } } }"""))["createApiToken"]!["newToken"]!["token"].Text("id"),
            ["$PHONE"] = amina,
        };
    }

    internal static string With(string document, IReadOnlyDictionary<string, string> things) =>
        things.Aggregate(document, (text, thing) => text.Replace(thing.Key, thing.Value, StringComparison.Ordinal));

    internal static string AnswerOf(JsonNode answer)
    {
        if (answer["errors"]?[0] is { } error) return error["extensions"]!["code"]!.GetValue<string>();
        return answer["data"]!.AsObject().First().Value switch
        {
            null => "null",
            JsonObject payload when payload["errors"] is JsonArray errors => errors.Count == 0 ? "OK" : errors[0]!["code"]!.GetValue<string>(),
            JsonObject connection when connection["nodes"] is JsonArray nodes => $"sees {nodes.Count}",
            _ => "OK",
        };
    }
}
