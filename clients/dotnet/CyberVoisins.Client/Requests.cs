namespace CyberVoisins.Client;

/// <summary>What the help is about: the framework of digital mediation topics that the service uses.</summary>
public enum HelpCategory
{
    AdministrativeProcedures, ArtificialIntelligence, BankingAndShopping, DeviceBasics, DeviceMaintenance, DigitalContent, DigitalCreation, DigitalCulture, DigitalDiagnosis, DigitalSecurity,
    Email, Entrepreneurship, Health, Internet, JobSearch, OfficeSoftware, Parenting, School, SocialNetworks,
}

/// <summary>Where the two meet.</summary>
public enum MeetingMode { AtHome, ByPhone, PublicPlace }

/// <summary>How the request came to the service; a relative's or a partner's program is <see cref="Other"/>.</summary>
public enum RequestChannel { Desk, Other, Phone, Sms, Web }

/// <summary>Where a request is.</summary>
public enum RequestState { Booked, Cancelled, Escalated, Fulfilled, Searching }

/// <summary>Why a person of the association now looks after the request.</summary>
public enum EscalationReason { NobodyFreeThen, NobodyNew, NobodySaidYes, NobodyWithinReach, NobodyWithMinutes, NobodyWithTheSkill, ResidentAbsent, VisitCalledOff }

/// <summary>Where a visit is.</summary>
public enum VisitState { Cancelled, Completed, NoShow, Planned }

/// <summary>Who called a visit off.</summary>
public enum VisitParty { Association, Resident, Volunteer }

/// <summary>A time at which help suits; any offset, the service answers in UTC.</summary>
public sealed record TimeWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>Where the resident lives: words ("12 rue Lemercier, 75017 Paris") or degrees, never both.</summary>
public sealed record Address(string? Text = null, double? Latitude = null, double? Longitude = null);

/// <summary>Who needs help.</summary>
/// <param name="Phone">As people write it ("06 39 98 00 60") or in E.164; a landline is called.</param>
public sealed record Resident(string FirstName, string Phone, Address Address);

/// <summary>A request for help; the first neighbours are asked at once.</summary>
/// <param name="Sentence">What for, in the person's own words; 3 to 300 characters.</param>
/// <param name="Minutes">30 or 60.</param>
/// <param name="AssociationId">Which association; one of <see cref="CyberVoisinsClient.Associations"/>.</param>
/// <param name="Resident">Whoever asks for the first time, or for somebody else.</param>
/// <param name="ResidentId">Of somebody whom the association knows; then no <paramref name="Resident"/>.</param>
public sealed record AskForHelp(
    HelpCategory Category, string Sentence, int Minutes, IReadOnlyList<MeetingMode> Modes, IReadOnlyList<TimeWindow> Windows,
    string? AssociationId = null, Resident? Resident = null, string? ResidentId = null, RequestChannel? Channel = null, string? MeetingPoint = null);

/// <summary>A request as its resident sees it.</summary>
public sealed record HelpRequest(
    string Id, HelpCategory Category, string Sentence, RequestState State, EscalationReason? Escalation, DateTimeOffset CreatedAt, int Minutes, IReadOnlyList<MeetingMode> Modes, IReadOnlyList<TimeWindow> Windows,
    IReadOnlyList<Visit> Visits)
{
    /// <summary>Nothing more will happen to it.</summary>
    public bool IsOver => State is RequestState.Cancelled or RequestState.Fulfilled;
}

/// <summary>A visit of a neighbour.</summary>
/// <param name="Start">In UTC, as <paramref name="End"/>.</param>
/// <param name="CodeWord">What whoever comes says at the door; null until it is drawn, and for who may not know it.</param>
/// <param name="MandateText">What the neighbour may do, in a sentence.</param>
/// <param name="Done">What was done, in the neighbour's words; null before.</param>
public sealed record Visit(
    string Id, DateTimeOffset Start, DateTimeOffset End, MeetingMode Mode, VisitState State, int Minutes, string VolunteerFirstName, string? CodeWord, string MandateText, string? Done, VisitParty? EndedBy);

/// <summary>An association that answers for its volunteers.</summary>
/// <param name="Phone">In E.164.</param>
/// <param name="TimeZone">An IANA name ("Europe/Paris"): what to show times in.</param>
public sealed record Association(string Id, string Name, string Phone, string TimeZone);
