using NodaTime;

namespace CyberVoisins.Core.Trust;

/// <summary>As whom something was done.</summary>
public enum JournalActor
{
    /// <summary>The service by itself: its rounds, and what follows from them.</summary>
    Service,
    /// <summary>Somebody on the telephone, or with a signed link: known by the number or the link, not by a session.</summary>
    Telephone,
    /// <summary>Nobody signed in.</summary>
    Visitor,
    /// <summary>A signed-in resident, relative or volunteer.</summary>
    Person,
    Coordinator,
    Administrator,
    /// <summary>Whoever holds the server, by its command line.</summary>
    Operator,
}

/// <summary>
/// One line of the journal: who did, or read, what about whom. People stand in it under an alias that means nothing without the
/// table of aliases; texts, names, numbers and places never do.
/// </summary>
/// <param name="Sequence">1, 2, 3… in its chain.</param>
/// <param name="At">When, UTC, to the millisecond.</param>
/// <param name="Chain">Whose: the association's id, or <see cref="JournalChain.Service"/>.</param>
/// <param name="By">Alias of the account; null for whoever has none.</param>
/// <param name="Operation">"acceptOffer", "read helpRequests", "decide": stable, for machines.</param>
/// <param name="About">Aliases of the people it is about, sorted.</param>
/// <param name="Things">What else it is about, as "visit:{id}", sorted.</param>
/// <param name="Fields">Read: "Resident.phone". Written: "Volunteer.State", "Visit+" (new), "PairBlock-" (removed). Sorted.</param>
/// <param name="Facts">Figures and hashes, by name: "decision" is the hash of a record of the matching.</param>
/// <param name="Previous">Hash of the line before; of the first, <see cref="JournalChain.Start"/>.</param>
public sealed record JournalRecord(
    int Sequence, Instant At, string Chain, JournalActor Actor, string? By, string Operation, IReadOnlyList<string> About,
    IReadOnlyList<string> Things, IReadOnlyList<string> Fields, IReadOnlyDictionary<string, string> Facts, string Previous);
