using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Requests;

/// <summary>
/// Asks as many neighbours as <see cref="OnlinePolicy"/> says and are not yet asked, or hands the request to the
/// association when nobody is left. Safe to run at any time, by several processes: it tops up, it never asks twice.
/// </summary>
internal sealed class AskNeighbours(
    AppDb db, Transactions transactions, FindCandidates find, OfferCodes codes, OfferWords words, RecordDecisions decisions, TimeProvider clock)
{
    /// <summary>Long enough for an answer, so that a request whose helpers are all busy answering is not searched for at every round.</summary>
    public static readonly Duration WhileTheyAnswerOthers = Duration.FromMinutes(10);

    /// <summary>Of people whose data are in use: nobody is asked for a person who wished, for now, that nothing be done with theirs.</summary>
    private IQueryable<HelpRequest> Used => db.Requests.Where(r => !db.Residents.Any(p => p.Id == r.ResidentId && p.RestrictedAt != null));

    /// <returns>Whether something moved.</returns>
    public async Task<bool> Run(RequestId id, CancellationToken cancel)
    {
        // The search leaves the process (Redis), so it comes before the transaction; the state of the search proves
        // inside that nothing moved meanwhile.
        db.ChangeTracker.Clear();
        var request = await Used.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (request is not { State: RequestState.Searching }) return false;
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == request.AssociationId, cancel);
        var state = await StateOf(request, cancel);
        var places = OnlinePolicy.Places(association.Policy, state);
        if (places == 0) return false;
        var considered = await find.Run(request, association, state, cancel);
        var step = OnlinePolicy.Next(association.Policy, state, considered.Ring);
        if (step is NextStep.Wait or NextStep.Widen)
        {
            await Hold(id, cancel);
            return false;
        }

        return await transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            // Restricted, corrected to another place, or asked for at other times, since the search: the next round looks again.
            if (await Used.SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } current || current.Place != request.Place || current.SearchSince != request.SearchSince) return false;
            if (current.State != RequestState.Searching || current.Wave != request.Wave || await StateOf(request, cancel) != state) return false;

            if (step == NextStep.Ask)
            {
                List<Assessment> chosen = [.. considered.Proposed.Take(places)];
                if (await KeptApart(current, chosen, cancel)) return false;
                await Ask(current, association, considered, chosen, null, cancel);
            }
            else await Escalate(current, association, considered, cancel);
            return true;
        }, cancel);
    }

    /// <summary>Not looked at again for a while, unless somebody of the association answers.</summary>
    public Task Hold(RequestId id, CancellationToken cancel)
    {
        var since = clock.Now();
        return transactions.Run(() => db.Requests.Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.HeldSince, since), cancel), cancel);
    }

    private async Task<SearchState> StateOf(HelpRequest request, CancellationToken cancel)
    {
        var offers = await db.Offers.AsNoTracking()
            .Where(o => o.RequestId == request.Id && (o.State == OfferState.Pending || (o.State == OfferState.Expired && o.CreatedAt >= request.SearchSince)))
            .Select(o => o.State).ToListAsync(cancel);
        return new(
            offers.Count(o => o == OfferState.Pending), offers.Count(o => o == OfferState.Expired),
            OnlinePolicy.IsUrgent(request.Windows, request.Situations, clock.Now()));
    }

    /// <summary>Somebody kept the resident and one of them apart since the search: the next round searches again.</summary>
    private Task<bool> KeptApart(HelpRequest request, IReadOnlyList<Assessment> chosen, CancellationToken cancel)
    {
        var ids = chosen.Select(c => c.VolunteerId).ToList();
        return db.PairBlocks.AnyAsync(b => b.ResidentId == request.ResidentId && ids.Contains(b.VolunteerId), cancel);
    }

    /// <summary>One offer, one SMS and one record of why for each; inside a transaction that holds the request.</summary>
    /// <param name="human">Who decided, when it was not the ranking.</param>
    public async Task<IReadOnlyList<Offer>> Ask(
        HelpRequest request, Association association, Considered considered, IReadOnlyList<Assessment> chosen, Contribution? human, CancellationToken cancel)
    {
        var now = clock.Now();
        request.StartWave(considered.Need.RadiusMetres);
        List<Offer> offers = [];
        var ids = chosen.Select(c => c.VolunteerId).ToList();
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
        var taken = await codes.TakenBy(ids, request.ResidentId, cancel);

        foreach (var assessment in chosen)
        {
            var proposal = assessment.Proposal!;
            var region = volunteers[assessment.VolunteerId].RegionIn(association);
            // The hour of grace begins when the SMS may be read, not when somebody asked at night.
            var readable = CivilHours.Next(now, MessagePurpose.Solicitation, region, proposal.Start);
            var offer = new Offer
            {
                Id = clock.NewId<OfferId>(),
                AssociationId = association.Id,
                RequestId = request.Id,
                VolunteerId = assessment.VolunteerId,
                Code = OfferCodes.Draw(taken[assessment.VolunteerId]),
                Wave = request.Wave,
                Mode = proposal.Mode,
                Start = proposal.Start,
                Minutes = request.Minutes,
                DistanceMetres = proposal.DistanceMetres,
                Rank = assessment.Rank ?? 1,
                Points = proposal.Points.ToString(),
                CreatedAt = now,
                ExpiresAt = OnlinePolicy.ExpiryOf(association.Policy, readable, region.Zone()),
            };
            db.Offers.Add(offer);
            offers.Add(offer);
            words.Offer(offer, request, volunteers[offer.VolunteerId], association, readable);
        }
        await decisions.Asked(request, association, considered, offers, human, cancel);
        return offers;
    }

    private async Task Escalate(HelpRequest request, Association association, Considered considered, CancellationToken cancel)
    {
        var reason = Shortage.ReasonOf(considered.Assessments);
        request.Escalate(reason, clock.Now());
        var resident = await db.Residents.SingleAsync(r => r.Id == request.ResidentId, cancel);
        words.Escalated(request, resident, association);
        await decisions.NotServed(request, association, considered, cancel);
    }
}

