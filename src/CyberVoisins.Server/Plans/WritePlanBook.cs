using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Plans;

/// <summary>A book, and what would happen without a plan.</summary>
/// <param name="Cut">Requests that had more people within reach than were looked at.</param>
internal sealed record Written(PlanBook Book, IReadOnlySet<RequestId> Cut, IReadOnlyList<Placed> Order, int RequestsServedWithout, int UnitsWithout, long MetresWithout);

/// <summary>Reads the month as it stands: open requests that could still be visited in it, who could help each, and what is left of everybody's minutes.</summary>
internal sealed class WritePlanBook(AppDb db, FindCandidates find, TimeProvider clock)
{
    /// <summary>One request that the month could serve, with everybody whom every rule lets through.</summary>
    /// <param name="CouldHelp">These, and whoever was asked for it already or has no time left.</param>
    private sealed record Open(HelpRequest Request, IReadOnlyList<(VolunteerId Id, int Metres, int Points)> Eligible, int CouldHelp, bool Cut);

    /// <param name="depthOf">At how many people to look for a request.</param>
    public async Task<Written> Run(Plan plan, Association association, Ruleset rules, Func<RequestId, int> depthOf, IProgress<int> progress, CancellationToken cancel)
    {
        var requests = await db.Requests.AsNoTracking()
            .Where(r => r.AssociationId == plan.AssociationId && (r.State == RequestState.Searching || r.State == RequestState.Escalated)
                && !db.Residents.Any(p => p.Id == r.ResidentId && p.RestrictedAt != null))
            .OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).ToListAsync(cancel);
        List<Open> open = [];
        var people = new Dictionary<VolunteerId, Candidate>();
        foreach (var some in requests.Select(r => (Request: r, Windows: (IReadOnlyList<TimeWindow>)Within(r, plan.Month, association.Zone))).Where(r => r.Windows.Count > 0).Chunk(FindCandidates.Together))
        {
            cancel.ThrowIfCancellationRequested();
            open.AddRange(await Look(some, association, rules, depthOf, people, cancel));
            progress.Report(open.Count);
        }
        var lengths = await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == plan.AssociationId && v.VisitLength != null).ToDictionaryAsync(v => v.Id, v => v.VisitLength!.Value, cancel);
        return Write(plan, rules, open, people, lengths);
    }

    private async Task<IEnumerable<Open>> Look(
        (HelpRequest Request, IReadOnlyList<TimeWindow> Windows)[] requests, Association association, Ruleset rules, Func<RequestId, int> depthOf, Dictionary<VolunteerId, Candidate> people, CancellationToken cancel)
    {
        var ids = requests.Select(r => r.Request.Id).ToList();
        var pending = (await db.Offers.AsNoTracking().Where(o => ids.Contains(o.RequestId) && o.State == OfferState.Pending).Select(o => new { o.RequestId, o.VolunteerId }).ToListAsync(cancel))
            .ToLookup(o => o.RequestId, o => o.VolunteerId);
        var within = await find.WithinReach(requests, association, cancel, depthOf);
        foreach (var candidate in within.SelectMany(r => r.Candidates)) people[candidate.Id] = candidate;
        return within.Select(r => Sorted(r, pending[r.Request.Id].ToHashSet(), rules)).ToList();
    }

    private Open Sorted(InReach reach, HashSet<VolunteerId> pending, Ruleset rules)
    {
        // An offer that waits for an answer forbids nothing here: the plan may confirm it.
        var free = reach.Candidates.Select(c => c with { OpenOffers = 0, AskedForThis = c.AskedForThis && !pending.Contains(c.Id) }).ToList();
        var assessed = Ranking.Of(reach.Need, free, clock.Now(), rules.Weights);
        var eligible = Proposed(assessed, rules);
        // The rest as if they had time and had not been asked: so that nobody reads "nobody offers this help" when somebody does.
        var missed = assessed.Where(a => a.Proposal is null && a.Reasons.All(r => r.Rule is Rule.NotAskedYet or Rule.MinutesLeft)).Select(a => a.VolunteerId).ToHashSet();
        var asIfFree = free.Where(c => missed.Contains(c.Id))
            .Select(c => c with { AskedForThis = false, MinutesUsed = new Dictionary<int, int>(), MinutesPerMonth = Math.Max(c.MinutesPerMonth, reach.Need.Minutes) });
        return new(reach.Request, eligible, eligible.Count + Proposed(Ranking.Of(reach.Need, asIfFree, clock.Now(), rules.Weights), rules).Count, reach.Cut);
    }

    private static List<(VolunteerId Id, int Metres, int Points)> Proposed(IEnumerable<Assessment> assessed, Ruleset rules) =>
    [
        .. assessed.Where(a => a.Proposal is not null).Select(a => (a.VolunteerId, MetresOf(a.Proposal!), a.Proposal!.Points.Total))
            .Where(e => rules.Equity.TravelCapMetres is not { } cap || e.Item2 <= cap),
    ];

    /// <summary>0 is by phone: next door is a metre.</summary>
    private static int MetresOf(Proposal proposal) => proposal.DistanceMetres is { } metres ? Math.Max(1, metres) : 0;

    private Written Write(Plan plan, Ruleset rules, List<Open> open, Dictionary<VolunteerId, Candidate> people, Dictionary<VolunteerId, VisitLength> lengths)
    {
        var now = clock.Now();
        var helpers = open.GroupBy(o => o.Request.Place.CommuneCode).ToDictionary(g => g.Key, g => g.SelectMany(o => o.Eligible).Select(e => e.Id).Distinct().Count());
        var order = PublicOrder.Of(rules.Equity, open.Select(o => new WaitingRequest(
            o.Request.Id, new(o.Request.NeedClass), Math.Max(0, (now - o.Request.CreatedAt).Days), o.Request.Minutes, helpers[o.Request.Place.CommuneCode])), plan.Salt);
        var ids = people.Keys.OrderBy(id => id.Value).ToList();
        var number = ids.Select((id, i) => (id, i)).ToDictionary(x => x.id, x => x.i);
        var halfHours = ids.ConvertAll(id => (byte)Math.Clamp(people[id].MinutesLeft(plan.Month) / 30, 0, byte.MaxValue));
        var gives = VisitLengths.Of(ids, lengths, halfHours, [.. open.Select(o => o.Request.Minutes)], plan.Salt);
        var byId = open.ToDictionary(o => o.Request.Id);
        var daysDecide = rules is { Equity: { HeadStart: HeadStart.Days, Interleave: null, Counts: WhatCounts.Minutes }, Durations: Durations.VolunteersChoose };
        var book = new PlanBook(plan.Salt, rules.Durations, daysDecide, EquityRuleFields.Of(rules.Equity),
        [
            .. order.Select(p => new BookedRequest(p.Request.Id.Value, p.Request.Minutes / 30, p.KeyDays, p.TieHash, byId[p.Request.Id].Request.Place.CommuneCode,
                p.Request.WaitedDays, p.Request.Need.Value, p.Request.HelpersInCommune,
                [.. byId[p.Request.Id].Eligible.OrderBy(e => e.Metres).ThenBy(e => e.Id.Value).Select(e => new BookedPair(number[e.Id], e.Metres))], byId[p.Request.Id].CouldHelp)),
        ], [.. ids.Select((id, i) => new BookedVolunteer(id.Value, halfHours[i], gives[i]))]);
        return Without(book, order, open, number);
    }

    /// <summary>In the order of arrival, each asks its best by points, and everybody says yes.</summary>
    private static Written Without(PlanBook book, IReadOnlyList<Placed> order, List<Open> open, Dictionary<VolunteerId, int> number)
    {
        var left = book.Volunteers.Select(v => (int)v.HalfHours).ToArray();
        var (served, units, metres) = (0, 0, 0L);
        foreach (var (request, eligible, _, _) in open)
        {
            var best = eligible.Where(e => left[number[e.Id]] >= request.Minutes / 30).OrderByDescending(e => e.Points).ThenBy(e => e.Id.Value).Select(e => ((VolunteerId Id, int Metres)?)(e.Id, e.Metres)).FirstOrDefault();
            if (best is not { } chosen) continue;
            left[number[chosen.Id]] -= request.Minutes / 30;
            (served, units, metres) = (served + 1, units + request.Minutes / 30, metres + chosen.Metres);
        }
        return new(book, open.Where(o => o.Cut).Select(o => o.Request.Id).ToHashSet(), order, served, units, metres);
    }

    /// <summary>The part of what suits that lies in the month.</summary>
    public static List<TimeWindow> Within(HelpRequest request, int month, DateTimeZone zone)
    {
        var first = new LocalDate(month / 100, month % 100, 1);
        var whole = new TimeWindow(zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(first.PlusMonths(1)).ToInstant());
        return [.. request.Windows.Select(w => w.Intersect(whole)).OfType<TimeWindow>().Where(w => w.Length >= Duration.FromMinutes(request.Minutes))];
    }
}
