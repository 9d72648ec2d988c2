using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Map;
using CyberVoisins.Server.Rulesets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Matching;

/// <summary>Who was considered for a request at one moment, in which ring, and what the rules said of each.</summary>
/// <param name="FromIndex">False when the geo index was away and SQL searched instead.</param>
internal sealed record Considered(Ruleset Rules, Instant Now, Need Need, IReadOnlyList<Candidate> Candidates, IReadOnlyList<Assessment> Assessments, bool FromIndex)
{
    public IEnumerable<Assessment> Proposed => Assessments.Where(a => a.Proposal is not null);

    public RingFound Ring => new(
        Proposed.Count(), Assessments.Count(a => a.Reasons is [{ Rule: Rule.FewOpenOffers }]), Need.RadiusMetres);

    /// <summary>With what would have made the difference for each reason; worked out only for a reader.</summary>
    public Considered WithChanges()
    {
        var candidates = Candidates.ToDictionary(c => c.Id);
        return this with
        {
            Assessments = [.. Assessments.Select(a => a with
            {
                Reasons = [.. a.Reasons.Select(r => r with { Change = SmallestChange.Of(r, Need, candidates[a.VolunteerId]) })],
            })],
        };
    }
}

/// <summary>
/// The index finds who is near, SQL says who they are now, the rules decide. The nearest and a public-hash
/// sample of the others: with only the nearest, a tenth of the help is lost (shared/design/matching.md, 1.2).
/// </summary>
internal sealed class FindCandidates(AppDb db, VolunteerMap map, MapUpkeep upkeep, CurrentRules rules, TimeProvider clock, ILogger<FindCandidates> log)
{
    // The index does not know who offers what: of these, the rules leave some fifteen to thirty.
    public const int Nearest = 50;
    public const int Sampled = 50;

    /// <summary>Ring by ring until the points have somebody to choose among, at most to the association's limit.</summary>
    public async Task<Considered> Run(HelpRequest request, Association association, SearchState state, CancellationToken cancel)
    {
        await upkeep.CatchUp(cancel);
        var need = await NeedOf(request, association, cancel);
        var places = OnlinePolicy.Places(association.Policy, state);
        var (current, now) = (await rules.Of(association, cancel), clock.Now());
        var byPhone = request.Modes.Contains(MeetingMode.ByPhone) ? await ByPhone(request, cancel) : [];
        var known = new Dictionary<VolunteerId, Candidate>(); // a wider ring holds the nearer ones too: each is loaded once
        Considered? widest = null;
        foreach (var radius in Rings.UpTo(association.Policy.MaximumRadiusMetres))
        {
            // A wave of 200 needs 200 candidates: the lists grow with what is asked for.
            var (ids, fromIndex) = await Near(request, radius, Math.Max(Nearest, places), Math.Max(Sampled, places), cancel);
            ids.UnionWith(byPhone);
            if (ids.Where(id => !known.ContainsKey(id)).ToList() is { Count: > 0 } more)
                foreach (var candidate in await Load(more, request, association, cancel)) known[candidate.Id] = candidate;
            var ring = need with { RadiusMetres = radius };
            List<Candidate> candidates = [.. ids.Where(known.ContainsKey).Select(id => known[id])];
            widest = new(current, now, ring, candidates, Ranking.Of(ring, candidates, now, current.Weights), fromIndex);
            if (OnlinePolicy.Next(association.Policy, state, widest.Ring) != NextStep.Widen) break;
        }
        return widest!;
    }

    /// <summary>The same question for named volunteers, wherever they are: a coordinator's own choice, or a last check.</summary>
    /// <param name="windows">Only these of the times asked for.</param>
    /// <param name="busyToo">Times at which they are already proposed to somebody else.</param>
    public async Task<Considered> Assess(
        HelpRequest request, Association association, IReadOnlyCollection<VolunteerId> ids, CancellationToken cancel,
        IReadOnlyList<TimeWindow>? busyToo = null, IReadOnlyList<TimeWindow>? windows = null) =>
        await Considered(await NeedOf(request, association, cancel) is var need && windows is not null ? need with { Windows = windows } : need, ids, request, association, busyToo, cancel);

    /// <summary>For a plan: everybody within the widest ring, for the part of the times asked for that the plan covers.</summary>
    public async Task<(Need Need, IReadOnlyList<Candidate> Candidates)> WithinReach(HelpRequest request, IReadOnlyList<TimeWindow> windows, Association association, CancellationToken cancel)
    {
        var need = await NeedOf(request, association, cancel) with { Windows = windows };
        var (ids, _) = await Near(request, need.RadiusMetres, Nearest, Sampled, cancel);
        if (need.Modes.Contains(MeetingMode.ByPhone)) ids.UnionWith(await ByPhone(request, cancel));
        return (need, await Load(ids, request, association, cancel));
    }

