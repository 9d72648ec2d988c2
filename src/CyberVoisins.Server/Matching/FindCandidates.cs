using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Map;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Matching;

/// <summary>Who was considered for a request at one moment, in which ring, and what the rules said of each.</summary>
/// <param name="FromIndex">False when the geo index was away and SQL searched instead.</param>
internal sealed record Considered(Need Need, IReadOnlyList<Assessment> Assessments, bool FromIndex)
{
    public IEnumerable<Assessment> Proposed => Assessments.Where(a => a.Proposal is not null);
}

/// <summary>
/// The index finds who is near, SQL says who they are now, the rules decide. The nearest and a public-hash
/// sample of the others: with only the nearest, a tenth of the help is lost (shared/design/matching.md, 1.2).
/// </summary>
internal sealed class FindCandidates(AppDb db, VolunteerMap map, MapUpkeep upkeep, TimeProvider clock, ILogger<FindCandidates> log)
{
    public const int Nearest = 15;
    public const int Sampled = 15;

    /// <summary>Ring by ring until somebody can be asked, at most to the association's limit.</summary>
    /// <param name="enough">Stop widening when this many can be asked; the answer is never cut to it.</param>
    public async Task<Considered> Run(HelpRequest request, Association association, int enough, CancellationToken cancel)
    {
        await upkeep.CatchUp(cancel);
        Considered? widest = null;
        foreach (var radius in Rings.UpTo(association.Policy.MaximumRadiusMetres))
        {
            widest = await Within(radius, request, association, enough, cancel);
            if (widest.Proposed.Take(enough).Count() == enough) break;
        }
        return widest!;
    }

    /// <summary>The same question for named volunteers, wherever they are: a coordinator's own choice, or a last check.</summary>
    public async Task<IReadOnlyList<Assessment>> Assess(HelpRequest request, Association association, IReadOnlyCollection<VolunteerId> ids, CancellationToken cancel) =>
        Ranking.Of(NeedOf(request, association, association.Policy.MaximumRadiusMetres), await Load(ids, request, association, cancel), clock.Now());

    /// <summary>For an explanation: those of the widest ring too, each told that the search found enough nearer.</summary>
    public async Task<IReadOnlyList<Assessment>> WithThoseFartherAway(Considered considered, HelpRequest request, Association association, CancellationToken cancel)
    {
        var (farther, _) = await Near(request, association.Policy.MaximumRadiusMetres, Nearest, Sampled, cancel);
        farther.ExceptWith(considered.Assessments.Select(a => a.VolunteerId));
        return [.. considered.Assessments, .. Ranking.Of(considered.Need, await Load(farther, request, association, cancel), clock.Now()).Where(a => a.Proposal is null)];
    }

    private async Task<Considered> Within(int radius, HelpRequest request, Association association, int enough, CancellationToken cancel)
    {
        var need = NeedOf(request, association, radius);
        // A wave of 200 needs 200 candidates: the lists grow with what is asked for.
        var (ids, fromIndex) = await Near(request, radius, Math.Max(Nearest, enough), Math.Max(Sampled, enough), cancel);
        if (need.Modes.Contains(MeetingMode.ByPhone)) ids.UnionWith(await ByPhone(request, cancel));
        return new(need, Ranking.Of(need, await Load(ids, request, association, cancel), clock.Now()), fromIndex);
    }

    internal Need NeedOf(HelpRequest request, Association association, int radius) => new(
        request.Id, request.Category, request.Minutes, request.Place.Coordinates, request.Modes, request.Windows, request.Language,
        request.Constraints, clock.Now() + Duration.FromMinutes(association.Policy.MinimumNoticeMinutes), radius,
        association.Policy.MaximumRadiusMetres, association.Zone);

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
            .SelectMany(w => new[] { MinutesLedger.MonthOf(w.Start, association.Zone), MinutesLedger.MonthOf(w.End - Duration.Epsilon, association.Zone) })
            .Distinct().ToList();
        var used = (await db.Minutes.AsNoTracking()
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

        return [.. volunteers.Select(v => new Candidate(
            v.Id, stopped.Contains(v.Phone) ? VolunteerState.Paused : v.State, v.Place.Coordinates, v.MaxDistanceMetres, v.Categories, v.Languages, v.Modes, v.Availability, v.MinutesPerMonth,
            used[v.Id].ToDictionary(m => m.Month, m => m.Sum), [.. busy[v.Id]], v.IsWoman, v.IdentityVerified, v.OffersStepFreePlace,
            offers.GetValueOrDefault(v.Id)?.Open ?? 0, asked.Contains(v.Id), offers.GetValueOrDefault(v.Id)?.Last))];
    }
}
