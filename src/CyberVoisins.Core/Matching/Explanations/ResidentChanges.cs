using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>"Why do I wait?": what the resident could say otherwise, one thing at a time, with which somebody would be found. A fact, never a request.</summary>
public static class ResidentChanges
{
    /// <summary>Nothing when somebody may be asked already.</summary>
    public static IReadOnlyList<Counterfactual> Of(InputSnapshot snapshot)
    {
        if (Somebody(snapshot)) return [];
        return
        [
            .. Levers(snapshot.Need)
                .Where(l => Somebody(snapshot with { Need = l.Changed }))
                .Select(l => new Counterfactual([l.Lever], NewOutcome.SomebodyFound, null, true)),
        ];
    }

    private static bool Somebody(InputSnapshot snapshot) => snapshot.Rank().Any(a => a.Proposal is not null);

    private static IEnumerable<(Lever Lever, Need Changed)> Levers(Need need)
    {
        foreach (var mode in Enum.GetValues<MeetingMode>().Except(need.Modes))
            yield return (new(LeverKind.AlsoMeeting, Mode: mode), need with { Modes = [.. need.Modes, mode] });
        foreach (var constraint in need.Constraints)
            yield return (new(LeverKind.Without, Constraint: constraint), need with { Constraints = [.. need.Constraints.Where(c => c != constraint)] });
        yield return (new(LeverKind.AnyTimeOfTheDay), need with { Windows = [.. need.Windows.Select(w => WholeDays(w, need.Zone)).Distinct()] });
    }

    private static TimeWindow WholeDays(TimeWindow window, DateTimeZone zone)
    {
        var first = window.Start.InZone(zone).Date;
        var last = (window.End - Duration.Epsilon).InZone(zone).Date;
        return new(zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(last.PlusDays(1)).ToInstant());
    }
}
