using System.IO.Compression;
using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Rulesets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>Whom other weights would have asked first, in a kind of commune; not shown under 5 decisions.</summary>
/// <param name="Density">Null: everywhere.</param>
/// <param name="Decisions">Searches with at least two neighbours to choose among.</param>
/// <param name="AnotherFirst">Of these, how often somebody else would have been asked first.</param>
/// <param name="MetresBefore">Mean distance of the first asked, as the crow flies; those by phone are left out. Null when all were by phone.</param>
/// <param name="MetresAfter">The same under the proposed weights.</param>
internal sealed record FirstAsked(DensityClass? Density, int Decisions, int AnotherFirst, double? MetresBefore, double? MetresAfter);

/// <summary>Before a vote on the weights: a period's searches again.</summary>
/// <param name="AssociationId">May be left out by a coordinator; an administrator names one.</param>
/// <param name="From">First day, in the association's time zone.</param>
/// <param name="To">Last day; at most a year.</param>
/// <param name="Weights">To try; what is left out is as now.</param>
public sealed record ReplayWeightsInput(AssociationId? AssociationId, LocalDate From, LocalDate To, RankingWeightsInput Weights);

/// <summary>
/// The stored searches of a period ranked again, from exactly what they read. It says who would have been asked first that day, and
/// nothing of what would have followed: another first yes changes every later day.
/// </summary>
internal sealed class ReplayWeights(AppDb db, AuditAccess access, CurrentRules rules, DensityTable densities, TimeProvider clock)
{
    private sealed record Ranked(DensityClass Density, Assessment Before, Assessment After);

    /// <summary>Everywhere first, then by density; empty when fewer than 5 searches left something to choose.</summary>
    public async Task<IReadOnlyList<FirstAsked>> Run(ReplayWeightsInput input, CancellationToken cancel)
    {
        var association = await access.Of(input.AssociationId, cancel);
        var period = AuditPeriod.Of(association, input.From, input.To, clock.Now());
        var current = await rules.Of(association, cancel);
        return await Compare(association, period.Start, period.End, RulesetInputs.Weights(input.Weights, current.Weights, current.Version + 1), cancel);
    }

    private async Task<IReadOnlyList<FirstAsked>> Compare(Association association, Instant start, Instant end, RankingWeights proposed, CancellationToken cancel)
    {
        var ranked = new List<Ranked>();
        var stored = from decision in db.Decisions
                     where decision.AssociationId == association.Id && decision.VolunteerId == null && decision.Type == DecisionType.Offer && decision.At >= start && decision.At < end
                     join snapshot in db.DecisionSnapshots on decision.SnapshotKey equals snapshot.Key
                     join request in db.Requests on decision.RequestId equals request.Id
                     orderby decision.Sequence
                     select new { snapshot.Json, request.Place.CommuneCode };
        // One at a time: a year of snapshots does not have to fit into memory.
        await foreach (var row in stored.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            if (Again(InputSnapshot.Read(ReadDecisions.Unpack(row.Json)), proposed) is var (before, after)) ranked.Add(new(densities.Of(row.CommuneCode), before, after));
        if (ranked.Count < SmallNumbers.Shown) return [];
        var byDensity = ranked.GroupBy(r => r.Density).ToDictionary(g => g.Key, g => g.ToList());
        var hidden = SmallNumbers.Hidden(byDensity.ToDictionary(g => $"{g.Key}", g => g.Value.Count));
        return [Of(null, ranked), .. byDensity.Where(g => !hidden.Contains($"{g.Key}")).OrderBy(g => g.Key).Select(g => Of(g.Key, g.Value))];
    }

    private static (Assessment Before, Assessment After)? Again(InputSnapshot snapshot, RankingWeights proposed)
    {
        var before = snapshot.Rank();
        if (before.Count(a => a.Proposal is not null) < 2) return null;
        return (before[0], (snapshot with { Weights = proposed }).Rank()[0]);
    }

    private static FirstAsked Of(DensityClass? density, List<Ranked> ranked) => new(
        density, ranked.Count, ranked.Count(r => r.Before.VolunteerId != r.After.VolunteerId),
        ranked.Average(r => r.Before.Proposal!.DistanceMetres), ranked.Average(r => r.After.Proposal!.DistanceMetres));
}
