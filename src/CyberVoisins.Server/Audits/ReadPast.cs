using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>
/// Reads the past in seven statements, however many people there are. Who could have helped is judged by the volunteers' profiles of
/// today (an older profile is not kept), and whoever was asked for a request could help with it, whatever the profile says now.
/// </summary>
internal sealed class ReadPast(AppDb db)
{
    /// <summary>An older request that nobody took is not a request of the month any more.</summary>
    private static readonly Duration StillWaiting = Duration.FromDays(180);

    /// <summary>Requests asked from <paramref name="start"/> (inclusive) to <paramref name="end"/> (exclusive).</summary>
    public Task<Past> AskedIn(Association association, Instant start, Instant end, CancellationToken cancel) =>
        Read(association, db.Requests.Where(r => r.CreatedAt >= start && r.CreatedAt < end), start, end, r => r.CreatedAt, cancel);

    /// <summary>
    /// And those asked at most 180 days before that still waited when the period began: without a visit, or with one that fell through.
    /// Whoever had joined by <paramref name="end"/> could have helped with any of them.
    /// </summary>
    public Task<Past> WaitingIn(Association association, Instant start, Instant end, CancellationToken cancel)
    {
        var oldest = start - StillWaiting;
        return Read(association, db.Requests.Where(r => r.CreatedAt < end && (r.CreatedAt >= start
            || (r.CreatedAt >= oldest && !(r.State == RequestState.Cancelled && r.StateSince < start)
                && !db.Visits.Any(v => v.RequestId == r.Id && v.CreatedAt < start && (v.State == VisitState.Planned || v.State == VisitState.Completed))))),
            start, end, _ => end, cancel);
    }

    private async Task<Past> Read(Association association, IQueryable<HelpRequest> which, Instant start, Instant end, Func<HelpRequest, Instant> joinedBy, CancellationToken cancel)
    {
        var id = association.Id;
        var requests = await which.AsNoTracking().Where(r => r.AssociationId == id).OrderBy(r => r.Id).ToListAsync(cancel);
        var since = requests.Select(r => r.CreatedAt).Append(start).Min();
        var residents = await db.Residents.AsNoTracking().Where(r => r.AssociationId == id).Select(r => new { r.Id, r.Language, r.AgeBand }).ToDictionaryAsync(r => r.Id, cancel);
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == id && v.CreatedAt < end).OrderBy(v => v.Id).ToListAsync(cancel);
        var blocks = (await db.PairBlocks.AsNoTracking().Where(b => db.Volunteers.Any(v => v.Id == b.VolunteerId && v.AssociationId == id)).ToListAsync(cancel))
            .Select(b => (b.ResidentId, b.VolunteerId)).ToHashSet();
        var rotation = since - Candidate.RotationMemory;
        var visits = await db.Visits.AsNoTracking().Where(v => v.AssociationId == id && v.Start >= rotation).OrderBy(v => v.CreatedAt).ThenBy(v => v.Id).ToListAsync(cancel);
        var offers = await db.Offers.AsNoTracking().Where(o => o.AssociationId == id && o.CreatedAt >= since)
            .Select(o => new PastOffer(o.RequestId, o.VolunteerId, o.CreatedAt)).ToListAsync(cancel);
        var first = MinutesLedger.MonthOf(since, association.Zone);
        var ledger = await db.Minutes.AsNoTracking().Where(m => m.Month >= first && db.Volunteers.Any(v => v.Id == m.VolunteerId && v.AssociationId == id))
            .Select(m => new PastMinutes(m.VolunteerId, m.Month, m.Minutes, m.At, m.VisitId != null)).ToListAsync(cancel);

        var candidates = volunteers.ConvertAll(v => (Volunteer: v, Candidate: AsCandidate(v, association)));
        var asked = offers.ToLookup(o => o.RequestId, o => o.VolunteerId);
        var fixedFor = visits.ToLookup(v => v.RequestId);
        var read = requests.ConvertAll(r =>
        {
            var (resident, need) = (residents[r.ResidentId], NeedOf(r, residents[r.ResidentId].Language, association));
            return new Asked(r, need, resident.Language, resident.AgeBand, [.. Eligible(need, r, candidates, blocks, asked[r.Id].ToHashSet(), joinedBy(r))], [.. fixedFor[r.Id]]);
        });
        return new(association, read, volunteers, visits, offers, ledger.ToLookup(m => (m.VolunteerId, m.Month)));
    }

    private static IEnumerable<Helper> Eligible(
        Need need, HelpRequest request, List<(Volunteer Volunteer, Candidate Candidate)> candidates, HashSet<(ResidentId, VolunteerId)> blocks, HashSet<VolunteerId> asked, Instant joinedBy)
    {
        foreach (var (volunteer, candidate) in candidates)
        {
            var mayHelp = volunteer.CreatedAt <= joinedBy && !blocks.Contains((request.ResidentId, volunteer.Id)) && Reach.Includes(need, candidate);
            if (mayHelp || asked.Contains(volunteer.Id)) yield return new(volunteer, Reach.Metres(need, candidate));
        }
    }

    /// <summary>What lasts of a volunteer; what is of the moment is left empty, since no rule of <see cref="Reach"/> reads it.</summary>
    public static Candidate AsCandidate(Volunteer v, Association association) => new(
        v.Id, v.State, v.Place.Coordinates, v.MaxDistanceMetres, v.Categories, v.Languages, v.Modes, v.Availability, v.MinutesPerMonth, new Dictionary<int, int>(), [],
        v.IsWoman, Guarantee.Of(v, association, v.CreatedAt) with { InDate = true, CharterAccepted = true }, v.OffersStepFreePlace, 0, false, null, false, 0, null);

    private static Need NeedOf(HelpRequest r, string language, Association association) => new(
        r.Id, r.Category, r.Minutes, r.Place.Coordinates, r.Modes, r.Windows, r.Language, r.Constraints, r.CreatedAt,
        association.Policy.MaximumRadiusMetres, association.Policy.MaximumRadiusMetres, association.Zone, language, association.Policy.RotationLimit, association.Vouching.Levels);
}
