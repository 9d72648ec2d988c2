using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
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

/// <summary>A request, and who is within reach of it, whatever the rules say of them.</summary>
/// <param name="Cut">There are more than were looked at.</param>
internal sealed record InReach(HelpRequest Request, Need Need, IReadOnlyList<Candidate> Candidates, bool Cut);

/// <summary>
/// The index finds who is near, SQL says who they are now, the rules decide. The nearest and a public-hash
/// sample of the others: with only the nearest, a tenth of the help is lost (shared/design/matching.md, 1.2).
/// </summary>
internal sealed class FindCandidates(AppDb db, LoadCandidates load, VolunteerMap map, MapUpkeep upkeep, CurrentRules rules, TimeProvider clock, ILogger<FindCandidates> log)
{
    // The index does not know who offers what: of these, the rules leave some fifteen to thirty.
    public const int Nearest = 50;
    public const int Sampled = 50;

    /// <summary>Of many requests, so many are looked at together: a statement for each table, and never a whole association in memory.</summary>
    public const int Together = 100;

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
                foreach (var candidate in await load.Run(request, more, association, cancel)) known[candidate.Id] = candidate;
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

    /// <summary>For many requests at once: everybody within the widest ring of each, in a number of statements that does not grow with the requests.</summary>
    /// <param name="requests">Each with the part of its times that counts.</param>
    /// <param name="depthOf">At how many to look, half of them the nearest and half sampled; by default 100.</param>
    public async Task<IReadOnlyList<InReach>> WithinReach(
        IReadOnlyList<(HelpRequest Request, IReadOnlyList<TimeWindow> Windows)> requests, Association association, CancellationToken cancel, Func<RequestId, int>? depthOf = null)
    {
        var residents = requests.Select(r => r.Request.ResidentId).Distinct().ToList();
        var spoken = await db.Residents.AsNoTracking().Where(r => residents.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Language, cancel);
        var onPhone = requests.Any(r => r.Request.Modes.Contains(MeetingMode.ByPhone)) ? await OnPhone(association.Id, cancel) : [];
        List<(HelpRequest Request, Need Need, IReadOnlyCollection<VolunteerId> Ids, bool Cut)> near = [];
        foreach (var (request, windows) in requests)
        {
            var need = NeedOf(request, association, spoken[request.ResidentId]) with { Windows = windows };
            var depth = depthOf?.Invoke(request.Id) ?? Nearest + Sampled;
            var (ids, _) = await Near(request, need.RadiusMetres, depth - depth / 2, depth / 2, cancel);
            var cut = ids.Count >= depth;
            if (need.Modes.Contains(MeetingMode.ByPhone))
            {
                ids.UnionWith(Sample(onPhone, request, depth));
                cut |= onPhone.Count > depth;
            }
            near.Add((request, need, ids, cut));
        }
        var candidates = await load.Run([.. near.Select(n => (n.Request, n.Ids))], association, cancel);
        return [.. near.Select(n => new InReach(n.Request, n.Need, candidates[n.Request.Id], n.Cut))];
    }

    /// <summary>Whoever could help each if all their month were free: what the demand on volunteers is measured by.</summary>
    public async Task<IReadOnlyList<(HelpRequest Request, IReadOnlyCollection<VolunteerId> Helpers)>> WhoCouldHelp(IReadOnlyList<HelpRequest> requests, Association association, CancellationToken cancel) =>
    [
        .. (await WithinReach([.. requests.Select(r => (r, r.Windows))], association, cancel)).Select(reach =>
        {
            var need = reach.Need with { Earliest = reach.Request.CreatedAt };
            return (reach.Request, (IReadOnlyCollection<VolunteerId>)[.. reach.Candidates.Where(c => Pressure.CouldHelp(need, c)).Select(c => c.Id)]);
        }),
    ];