    /// <summary>For an explanation: those of the widest ring too, each told that the search found enough nearer.</summary>
    public async Task<Considered> WithThoseFartherAway(Considered considered, HelpRequest request, Association association, CancellationToken cancel)
    {
        var (farther, _) = await Near(request, association.Policy.MaximumRadiusMetres, Nearest, Sampled, cancel);
        farther.ExceptWith(considered.Candidates.Select(c => c.Id));
        var candidates = await Load(farther, request, association, cancel);
        var refused = Ranking.Of(considered.Need, candidates, considered.Now, considered.Rules.Weights).Where(a => a.Proposal is null);
        return considered with { Candidates = [.. considered.Candidates, .. candidates], Assessments = [.. considered.Assessments, .. refused] };
    }

    /// <summary>Whoever could help if all their month were free: what the demand on volunteers is measured by.</summary>
    public async Task<IReadOnlyCollection<VolunteerId>> WhoCouldHelp(HelpRequest request, Association association, CancellationToken cancel)
    {
        var need = await NeedOf(request, association, cancel) with { Earliest = request.CreatedAt };
        var (ids, _) = await Near(request, need.RadiusMetres, Nearest, Sampled, cancel);
        if (need.Modes.Contains(MeetingMode.ByPhone)) ids.UnionWith(await ByPhone(request, cancel));
        return [.. (await Load(ids, request, association, cancel)).Where(c => Pressure.CouldHelp(need, c)).Select(c => c.Id)];
    }

    private async Task<Considered> Considered(
        Need need, IReadOnlyCollection<VolunteerId> ids, HelpRequest request, Association association, IReadOnlyList<TimeWindow>? busyToo, CancellationToken cancel)
    {
        var candidates = await Load(ids, request, association, cancel);
        if (busyToo is { Count: > 0 }) candidates = candidates.ConvertAll(c => c with { Busy = [.. c.Busy, .. busyToo] });
        var current = await rules.Of(association, cancel);
        var now = clock.Now();
        return new(current, now, need, candidates, Ranking.Of(need, candidates, now, current.Weights), FromIndex: false);
    }

    /// <summary>In the widest ring.</summary>
    private async Task<Need> NeedOf(HelpRequest request, Association association, CancellationToken cancel)
    {
        var policy = association.Policy;
        var own = await db.Residents.AsNoTracking().Where(r => r.Id == request.ResidentId).Select(r => r.Language).SingleAsync(cancel);
        return new(
            request.Id, request.Category, request.Minutes, request.Place.Coordinates, request.Modes, request.Windows, request.Language,
            request.Constraints, clock.Now() + Duration.FromMinutes(policy.MinimumNoticeMinutes), policy.MaximumRadiusMetres,
            policy.MaximumRadiusMetres, association.Zone, own, policy.RotationLimit);
    }

    private async Task<(HashSet<VolunteerId> Ids, bool FromIndex)> Near(HelpRequest request, int radius, int nearest, int sampled, CancellationToken cancel)
    {
        try
        {
            var answer = await map.Search(request.AssociationId, request.Place.Coordinates, radius, request.Id, nearest, sampled, cancel);
            return ([.. answer.Members.Select(m => m.Id)], true);
        }
        catch (MapUnavailable)
        {
            log.LogWarning("The geo index is away: SQL searches instead, more slowly.");
            return (await NearBySql(request, radius, nearest, sampled, cancel), false);
        }
    }

    /// <summary>A box in SQL, then the same nearest and the same sample as the index.</summary>
    private async Task<HashSet<VolunteerId>> NearBySql(HelpRequest request, int radius, int nearest, int sampled, CancellationToken cancel)
    {
        const double MetresPerDegree = 111_195; // of latitude, on the mean sphere
        var center = request.Place.Coordinates;
        var dLat = radius / MetresPerDegree * 1.01;
        var dLon = dLat / Math.Max(0.01, Math.Cos(double.DegreesToRadians(center.Latitude)));
        var box = await db.Volunteers.AsNoTracking()
            .Where(v => v.AssociationId == request.AssociationId && v.State == VolunteerState.Vouched)
            .Where(v => v.Place.Latitude >= center.Latitude - dLat && v.Place.Latitude <= center.Latitude + dLat)
            .Where(v => v.Place.Longitude >= center.Longitude - dLon && v.Place.Longitude <= center.Longitude + dLon)
            .Select(v => new { v.Id, v.Place.Latitude, v.Place.Longitude })
            .ToListAsync(cancel);
        var near = box.Select(v => (v.Id, Metres: new Coordinates(v.Latitude, v.Longitude).MetresTo(center)))
            .Where(v => v.Metres <= radius).OrderBy(v => v.Metres).Select(v => v.Id).ToList();
        return [.. near.Take(nearest), .. near.Skip(nearest).OrderBy(id => PublicHash.Of(request.Id, id, VolunteerMap.SampleSalt)).Take(sampled)];
    }

