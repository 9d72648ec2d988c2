using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Matching;

/// <summary>Everything the rules read, in a fixed number of statements however many candidates and requests there are.</summary>
internal sealed class LoadCandidates(AppDb db, TimeProvider clock)
{
    /// <summary>What is true of a volunteer whatever the request.</summary>
    private sealed record Person(
        Volunteer Volunteer, Guarantee Guarantee, bool SaidStop, IReadOnlyDictionary<int, int> Taken, IReadOnlyList<TimeWindow> Busy, int OpenOffers, Instant? LastAsked, int? Expected);

    /// <summary>What is true of a volunteer and one request.</summary>
    private sealed record Ties(ILookup<RequestId, Offer> Offers, ILookup<ResidentId, VolunteerId> Blocked, IReadOnlyDictionary<(ResidentId, VolunteerId), int> Together);

    public async Task<List<Candidate>> Run(HelpRequest request, IReadOnlyCollection<VolunteerId> ids, Association association, CancellationToken cancel) =>
        (await Run([(request, ids)], association, cancel))[request.Id];

    public async Task<IReadOnlyDictionary<RequestId, List<Candidate>>> Run(
        IReadOnlyList<(HelpRequest Request, IReadOnlyCollection<VolunteerId> Ids)> asked, Association association, CancellationToken cancel)
    {
        var requests = asked.Select(a => a.Request).ToList();
        List<VolunteerId> ids = [.. asked.SelectMany(a => a.Ids).Distinct()];
        var people = await People(ids, requests, association, cancel);
        var ties = await TiesOf(ids, requests, cancel);
        return asked.ToDictionary(a => a.Request.Id, a => Of(a.Request, a.Ids, people, ties));
    }

    private static List<Candidate> Of(HelpRequest request, IReadOnlyCollection<VolunteerId> ids, IReadOnlyList<Person> people, Ties ties)
    {
        // Filtered here: the request in hand may have begun a new search that is not written yet.
        var asked = ties.Offers[request.Id].Where(o => o.CreatedAt >= request.SearchSince || o.State == OfferState.Pending).Select(o => o.VolunteerId).ToHashSet();
        var (blocked, wanted) = (ties.Blocked[request.ResidentId].ToHashSet(), ids.ToHashSet());
        return [.. people.Where(p => wanted.Contains(p.Volunteer.Id)).Select(p =>
        {
            var v = p.Volunteer;
            return new Candidate(
                // A number that said STOP cannot be asked, nor can somebody whose data are kept and not used: it is as good as a break.
                v.Id, p.SaidStop || v.RestrictedAt is not null ? VolunteerState.Paused : v.State, v.Place.Coordinates, v.MaxDistanceMetres, v.Categories, v.Languages, v.Modes, v.Availability, v.MinutesPerMonth,
                p.Taken, p.Busy, v.IsWoman, p.Guarantee, v.OffersStepFreePlace, p.OpenOffers, asked.Contains(v.Id), p.LastAsked,
                blocked.Contains(v.Id), ties.Together.GetValueOrDefault((request.ResidentId, v.Id)), p.Expected);
        })];
    }

    private async Task<IReadOnlyList<Person>> People(List<VolunteerId> ids, List<HelpRequest> requests, Association association, CancellationToken cancel)
    {
        var now = clock.Now();
        var volunteers = await db.Volunteers.AsNoTracking()
            .Where(v => ids.Contains(v.Id) && v.AssociationId == association.Id).ToListAsync(cancel);
        var months = requests.SelectMany(r => r.Windows)
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
        var marks = phones.Distinct().ToDictionary(db.MarkOf);
        List<PhoneNumber> asked = [.. phones, .. marks.Keys];
        var stopped = (await db.OptOuts.Where(o => asked.Contains(o.Phone)).Select(o => o.Phone).ToListAsync(cancel)).Select(phone => marks.GetValueOrDefault(phone, phone)).ToHashSet();
        var offers = (await db.Offers.AsNoTracking()
                .Where(o => ids.Contains(o.VolunteerId))
                .GroupBy(o => o.VolunteerId)
                .Select(g => new { Id = g.Key, Open = g.Count(o => o.State == OfferState.Pending), Last = g.Max(o => o.CreatedAt) })
                .ToListAsync(cancel))
            .ToDictionary(o => o.Id);
        var demand = await db.Demand.AsNoTracking().Where(d => ids.Contains(d.VolunteerId)).ToDictionaryAsync(d => d.VolunteerId, d => d.ExpectedMinutes, cancel);
        return [.. volunteers.Select(v => new Person(
            v, Guarantee.Of(v, association, now), stopped.Contains(v.Phone),
            // A month without a line is whole; what was carried over or corrected upwards counts as well.
            left[v.Id].ToDictionary(m => m.Month, m => v.MinutesPerMonth - m.Sum), [.. busy[v.Id]],
            offers.GetValueOrDefault(v.Id)?.Open ?? 0, offers.GetValueOrDefault(v.Id)?.Last, demand.TryGetValue(v.Id, out var expected) ? expected : null))];
    }

    private async Task<Ties> TiesOf(List<VolunteerId> ids, List<HelpRequest> requests, CancellationToken cancel)
    {
        var (requestIds, residents) = (requests.ConvertAll(r => r.Id), requests.Select(r => r.ResidentId).Distinct().ToList());
        var offers = (await db.Offers.AsNoTracking().Where(o => requestIds.Contains(o.RequestId) && o.State != OfferState.Withdrawn).ToListAsync(cancel)).ToLookup(o => o.RequestId);
        var blocked = (await db.PairBlocks.AsNoTracking().Where(b => residents.Contains(b.ResidentId)).Select(b => new { b.ResidentId, b.VolunteerId }).ToListAsync(cancel))
            .ToLookup(b => b.ResidentId, b => b.VolunteerId);
        var since = clock.Now() - Candidate.RotationMemory;
        var together = await db.Visits.AsNoTracking()
            .Where(v => residents.Contains(v.ResidentId) && ids.Contains(v.VolunteerId) && v.Start >= since
                && (v.State == VisitState.Planned || v.State == VisitState.Completed))
            .GroupBy(v => new { v.ResidentId, v.VolunteerId })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => (g.Key.ResidentId, g.Key.VolunteerId), g => g.Count, cancel);
        return new(offers, blocked, together);
    }
}
