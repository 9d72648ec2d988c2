using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Geocoding;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>What happened, as rows without names.</summary>
internal static class AuditRows
{
    public static AuditSheets Of(Past past, AuditPeriod period, DensityTable densities) =>
        AuditSheets.Of([.. past.Requests.Select(asked => Row(asked, past, period.ObservedUntil, densities))], [.. HelpersIn(past, period)]);

    public static AuditRow Row(Asked asked, Past past, Instant until, DensityTable densities)
    {
        var request = asked.Request;
        var served = asked.FixedAt is { } at && at < until;
        var ended = served ? asked.FixedAt!.Value : Instant.Min(until, asked.CancelledAt ?? until);
        var month = MinutesLedger.MonthOf(request.Windows[0].Start, past.Association.Zone);
        var held = asked.Visits.Where(v => v.State == VisitState.Completed && v.Start < until).ToList();
        return new(
            request.Place.CommuneCode, densities.Of(request.Place.CommuneCode), asked.Age, request.Channel, asked.Language, Nearest(asked.Eligible),
            request.Minutes, request.Modes[0], new NeedClass(request.NeedClass), Days(request.CreatedAt, ended), served, Days(request.CreatedAt, until),
            asked.Eligible.Count, asked.Eligible.Sum(h => past.MinutesLeft(h.Volunteer, month, request.CreatedAt)),
            held.Count, held.Exists(visit => MetBefore(visit, past)));
    }

    private static DistanceBand? Nearest(IReadOnlyList<Helper> eligible) =>
        eligible.Count == 0 ? null : DistanceBands.Of(eligible.Min(h => h.Metres));

    private static bool MetBefore(Visit visit, Past past) => past.Visits.Any(before =>
        before.ResidentId == visit.ResidentId && before.VolunteerId == visit.VolunteerId && before.State == VisitState.Completed
        && before.Start < visit.Start && before.Start >= visit.Start - Candidate.RotationMemory);

    /// <summary>Whoever may be asked today, and whoever was asked or gave in the period.</summary>
    private static IEnumerable<HelperRow> HelpersIn(Past past, AuditPeriod period)
    {
        var offers = past.Offers.Where(o => o.At >= period.Start && o.At < period.End).CountBy(o => o.VolunteerId).ToDictionary();
        var minutes = past.Visits.Where(v => v.State == VisitState.Completed && v.Start >= period.Start && v.Start < period.End)
            .GroupBy(v => v.VolunteerId).ToDictionary(g => g.Key, g => g.Sum(v => v.SettledMinutes ?? 0));
        return past.Volunteers
            .Where(v => v.MayBeAsked || offers.ContainsKey(v.Id) || minutes.ContainsKey(v.Id))
            .Select(v => new HelperRow(minutes.GetValueOrDefault(v.Id), offers.GetValueOrDefault(v.Id)));
    }

    private static int Days(Instant from, Instant to) => Math.Max(0, (to - from).Days);
}