/// <summary>Codes of four digits that cannot be mistaken for another that the same telephone could still use.</summary>
internal sealed class OfferCodes(AppDb db, TimeProvider clock)
{
    /// <summary>An old SMS answered by mistake must not hit a new offer.</summary>
    private static readonly Duration Memory = Duration.FromDays(60);

    /// <summary>For each volunteer: the codes that their telephone got in 60 days, from any association, and those of the resident's planned visits.</summary>
    public async Task<Dictionary<VolunteerId, HashSet<string>>> TakenBy(IReadOnlyList<VolunteerId> volunteers, ResidentId resident, CancellationToken cancel)
    {
        var since = clock.Now() - Memory;
        var offers = (await (from asked in db.Volunteers.Where(v => volunteers.Contains(v.Id))
                             join same in db.Volunteers on asked.Phone equals same.Phone
                             join offer in db.Offers on same.Id equals offer.VolunteerId
                             where offer.CreatedAt >= since
                             select new { asked.Id, offer.Code }).ToListAsync(cancel)).ToLookup(o => o.Id, o => o.Code);
        var visits = await db.Visits.AsNoTracking()
            .Where(v => v.ResidentId == resident && v.State == VisitState.Planned).Select(v => v.Code).ToListAsync(cancel);
        return volunteers.ToDictionary(id => id, id => offers[id].Concat(visits).ToHashSet());
    }

    /// <summary>1000 to 9999: a leading zero gets lost when people read a code aloud.</summary>
    public static string Draw(HashSet<string> taken)
    {
        while (true)
        {
            var code = System.Security.Cryptography.RandomNumberGenerator.GetInt32(1_000, 10_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (taken.Add(code)) return code;
        }
    }
}
