using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>What could have been otherwise.</summary>
public enum LeverKind
{
    /// <summary>A rule that said no would have said yes: <see cref="Lever.Rule"/>.</summary>
    Rule,
    /// <summary>So many metres nearer.</summary>
    Nearer,
    /// <summary>Asked so many days earlier the last time.</summary>
    AskedEarlier,
    /// <summary>So many more minutes left in the month.</summary>
    MinutesLeft,
    /// <summary>So many minutes fewer expected by others.</summary>
    LessNeeded,
    /// <summary>So many visits fewer of the same two.</summary>
    FewerVisits,
    /// <summary>Free at all the times asked for.</summary>
    AlwaysFree,
    /// <summary>Speaking the resident's own language.</summary>
    OwnLanguage,
    /// <summary>The resident accepts this way of meeting too.</summary>
    AlsoMeeting,
    /// <summary>The resident does without this requirement.</summary>
    Without,
    /// <summary>The resident is free all day on the days given.</summary>
    AnyTimeOfTheDay,
    /// <summary>So many more days of waiting, in a plan.</summary>
    WaitedLonger,
}

/// <summary>One change.</summary>
/// <param name="Rule">For <see cref="LeverKind.Rule"/>.</param>
/// <param name="Amount">As it is shown: metres in hundreds, days, minutes, visits, offers; null where there is no figure.</param>
/// <param name="FreeFrom">For <see cref="Rule.CommonSlot"/>.</param>
/// <param name="Mode">For <see cref="LeverKind.AlsoMeeting"/>.</param>
/// <param name="Constraint">For <see cref="LeverKind.Without"/>.</param>
public sealed record Lever(
    LeverKind Kind, Figure? Amount = null, Rule? Rule = null, ZonedDateTime? FreeFrom = null,
    Requests.MeetingMode? Mode = null, Requests.Constraint? Constraint = null);

public enum NewOutcome
{
    /// <summary>Would have been asked.</summary>
    Asked,
    /// <summary>Could have been asked, but others come first.</summary>
    RankedLower,
    /// <summary>Somebody could have been asked.</summary>
    SomebodyFound,
    /// <summary>Would have been served by the plan.</summary>
    Served,
}

/// <summary>The smallest change of its kind, and what the very same computation says with it.</summary>
/// <param name="Changes">All are needed together.</param>
/// <param name="VerifiedByReplay">Always true here: a change that a replay does not confirm is not told.</param>
public sealed record Counterfactual(IReadOnlyList<Lever> Changes, NewOutcome NewOutcome, int? NewRank, bool VerifiedByReplay);