    /// <summary>Help by phone has no distance: a public-hash sample of all who offer it.</summary>
    private async Task<IEnumerable<VolunteerId>> ByPhone(HelpRequest request, CancellationToken cancel)
    {
        var volunteers = await db.Volunteers.AsNoTracking()
            .Where(v => v.AssociationId == request.AssociationId && v.State == VolunteerState.Vouched)
            .Select(v => new { v.Id, v.Modes })
            .ToListAsync(cancel);
        return volunteers.Where(v => v.Modes.Contains(MeetingMode.ByPhone)).Select(v => v.Id)
            .OrderBy(id => PublicHash.Of(request.Id, id, VolunteerMap.SampleSalt))
            .Take(Nearest + Sampled);
    }

    /// <summary>Everything the rules read, in a fixed number of statements however many candidates there are.</summary>
    private async Task<List<Candidate>> Load(IReadOnlyCollection<VolunteerId> ids, HelpRequest request, Association association, CancellationToken cancel)
    {
        var volunteers = await db.Volunteers.AsNoTracking()
            .Where(v => ids.Contains(v.Id) && v.AssociationId == request.AssociationId).ToListAsync(cancel);
        var months = request.Windows
            .SelectMany(w => MinutesLedger.MonthsBetween(w.Start, w.End, association.Zone))
            .Distinct().ToList();
        var left = (await db.Minutes.AsNoTracking()
                .Where(m => ids.Contains(m.VolunteerId) && months.Contains(m.Month))
                .GroupBy(m => new { m.VolunteerId, m.Month })
                .Select(g => new { g.Key.VolunteerId, g.Key.Month, Sum = g.Sum(m => m.Minutes) })
                .ToListAsync(cancel))
            .ToLookup(m => m.VolunteerId);
        // A person who helps two associations is in one place at a time.
        var busy = (await (from candidate in db.Volunteers.Where(v => ids.Contains(v.Id))
                           join same in db.Volunteers on candidate.Phone equals same.Phone
                           join visit in db.Visits on same.Id equals visit.VolunteerId
                           where visit.State == VisitState.Planned
                           select new { candidate.Id, Visit = visit }).AsNoTracking().ToListAsync(cancel))
            .ToLookup(b => b.Id, b => b.Visit.Window);
        var phones = volunteers.ConvertAll(v => v.Phone);
        // A number that said STOP cannot be asked: it is as good as a break.
        var stopped = (await db.OptOuts.Where(o => phones.Contains(o.Phone)).Select(o => o.Phone).ToListAsync(cancel)).ToHashSet();
        var offers = (await db.Offers.AsNoTracking()
                .Where(o => ids.Contains(o.VolunteerId))
                .GroupBy(o => o.VolunteerId)
                .Select(g => new { Id = g.Key, Open = g.Count(o => o.State == OfferState.Pending), Last = g.Max(o => o.CreatedAt) })
                .ToListAsync(cancel))
            .ToDictionary(o => o.Id);
        var asked = (await db.Offers.AsNoTracking()
                .Where(o => o.RequestId == request.Id && o.State != OfferState.Withdrawn
                    && (o.CreatedAt >= request.SearchSince || o.State == OfferState.Pending))
                .Select(o => o.VolunteerId)
                .ToListAsync(cancel))
            .ToHashSet();

        var blocked = (await db.PairBlocks.AsNoTracking().Where(b => b.ResidentId == request.ResidentId).Select(b => b.VolunteerId).ToListAsync(cancel)).ToHashSet();
        var together = await VisitsTogether(ids, request, cancel);
        var demand = await db.Demand.AsNoTracking().Where(d => ids.Contains(d.VolunteerId)).ToDictionaryAsync(d => d.VolunteerId, d => d.ExpectedMinutes, cancel);

        return [.. volunteers.Select(v => new Candidate(
            v.Id, stopped.Contains(v.Phone) ? VolunteerState.Paused : v.State, v.Place.Coordinates, v.MaxDistanceMetres, v.Categories, v.Languages, v.Modes, v.Availability, v.MinutesPerMonth,
            // A month without a line is whole; what was carried over or corrected upwards counts as well.
            left[v.Id].ToDictionary(m => m.Month, m => v.MinutesPerMonth - m.Sum), [.. busy[v.Id]], v.IsWoman, v.IdentityVerified, v.OffersStepFreePlace,
            offers.GetValueOrDefault(v.Id)?.Open ?? 0, asked.Contains(v.Id), offers.GetValueOrDefault(v.Id)?.Last,
            Blocked: blocked.Contains(v.Id), together.GetValueOrDefault(v.Id), demand.TryGetValue(v.Id, out var expected) ? expected : null))];
    }

    private Task<Dictionary<VolunteerId, int>> VisitsTogether(IReadOnlyCollection<VolunteerId> ids, HelpRequest request, CancellationToken cancel)
    {
        var since = clock.Now() - Candidate.RotationMemory;
        return db.Visits.AsNoTracking()
            .Where(v => v.ResidentId == request.ResidentId && ids.Contains(v.VolunteerId) && v.Start >= since
                && (v.State == VisitState.Planned || v.State == VisitState.Completed))
            .GroupBy(v => v.VolunteerId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }
}
