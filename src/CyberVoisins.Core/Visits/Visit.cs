using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Visits;

/// <summary>Where a visit stands.</summary>
public enum VisitState
{
    Planned,
    /// <summary>It happened; minutes are settled.</summary>
    Completed,
    Cancelled,
    /// <summary>Somebody did not come; minutes are given back.</summary>
    NoShow,
}

/// <summary>Who did it: who cancelled, who was absent, who reported.</summary>
public enum VisitParty
{
    Resident,
    Volunteer,
    Association,
}

/// <summary>A neighbour and a resident, at a time, for half an hour or an hour.</summary>
public sealed class Visit
{
    public required VisitId Id { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required RequestId RequestId { get; init; }
    public required OfferId OfferId { get; init; }
    public required VolunteerId VolunteerId { get; init; }
    public required ResidentId ResidentId { get; init; }
    public required MeetingMode Mode { get; init; }

    /// <summary>The code of the offer; both ends use it in their SMS.</summary>
    public required string Code { get; init; }

    /// <summary>Said at the door by whoever comes; of <see cref="CodeWords"/>. Known to both ends and the association, and changed when the visit moves.</summary>
    public required string CodeWord { get; set; }

    /// <summary>Minutes reserved.</summary>
    public required int Minutes { get; init; }

    public required Instant CreatedAt { get; init; }
    public required Instant Start { get; set; }

    /// <summary>Grows when the visit moves: reminders of an older version are never sent.</summary>
    public int Version { get; private set; } = 1;

    public VisitState State { get; private set; } = VisitState.Planned;

    /// <summary>Who cancelled or was absent.</summary>
    public VisitParty? EndedBy { get; private set; }

    /// <summary>How long it really took, as reported; 1 to 240.</summary>
    public int? ActualMinutes { get; private set; }

    /// <summary>What was counted on the volunteer's month.</summary>
    public int? SettledMinutes { get; private set; }

    /// <summary>What was done, in the volunteer's words, at most 300 characters; the resident reads it. Null until somebody writes it.</summary>
    public string? Done { get; private set; }

    /// <summary>What the resident, or who acts for them, says: whether it took place. Null until they say. Their word alone moves no minutes.</summary>
    public bool? TookPlace { get; private set; }
    public Instant? TookPlaceSaidAt { get; private set; }

    /// <summary>When a person of the association settled two words that contradict each other.</summary>
    public Instant? WordSettledAt { get; private set; }

    /// <summary>The resident's thanks, at most 200 characters; null when they said it without words, or nothing.</summary>
    public string? Thanks { get; private set; }
    public Instant? ThankedAt { get; private set; }

    /// <summary>The words are not for the volunteer: they sound like a swindle, or the two are kept apart.</summary>
    public bool ThanksHeld { get; private set; }

    public Instant StateSince { get; private set; }
    public int Revision { get; private set; }

    public Instant End => Start + Duration.FromMinutes(Minutes);
    public TimeWindow Window => new(Start, End);

    /// <param name="codeWord">A new one: the old time's word opens no door.</param>
    public void Move(Instant start, string codeWord, Instant now)
    {
        Require(State == VisitState.Planned && now < Start, "move");
        Start = start;
        CodeWord = codeWord;
        Version++;
        StateSince = now;
    }

    public void Cancel(VisitParty by, Instant now)
    {
        Require(State == VisitState.Planned && now < Start, "be cancelled");
        Enter(VisitState.Cancelled, by, now);
    }

    /// <summary>It happened.</summary>
    /// <param name="settled">Counted on the month; decided by <see cref="MinutesLedger.Settled"/>.</param>
    public void Complete(int actualMinutes, int settled, Instant now)
    {
        Require(State == VisitState.Planned && now >= Start, "be completed");
        Enter(VisitState.Completed, null, now);
        ActualMinutes = actualMinutes;
        SettledMinutes = settled;
    }

    /// <summary>Written, or written again, after a visit that took place.</summary>
    public void Describe(string done)
    {
        Require(State == VisitState.Completed, "be described");
        Done = done;
    }

    /// <summary>The resident's word; they may think again.</summary>
    public void Say(bool tookPlace, Instant now)
    {
        Require(State != VisitState.Cancelled && now >= Start, "be confirmed");
        if (TookPlace == tookPlace) return;
        (TookPlace, TookPlaceSaidAt, WordSettledAt) = (tookPlace, now, null);
    }

    /// <summary>A person spoke with both.</summary>
    public void SettleWord(Instant now)
    {
        Require(TookPlace is not null, "have its word settled");
        WordSettledAt ??= now;
    }

    /// <summary>Once: a visit has one thank-you.</summary>
    /// <param name="held">Kept for the association's eyes.</param>
    public void Thank(string? words, bool held, Instant now)
    {
        Require(State is VisitState.Planned or VisitState.Completed && now >= Start && TookPlace != false && ThankedAt is null, "be thanked for");
        (Thanks, ThanksHeld, ThankedAt) = (words, held, now);
    }

    public void ReportNoShow(VisitParty absent, Instant now)
    {
        Require(State == VisitState.Planned && now >= Start, "be a no-show");
        Enter(VisitState.NoShow, absent, now);
    }

    private void Enter(VisitState state, VisitParty? by, Instant now)
    {
        State = state;
        EndedBy = by;
        StateSince = now;
    }

    private void Require(bool possible, string action)
    {
        if (!possible) throw new InvalidTransitionException(nameof(Visit), State, action);
    }
}