    /// <summary>For an explanation: those of the widest ring too, each told that the search found enough nearer.</summary>
    public async Task<Considered> WithThoseFartherAway(Considered considered, HelpRequest request, Association association, CancellationToken cancel)
    {
        var (farther, _) = await Near(request, association.Policy.MaximumRadiusMetres, Nearest, Sampled, cancel);
        farther.ExceptWith(considered.Candidates.Select(c => c.Id));
        var candidates = await load.Run(request, farther, association, cancel);
        var refused = Ranking.Of(considered.Need, candidates, considered.Now, considered.Rules.Weights).Where(a => a.Proposal is null);
        return considered with { Candidates = [.. considered.Candidates, .. candidates], Assessments = [.. considered.Assessments, .. refused] };
    }

    private async Task<Considered> Considered(
        Need need, IReadOnlyCollection<VolunteerId> ids, HelpRequest request, Association association, IReadOnlyList<TimeWindow>? busyToo, CancellationToken cancel)
    {
        var candidates = await load.Run(request, ids, association, cancel);
        if (busyToo is { Count: > 0 }) candidates = candidates.ConvertAll(c => c with { Busy = [.. c.Busy, .. busyToo] });
        var current = await rules.Of(association, cancel);
        var now = clock.Now();
        return new(current, now, need, candidates, Ranking.Of(need, candidates, now, current.Weights), FromIndex: false);
    }

    private async Task<Need> NeedOf(HelpRequest request, Association association, CancellationToken cancel) =>
        NeedOf(request, association, await db.Residents.AsNoTracking().Where(r => r.Id == request.ResidentId).Select(r => r.Language).SingleAsync(cancel));

    /// <summary>In the widest ring.</summary>
    private Need NeedOf(HelpRequest request, Association association, string own)
    {
        var policy = association.Policy;
        return new(
            request.Id, request.Category, request.Minutes, request.Place.Coordinates, request.Modes, request.Windows, request.Language,
            request.Constraints, clock.Now() + Duration.FromMinutes(policy.MinimumNoticeMinutes), policy.MaximumRadiusMetres,
            policy.MaximumRadiusMetres, association.Zone, own, policy.RotationLimit, association.Vouching.Levels);
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

    /// <summary>Everybody of the association, opened one by one: coordinates are sealed, and no box in SQL can compare them.</summary>
    private async Task<HashSet<VolunteerId>> NearBySql(HelpRequest request, int radius, int nearest, int sampled, CancellationToken cancel)
    {
        var center = request.Place.Coordinates;
        var everybody = await db.Volunteers.AsNoTracking()
            .Where(v => v.AssociationId == request.AssociationId && v.State == VolunteerState.Vouched)
            .Select(v => new { v.Id, v.Place.Latitude, v.Place.Longitude })
            .ToListAsync(cancel);
        var near = everybody.Select(v => (v.Id, Metres: new Coordinates(v.Latitude, v.Longitude).MetresTo(center)))
            .Where(v => v.Metres <= radius).OrderBy(v => v.Metres).Select(v => v.Id).ToList();
        return [.. near.Take(nearest), .. near.Skip(nearest).OrderBy(id => PublicHash.Of(request.Id, id, VolunteerMap.SampleSalt)).Take(sampled)];
    }

    private async Task<IEnumerable<VolunteerId>> ByPhone(HelpRequest request, CancellationToken cancel) =>
        Sample(await OnPhone(request.AssociationId, cancel), request, Nearest + Sampled);

    private async Task<IReadOnlyList<VolunteerId>> OnPhone(AssociationId association, CancellationToken cancel)
    {
        var volunteers = await db.Volunteers.AsNoTracking()
            .Where(v => v.AssociationId == association && v.State == VolunteerState.Vouched)
            .Select(v => new { v.Id, v.Modes })
            .ToListAsync(cancel);
        return [.. volunteers.Where(v => v.Modes.Contains(MeetingMode.ByPhone)).Select(v => v.Id)];
    }

    /// <summary>Help by phone has no distance: a public-hash sample of all who offer it.</summary>
    private static IEnumerable<VolunteerId> Sample(IReadOnlyList<VolunteerId> onPhone, HelpRequest request, int most) =>
        onPhone.OrderBy(id => PublicHash.Of(request.Id, id, VolunteerMap.SampleSalt)).Take(most);
}
