using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Requests;

/// <summary>Where a request stands. The arrows are the methods of <see cref="HelpRequest"/>.</summary>
public enum RequestState
{
    /// <summary>Neighbours are being asked.</summary>
    Searching,
    /// <summary>A visit is fixed.</summary>
    Booked,
    /// <summary>On the association's list: a person must act.</summary>
    Escalated,
    /// <summary>Help was given.</summary>
    Fulfilled,
    /// <summary>No longer wanted.</summary>
    Cancelled,
}

/// <summary>Why a request is on the association's list.</summary>
public enum EscalationReason
{
    /// <summary>No volunteer may be asked within the widest ring.</summary>
    NobodyWithinReach,
    /// <summary>Some are near, none offers this kind of help in this way, language and with these constraints.</summary>
    NobodyWithTheSkill,
    /// <summary>Some could, but their month is used up.</summary>
    NobodyWithMinutes,
    /// <summary>Some could, but not at these times.</summary>
    NobodyFreeThen,
    /// <summary>Some could, but have already come as often as the association lets one pair meet.</summary>
    NobodyNew,
    /// <summary>All who could were asked, and none said yes.</summary>
    NobodySaidYes,
    /// <summary>The resident was not there: somebody should call.</summary>
    ResidentAbsent,
    /// <summary>The association called a visit off: it looks for another way, and tells no reason.</summary>
    VisitCalledOff,
}

/// <summary>Who wrote the request down.</summary>
public enum RequestAuthor
{
    Resident,
    Relative,
    Coordinator,
}

