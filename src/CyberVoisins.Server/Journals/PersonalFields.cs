using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Imports;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Privacy;

namespace CyberVoisins.Server.Journals;

/// <summary>
/// Which fields of the schema hold personal data: a read of one by staff is a line of the journal. A test holds every text of
/// the schema against this list and its own list of what is not personal: a field in neither fails it.
/// </summary>
internal static class PersonalFields
{
    public static readonly IReadOnlyDictionary<string, IReadOnlySet<string>> Of = new Dictionary<string, IReadOnlySet<string>>
    {
        ["Resident"] = Names("firstName", "phone", "otherPhone", "place", "blurredPlace", "language", "ageBand", "relativeFirstName", "relativePhone", "autonomy", "neighboursMet"),
        ["Volunteer"] = Names("firstName", "phone", "place", "blurredPlace", "languages", "availability", "isWoman", "minutesLedger"),
        ["HelpRequest"] = Names("sentence", "place", "blurredPlace", "meetingPoint", "language", "situations"),
        ["Visit"] = Names("volunteerFirstName", "residentFirstName", "address", "meetingPoint", "codeWord", "done", "thanks"),
        ["Message"] = Names("to", "body"),
        ["InboundMessage"] = Names("from", "body"),
        ["DraftRequest"] = Names("text", "phone", "recordingUrl", "motive"),
        ["PersonTask"] = Names("who", "phone", "text", "words"),
        ["Contest"] = Names("words", "answer"),
        ["Decision"] = Names("record", "because", "otherwise", "motive"),
        ["WorryCase"] = Names("phone", "words", "recordingUrl"),
        ["ResidentContact"] = Names("firstName", "phone"),
        ["WorryNote"] = Names("text"),
        ["VolunteerReference"] = Names("name", "knows", "phone"),
        ["GuardianConsent"] = Names("guardianFirstName"),
        ["PlanLine"] = Names("because"),
        ["PlanChange"] = Names("motive"),
        ["QuietPerson"] = Names("firstName"),
        ["PeopleImport"] = Names("source"),
        ["ImportLine"] = Names("firstName", "suggestions"),
        ["JournalPerson"] = Names("firstName"),
    };

    /// <summary>Whom, and what, a row that was read is about.</summary>
    public static (IReadOnlyList<Subject> People, string? Thing) About(object? source) => source switch
    {
        Resident resident => ([Subject.Of(resident.Id)], null),
        Volunteer volunteer => ([Subject.Of(volunteer.Id)], null),
        HelpRequest request => ([Subject.Of(request.ResidentId)], $"helpRequest:{request.Id}"),
        Visit visit => ([Subject.Of(visit.VolunteerId), Subject.Of(visit.ResidentId)], $"visit:{visit.Id}"),
        Message message => ([], $"message:{message.Id}"),
        InboundMessage inbound => ([], $"inboundMessage:{inbound.Id}"),
        DraftRequest draft => (draft.ResidentId is { } resident ? [Subject.Of(resident)] : [], $"draftRequest:{draft.Id}"),
        PersonTask task => ([], $"{char.ToLowerInvariant(task.What.ToString()[0])}{task.What.ToString()[1..]}:{task.Id}"),
        ContestOfDecision contest => ([], $"contestOfDecision:{contest.Id}"),
        ReadDecision decision => (decision.Row.VolunteerId is { } volunteer ? [Subject.Of(volunteer)] : [], $"decision:{decision.Row.Id}"),
        WorryCase worry => ([.. People(worry.ResidentId, worry.VolunteerId)], $"worryCase:{worry.Id}"),
        ResidentContact contact => ([Subject.Of(contact.ResidentId)], null),
        WorryNote note => ([], $"worryCase:{note.CaseId}"),
        VolunteerReference reference => ([Subject.Of(reference.VolunteerId)], $"volunteerReference:{reference.Id}"),
        GuardianConsent consent => ([Subject.Of(consent.VolunteerId)], null),
        PlanLine line => (line.VolunteerId is { } volunteer ? [Subject.Of(volunteer)] : [], $"helpRequest:{line.RequestId}"),
        PlanDecision change => ([], $"plan:{change.PlanId}"),
        QuietPerson { ResidentId: { } resident } => ([Subject.Of(resident)], null),
        QuietPerson { VolunteerId: { } volunteer } => ([Subject.Of(volunteer)], null),
        PeopleImport import => ([], $"peopleImport:{import.Id}"),
        // Of a line that made nobody and met nobody, nothing is known but what its reader typed.
        ImportLine line => ([.. People(line.ResidentId, line.VolunteerId)], null),
        JournalPerson person => (person.Who is { } who ? [who] : [], null),
        _ => ([], null),
    };

    private static IEnumerable<Subject> People(ResidentId? resident, VolunteerId? volunteer)
    {
        if (resident is { } r) yield return Subject.Of(r);
        if (volunteer is { } v) yield return Subject.Of(v);
    }

    private static HashSet<string> Names(params string[] names) => [.. names];
}
