using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using NodaTime;

namespace CyberVoisins.Core.Worries;

/// <summary>Identifies a case that somebody's worry opened.</summary>
public readonly record struct WorryCaseId(Guid Value) : IId<WorryCaseId>
{
    public static WorryCaseId Of(Guid value) => new(value);
    public static bool operator <(WorryCaseId left, WorryCaseId right) => left.Value < right.Value;
    public static bool operator >(WorryCaseId left, WorryCaseId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Where a case stands; it never goes back.</summary>
public enum WorryState
{
    /// <summary>Nobody has looked at it yet: it comes first in the list of what needs a person.</summary>
    Open,
    /// <summary>A coordinator has it in hand.</summary>
    Followed,
    Closed,
}

/// <summary>Who is worried.</summary>
public enum WorryReporter
{
    Resident,
    Volunteer,
    /// <summary>Somebody who speaks for a resident.</summary>
    Relative,
    /// <summary>A coordinator, of their own accord.</summary>
    Association,
    /// <summary>A number or a person that the association does not know.</summary>
    Unknown,
}

/// <summary>What a coordinator found.</summary>
public enum WorryConclusion
{
    /// <summary>Something was wrong.</summary>
    Confirmed,
    /// <summary>Nothing was found, in good faith.</summary>
    NotConfirmed,
    /// <summary>It was sent by mistake, or is not true.</summary>
    Mistake,
}

/// <summary>Somebody said that something is wrong. Read by the coordinators of the association and by nobody else, its reporter included.</summary>
public sealed class WorryCase
{
    /// <summary>Of what was written; what goes beyond is not kept.</summary>
    public const int LongestWords = 1_000;

    public required WorryCaseId Id { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required WorryReporter Reporter { get; init; }

    /// <summary>How it came.</summary>
    public required RequestChannel Channel { get; init; }

    /// <summary>Whom to call back; null when a coordinator reported it, and once it was forgotten.</summary>
    public PhoneNumber? Phone { get; set; }

    /// <summary>The account that reported it; null by SMS and by telephone.</summary>
    public Guid? ByUserId { get; init; }

    /// <summary>In the person's own words, at most 1,000 characters; empty when none were said, and once they were forgotten.</summary>
    public required string Words { get; set; }

    /// <summary>Twilio's id of what was said (RE…).</summary>
    public string? RecordingSid { get; set; }

    /// <summary>Between whom, as far as it is known.</summary>
    public ResidentId? ResidentId { get; private set; }
    public VolunteerId? VolunteerId { get; private set; }

    /// <summary>The visit that it is about, as far as it is known.</summary>
    public VisitId? VisitId { get; init; }

    public required Instant OpenedAt { get; init; }
    public WorryState State { get; private set; } = WorryState.Open;
    public Instant StateSince { get; private set; }

    /// <summary>When the two were first kept apart because of it; null when they were not.</summary>
    public Instant? SeparatedAt { get; private set; }

    /// <summary>What was found; null until it is closed.</summary>
    public WorryConclusion? Conclusion { get; private set; }

    /// <summary>When its words and its number were forgotten.</summary>
    public Instant? RedactedAt { get; set; }

    /// <summary>Lines of the trace; numbers the next one.</summary>
    public int Lines { get; private set; }
    public int Revision { get; private set; }

    /// <summary>Between whom it is. Said once: another pair is another case.</summary>
    public void IsAbout(ResidentId? resident, VolunteerId? volunteer)
    {
        Require(State != WorryState.Closed && (ResidentId is null || ResidentId == resident) && (VolunteerId is null || VolunteerId == volunteer), "be about others");
        (ResidentId, VolunteerId) = (resident, volunteer);
    }

    public void Separated(Instant now)
    {
        Require(State != WorryState.Closed && ResidentId is not null && VolunteerId is not null, "keep two people apart");
        SeparatedAt ??= now;
    }

    /// <summary>A coordinator does something about it: nobody else needs to begin.</summary>
    public void Follow(Instant now)
    {
        Require(State != WorryState.Closed, "be followed");
        if (State == WorryState.Open) (State, StateSince) = (WorryState.Followed, now);
    }

    public void Close(WorryConclusion conclusion, Instant now)
    {
        Require(State != WorryState.Closed, "be closed");
        (State, StateSince, Conclusion) = (WorryState.Closed, now, conclusion);
    }

    /// <summary>One more line of the trace.</summary>
    /// <param name="by">The coordinator; null for whoever reported it.</param>
    public WorryNote Note(WorryStep step, string text, Guid? by, string? firstName, Instant now) =>
        new() { CaseId = Id, Sequence = ++Lines, Step = step, Text = text, ByUserId = by, ByFirstName = firstName, At = now };

    private void Require(bool possible, string action)
    {
        if (!possible) throw new InvalidTransitionException(nameof(WorryCase), State, action);
    }
}

/// <summary>What a line of the trace tells.</summary>
public enum WorryStep
{
    Reported,
    /// <summary>The same person said more, before anybody had looked.</summary>
    SaidMore,
    /// <summary>The two are kept apart, their visits to come are cancelled.</summary>
    Separated,
    /// <summary>A coordinator wrote down what they did or heard.</summary>
    Noted,
    /// <summary>The two may meet again.</summary>
    LetMeetAgain,
    Closed,
}

/// <summary>A dated line of a case: only added, until its words are forgotten with the case's.</summary>
public sealed class WorryNote
{
    public required WorryCaseId CaseId { get; init; }

    /// <summary>1 is the first of its case.</summary>
    public required int Sequence { get; init; }
    public required WorryStep Step { get; init; }

    /// <summary>At most 1,000 characters; may be empty.</summary>
    public required string Text { get; set; }

    /// <summary>The coordinator; null for whoever reported it.</summary>
    public required Guid? ByUserId { get; init; }
    public required string? ByFirstName { get; init; }
    public required Instant At { get; init; }
}
