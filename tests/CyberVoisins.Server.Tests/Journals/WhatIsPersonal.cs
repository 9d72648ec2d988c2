using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Tests.Story;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Journals;

/// <summary>Default deny: a text, a place or a date of birth that the schema can answer is either personal, and its reading is journalled, or is listed here.</summary>
public sealed class WhatIsPersonal
{
    /// <summary>Texts that tell nothing of a person: words of the service, of the association as such, hashes and figures; or it is told by what holds it (a line of the ledger by minutesLedger, a new code by its mutation).</summary>
    private static readonly HashSet<string> NotPersonal =
    [
        "Association.name", "Association.phone", "Association.smsName", "Association.timeZone",
        "Audit.text",
        // Told by Resident.autonomy and Resident.neighboursMet.
        "AutonomyAssessment.levelName", "AutonomyEnding.sentence", "GivenAnswer.sentence", "NeighbourMet.firstName",
        "AutonomyQuestionText.sentence",
        "AuditedGroup.dimension", "AuditedGroup.group", "AuditedGroup.name",
        "BoardChange.version", "NeedsPerson.version",
        "Conversation.associationName", "Conversation.pricePerSegment", "Conversation.priceUnit", "Conversation.smsStoppedBecause", "Conversation.timeZone",
        "ConversationLine.estimatedRest", "ConversationLine.name",
        "CoverageCell.area",
        "Cost.amount", "Cost.unit",
        "Decision.hash",
        "EquityRule.hash", "EquityRule.warnings",
        "InboundMessage.understood",
        "JournalLine.fields", "JournalLine.hash", "JournalLine.line", "JournalLine.operation", "JournalLine.things",
        "JournalPerson.alias",
        "JournalVerdict.head",
        "LookalikeResidents.because", "LookalikeVolunteers.because",
        "MatchingRule.sentence",
        "Message.errorCode",
        "MinuteEntry.motive",
        "NearPlace.commune", "NearPlace.suggestions",
        "NewVoiceCode.code",
        "NotChosen.because", "NotChosen.otherwise",
        "Offer.code", "Offer.points",
        "PersonTask.reason",
        "Plan.certificateHash", "Plan.inputHash", "Plan.salt",
        "RankingWeights.hash", "RankingWeights.text",
        "ResidentMerge.by",
        "Reason.sentence",
        "Reconciliation.provider", "Reconciliation.unknownToThemSids", "Reconciliation.unknownToUsSids",
        "RecruitHere.communes",
        "Ruleset.hash", "Ruleset.motive", "Ruleset.text", "Ruleset.votedBy",
        "Session.accessToken",
        "SmallestChange.sentence",
        "SmsGate.stoppedBecause", "SmsGate.trouble",
        "SmsSwitch.reason",
        "Territory.communeCodes",
        "Visit.code",
        "WhiteZone.commune",
        "Charter.additions", "Charter.lines", "Charter.hash",
        "ImportLine.message", "ImportReport.columnsKept", "ImportReport.columnsNotKept", "PeopleImport.by",
        "Consent.textHash", "Invite.code", "Invite.label", "Invite.link", "Invite.qrSvg", "PurposeText.text", "SpokenFor.firstName", "Visit.mandateText",
        "Consent.recordedBy", "GuardianConsent.recordedBy", "Volunteer.bulletin3SeenBy", "VolunteerReference.askedBy", "Vouching.by", "Decision.by",
        // An export is a line of its own.
        "PersonalData.json", "PersonalData.page",
        "WorryNote.by",
        // One's own, and read by nobody else.
        "AccountSecurity.elsewhere", "ApiToken.name", "LeaveFor.url", "Me.firstName", "Me.phone", "NewApiToken.secret", "Passkey.id", "Passkey.name", "PasskeyQuestion.options", "RecoveryCodesPayload.recoveryCodes", "SecondFactorSet.recoveryCodes",
        "TotpEnrolment.secret", "TotpEnrolment.square", "TotpEnrolment.uri",
        "WorryReceived.said",
    ];

    [Fact]
    public async Task Every_text_of_the_schema_is_personal_or_is_known_not_to_be()
    {
        await using var hood = await Neighbourhood.Start();
        var texts = (from type in hood.Services.GetRequiredService<ISchema>().AllTypes.OfType<IObjectGraphType>()
                     where !type.Name.StartsWith("__", StringComparison.Ordinal) && type.Name is not ("Query" or "Mutation" or "PageInfo" or "UserError" or "Place") && !type.Name.EndsWith("Edge", StringComparison.Ordinal)
                     from field in type.Fields
                     where field.ResolvedType!.GetNamedType().Name is "String" or "Place" or "AgeBand"
                     select $"{type.Name}.{field.Name}").ToHashSet();
        var personal = PersonalFields.Of.SelectMany(t => t.Value.Select(f => $"{t.Key}.{f}")).ToHashSet();
        var unknown = texts.Except(personal).Except(NotPersonal).Order().ToList();
        Assert.True(unknown.Count == 0, $"Add each to Journals/PersonalFields.cs (its reading by staff is then journalled; say in About whom it is about), or to NotPersonal of this test: {string.Join(", ", unknown)}.");
        Assert.Empty(NotPersonal.Except(texts));
        Assert.Empty(NotPersonal.Intersect(personal));
        var fields = hood.Services.GetRequiredService<ISchema>().AllTypes.OfType<IObjectGraphType>().SelectMany(t => t.Fields.Select(f => $"{t.Name}.{f.Name}")).ToHashSet();
        Assert.Empty(personal.Except(fields));
    }
}