/// <summary>A person needs help with something digital.</summary>
public sealed class HelpRequest
{
    public required RequestId Id { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required ResidentId ResidentId { get; init; }
    public required RequestAuthor Author { get; init; }

    public required RequestChannel Channel { get; init; }

    /// <summary>The account that asked; no account (all zeros) once it proved to be somebody else's than the resident's.</summary>
    public required Guid AuthorUserId { get; set; }

    /// <summary>The key under which its author's program sent it, and the hash of what was sent; null when it named none.</summary>
    public RequestKey? Key { get; init; }

    /// <inheritdoc cref="Key"/>
    public string? SentHash { get; init; }

    public required HelpCategory Category { get; init; }

    /// <summary>In the person's own words, at most 300 characters; read by the association, never sent by SMS.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the volunteer may do; both ends know it before the visit.</summary>
    public Mandate Mandate { get; init; } = Mandate.DoTogether;

    /// <summary>30 or 60.</summary>
    public required int Minutes { get; init; }

    public required Place Place { get; set; }

    /// <summary>Where to meet when it is a public place ("Médiathèque, salle du bas"), at most 80 characters.</summary>
    public string? MeetingPoint { get; init; }

    /// <summary>In order of preference; never empty.</summary>
    public required IReadOnlyList<MeetingMode> Modes { get; init; }

    /// <summary>When it suits; never empty, in order.</summary>
    public required IReadOnlyList<TimeWindow> Windows { get; set; }

    public required string Language { get; init; }
    public required IReadOnlyList<Constraint> Constraints { get; init; }

    /// <summary>Each at most once; nothing said is none.</summary>
    public IReadOnlyList<Situation> Situations { get; init; } = [];

    /// <summary>0 to 3: how many of the situations are true.</summary>
    public int NeedClass => Situations.Distinct().Count();

    public required Instant CreatedAt { get; init; }

    public RequestState State { get; private set; } = RequestState.Searching;
    public EscalationReason? Escalation { get; private set; }

    /// <summary>How many waves of offers went out; also numbers the offers.</summary>
    public int Wave { get; private set; }

    /// <summary>The ring that was last searched, in metres; 0 before the first search.</summary>
    public int RadiusMetres { get; private set; }

    /// <summary>How often a fixed visit fell through and the search began again.</summary>
    public int Reopened { get; private set; }

    /// <summary>How often the person said other times; a bound keeps neighbours from being asked without end.</summary>
    public int TimesChanged { get; private set; }

    /// <summary>When this search began: who was asked before, whatever the answer, may be asked again, since the times may be others.</summary>
    public required Instant SearchSince { get; set; }

    /// <summary>Since when whoever could help is answering others; null when nobody is waited for.</summary>
    public Instant? HeldSince { get; private set; }

    public Instant StateSince { get; private set; }
    public int Revision { get; private set; }

    public bool IsOpen => State is RequestState.Searching or RequestState.Escalated;

    public void StartWave(int radiusMetres)
    {
        Require(State == RequestState.Searching, "ask neighbours");
        Wave++;
        RadiusMetres = radiusMetres;
    }

    /// <summary>A neighbour said yes. From the association's list too: a late yes is welcome.</summary>
    public void Book(Instant now)
    {
        Require(IsOpen, "be booked");
        Enter(RequestState.Booked, now);
    }

    public void Escalate(EscalationReason reason, Instant now)
    {
        Require(State is RequestState.Searching or RequestState.Booked, "go to the association's list");
        Enter(RequestState.Escalated, now);
        Escalation = reason;
    }

    /// <summary>The visit fell through: the next neighbour is asked.</summary>
    public void Reopen(Instant now)
    {
        Require(State == RequestState.Booked, "reopen");
        Reopened++;
        Enter(RequestState.Searching, now);
    }

    /// <summary>A person of the association starts the search again, perhaps with other times.</summary>
    public void SearchAgain(IReadOnlyList<TimeWindow>? windows, Instant now)
    {
        Require(State == RequestState.Escalated, "be searched for again");
        if (windows is not null) Windows = windows;
        SearchSince = now;
        Enter(RequestState.Searching, now);
    }

    /// <summary>
    /// The place was wrong: who was asked for the old one may be asked again. From the association's list it goes back to the search when nobody
    /// was found; what a person must act on for another reason stays there.
    /// </summary>
    public void CorrectPlace(Place place, Instant now)
    {
        Require(State is RequestState.Searching or RequestState.Escalated or RequestState.Booked, "get another place");
        Place = place;
        if (State == RequestState.Booked || Escalation is EscalationReason.ResidentAbsent or EscalationReason.VisitCalledOff) return;
        (SearchSince, HeldSince, RadiusMetres) = (now, null, 0);
        if (State == RequestState.Escalated) Enter(RequestState.Searching, now);
    }

    /// <summary>Other times suit; what is fixed or asked is another matter.</summary>
    public void TakeTimes(IReadOnlyList<TimeWindow> windows) => (Windows, TimesChanged) = (windows, TimesChanged + 1);

    /// <summary>
    /// Other times: who was asked for the old ones may be asked again. From the association's list it goes back to the search when nobody was found; what a
    /// person must act on for another reason stays there.
    /// </summary>
    public void ChangeTimes(IReadOnlyList<TimeWindow> windows, Instant now)
    {
        Require(IsOpen, "get other times");
        TakeTimes(windows);
        (SearchSince, HeldSince, RadiusMetres) = (now, null, 0);
        if (State == RequestState.Escalated && Escalation is not (EscalationReason.ResidentAbsent or EscalationReason.VisitCalledOff)) Enter(RequestState.Searching, now);
    }

    public void Fulfil(Instant now)
    {
        Require(State == RequestState.Booked, "be fulfilled");
        Enter(RequestState.Fulfilled, now);
    }

    public void Cancel(Instant now)
    {
        Require(State is RequestState.Searching or RequestState.Escalated or RequestState.Booked, "be cancelled");
        Enter(RequestState.Cancelled, now);
    }

    private void Enter(RequestState state, Instant now)
    {
        State = state;
        StateSince = now;
        Escalation = null;
    }

    private void Require(bool possible, string action)
    {
        if (!possible) throw new InvalidTransitionException(nameof(HelpRequest), State, action);
    }
}
