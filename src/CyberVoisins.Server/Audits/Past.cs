using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>Somebody who could have helped.</summary>
/// <param name="Metres">As the crow flies; null by phone.</param>
internal sealed record Helper(Volunteer Volunteer, int? Metres);

/// <summary>A request that was made, the person in as few words as an audit needs, and who could have helped.</summary>
/// <param name="Language">The person's own.</param>
/// <param name="Visits">Every visit that was ever fixed for it, in the order in which they were.</param>
internal sealed record Asked(HelpRequest Request, Need Need, string Language, AgeBand? Age, IReadOnlyList<Helper> Eligible, IReadOnlyList<Visit> Visits)
{
    /// <summary>When the first visit was fixed; null when none was.</summary>
    public Instant? FixedAt => Visits is [var first, ..] ? first.CreatedAt : null;

    /// <summary>When it was given up, if it was.</summary>
    public Instant? CancelledAt => Request.State == RequestState.Cancelled ? Request.StateSince : null;
}

/// <summary>An offer, as far as the past is concerned.</summary>
internal sealed record PastOffer(RequestId RequestId, VolunteerId VolunteerId, Instant At);

/// <summary>A line of the ledger.</summary>
/// <param name="ForVisit">A visit wrote it: it says what was used, not what was given.</param>
internal sealed record PastMinutes(VolunteerId VolunteerId, int Month, int Minutes, Instant At, bool ForVisit);

/// <summary>What happened in an association.</summary>
/// <param name="Visits">Those of the period and of the 90 days before.</param>
internal sealed record Past(
    Association Association, IReadOnlyList<Asked> Requests, IReadOnlyList<Volunteer> Volunteers, IReadOnlyList<Visit> Visits, IReadOnlyList<PastOffer> Offers,
    ILookup<(VolunteerId, int), PastMinutes> Ledger)
{
    /// <summary>What a volunteer's month still held at a moment: the ledger is only added to, so that it can be read as it was.</summary>
    public int MinutesLeft(Volunteer volunteer, int month, Instant at)
    {
        var lines = Ledger[(volunteer.Id, month)].Where(line => line.At <= at).ToList();
        return Sum(volunteer, lines);
    }

    /// <summary>
    /// What a volunteer gave the month, in minutes, whatever its visits took. What was carried over out of it, once it had ended, was
    /// still there to give: those lines come at <paramref name="end"/> or later.
    /// </summary>
    /// <param name="end">When the month ended, exclusive.</param>
    public int MinutesGiven(Volunteer volunteer, int month, Instant end) =>
        Sum(volunteer, [.. Ledger[(volunteer.Id, month)].Where(line => !line.ForVisit && line.At < end)]);

    /// <summary>A month in which nothing was written is whole.</summary>
    private static int Sum(Volunteer volunteer, List<PastMinutes> lines) =>
        Math.Max(0, lines.Count == 0 ? volunteer.MinutesPerMonth : lines.Sum(line => line.Minutes));
}
