using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Plans;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

// One statement per level of a query, however many rows; each reads through Access, so that a field that the
// caller may not see is simply null.

internal sealed class AssociationLoader(AppDb db) : BatchLoader<AssociationId, Association>
{
    protected override async Task<IReadOnlyDictionary<AssociationId, Association>> Fetch(IReadOnlyCollection<AssociationId> keys, CancellationToken cancellation) =>
        await db.Associations.AsNoTracking().Where(a => keys.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
}

/// <summary>Every vote on the matching, the newest first; public.</summary>
internal sealed class RulesetsLoader(AppDb db) : GroupLoader<AssociationId, Ruleset>
{
    protected override async Task<ILookup<AssociationId, Ruleset>> Fetch(IReadOnlyCollection<AssociationId> keys, CancellationToken cancellation) =>
        (await db.Rulesets.AsNoTracking().Where(r => keys.Contains(r.AssociationId)).OrderByDescending(r => r.Version).ToListAsync(cancellation)).ToLookup(r => r.AssociationId);
}

internal sealed class VolunteerLoader(Access access) : BatchLoader<VolunteerId, Volunteer>
{
    protected override async Task<IReadOnlyDictionary<VolunteerId, Volunteer>> Fetch(IReadOnlyCollection<VolunteerId> keys, CancellationToken cancellation) =>
        await access.Volunteers.AsNoTracking().Where(v => keys.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancellation);
}

internal sealed class RequestLoader(Access access) : BatchLoader<RequestId, HelpRequest>
{
    protected override async Task<IReadOnlyDictionary<RequestId, HelpRequest>> Fetch(IReadOnlyCollection<RequestId> keys, CancellationToken cancellation) =>
        await access.Requests.AsNoTracking().Where(r => keys.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
}

/// <summary>Residents of requests that the caller sees.</summary>
internal sealed class ResidentLoader(Access access) : BatchLoader<ResidentId, Resident>
{
    protected override async Task<IReadOnlyDictionary<ResidentId, Resident>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation) =>
        await access.Residents.AsNoTracking().Where(r => keys.Contains(r.Id) && access.Requests.Any(q => q.ResidentId == r.Id))
            .ToDictionaryAsync(r => r.Id, cancellation);
}

/// <summary>Whom and what a contested decision is about, as far as the caller sees them.</summary>
internal sealed record Contested(Volunteer? Volunteer, HelpRequest? Request);

internal sealed class ContestedLoader(AppDb db, Access access) : BatchLoader<DecisionId, Contested>
{
    protected override async Task<IReadOnlyDictionary<DecisionId, Contested>> Fetch(IReadOnlyCollection<DecisionId> keys, CancellationToken cancellation)
    {
        var about = await db.Decisions.AsNoTracking().Where(d => keys.Contains(d.Id)).Select(d => new { d.Id, d.VolunteerId, d.RequestId }).ToListAsync(cancellation);
        var (volunteerIds, requestIds) = (about.Select(a => a.VolunteerId).OfType<VolunteerId>().ToList(), about.ConvertAll(a => a.RequestId));
        var volunteers = await access.Volunteers.AsNoTracking().Where(v => volunteerIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancellation);
        var requests = await access.Requests.AsNoTracking().Where(r => requestIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        return about.ToDictionary(a => a.Id, a => new Contested(a.VolunteerId is { } id ? volunteers.GetValueOrDefault(id) : null, requests.GetValueOrDefault(a.RequestId)));
    }
}

/// <summary>Lines of plans that the caller already sees, in the public order.</summary>
internal sealed class PlanLinesLoader(AppDb db) : GroupLoader<PlanId, PlanLine>
{
    protected override async Task<ILookup<PlanId, PlanLine>> Fetch(IReadOnlyCollection<PlanId> keys, CancellationToken cancellation) =>
        (await db.PlanLines.AsNoTracking().Where(l => keys.Contains(l.PlanId)).OrderBy(l => l.Place).ToListAsync(cancellation)).ToLookup(l => l.PlanId);
}

/// <summary>Changes by hand of plans that the caller already sees, in order.</summary>
internal sealed class PlanDecisionsLoader(AppDb db) : GroupLoader<PlanId, PlanDecision>
{
    protected override async Task<ILookup<PlanId, PlanDecision>> Fetch(IReadOnlyCollection<PlanId> keys, CancellationToken cancellation) =>
        (await db.PlanDecisions.AsNoTracking().Where(d => keys.Contains(d.PlanId)).OrderBy(d => d.Sequence).ToListAsync(cancellation)).ToLookup(d => d.PlanId);
}

/// <summary>Decisions about a request's resident, that the caller may read, the newest first.</summary>
internal sealed class DecisionsLoader(DecisionAccess access) : GroupLoader<RequestId, ReadDecision>
{
    protected override async Task<ILookup<RequestId, ReadDecision>> Fetch(IReadOnlyCollection<RequestId> keys, CancellationToken cancellation) =>
        (await access.Mine.AsNoTracking().Where(d => keys.Contains(d.RequestId) && d.VolunteerId == null).OrderByDescending(d => d.Sequence).ToListAsync(cancellation))
            .ToLookup(d => d.RequestId, ReadDecisions.Open);
}

/// <summary>Why this volunteer was asked, when the caller may read it.</summary>
internal sealed class OfferDecisionLoader(DecisionAccess access) : BatchLoader<OfferId, ReadDecision>
{
    protected override async Task<IReadOnlyDictionary<OfferId, ReadDecision>> Fetch(IReadOnlyCollection<OfferId> keys, CancellationToken cancellation) =>
        await access.Mine.AsNoTracking().Where(d => d.OfferId != null && keys.Contains(d.OfferId.Value) && d.Type == DecisionType.Offer)
            .ToDictionaryAsync(d => d.OfferId!.Value, ReadDecisions.Open, cancellation);
}

/// <summary>Cases about volunteers of cases that the caller already sees, but for mistakes.</summary>
internal sealed class CasesAboutLoader(AppDb db, CurrentUser user) : GroupLoader<VolunteerId, WorryCaseId>
{
    protected override async Task<ILookup<VolunteerId, WorryCaseId>> Fetch(IReadOnlyCollection<VolunteerId> keys, CancellationToken cancellation)
    {
        var tenant = user.CoordinatorOf;
        return (await db.WorryCases.AsNoTracking().Where(c => c.AssociationId == tenant && c.VolunteerId != null && keys.Contains(c.VolunteerId.Value) && c.Conclusion != WorryConclusion.Mistake)
            .Select(c => new { Volunteer = c.VolunteerId!.Value, c.Id }).ToListAsync(cancellation)).ToLookup(c => c.Volunteer, c => c.Id);
    }
}

/// <summary>The trace of cases that the caller already sees, in order.</summary>
internal sealed class WorryNotesLoader(AppDb db) : GroupLoader<WorryCaseId, WorryNote>
{
    protected override async Task<ILookup<WorryCaseId, WorryNote>> Fetch(IReadOnlyCollection<WorryCaseId> keys, CancellationToken cancellation) =>
        (await db.WorryNotes.AsNoTracking().Where(n => keys.Contains(n.CaseId)).OrderBy(n => n.Sequence).ToListAsync(cancellation)).ToLookup(n => n.CaseId);
}

internal sealed class OffersLoader(Access access) : GroupLoader<RequestId, Offer>
{
    protected override async Task<ILookup<RequestId, Offer>> Fetch(IReadOnlyCollection<RequestId> keys, CancellationToken cancellation) =>
        (await access.Offers.AsNoTracking().Where(o => keys.Contains(o.RequestId)).OrderBy(o => o.Wave).ThenBy(o => o.Rank).ToListAsync(cancellation))
            .ToLookup(o => o.RequestId);
}

internal sealed class VisitsLoader(Access access) : GroupLoader<RequestId, Visit>
{
    protected override async Task<ILookup<RequestId, Visit>> Fetch(IReadOnlyCollection<RequestId> keys, CancellationToken cancellation) =>
        (await access.Visits.AsNoTracking().Where(v => keys.Contains(v.RequestId)).OrderBy(v => v.CreatedAt).ToListAsync(cancellation))
            .ToLookup(v => v.RequestId);
}

/// <summary>What the two ends of a visit may know of each other: first names, the kind of help, and where.</summary>
internal sealed record VisitFacts(string VolunteerFirstName, string ResidentFirstName, HelpCategory Category, string? Address, string? MeetingPoint, string? CodeWord, Mandate Mandate);

/// <summary>Read only for visits that the caller already sees; where, and the word at the door, only for who may know.</summary>
internal sealed class VisitFactsLoader(AppDb db, Access access) : BatchLoader<VisitId, VisitFacts>
{
    protected override async Task<IReadOnlyDictionary<VisitId, VisitFacts>> Fetch(IReadOnlyCollection<VisitId> keys, CancellationToken cancellation)
    {
        var withPlace = access.VisitsWithPlace;
        return await (from visit in access.Visits
                      where keys.Contains(visit.Id)
                      join volunteer in db.Volunteers on visit.VolunteerId equals volunteer.Id
                      join resident in db.Residents on visit.ResidentId equals resident.Id
                      join request in db.Requests on visit.RequestId equals request.Id
                      select new { visit.Id, Volunteer = volunteer.FirstName, Resident = resident.FirstName, request.Category, request.Place.Label, request.MeetingPoint, visit.CodeWord, request.Mandate, MayKnowWhere = withPlace.Any(v => v.Id == visit.Id) })
            .ToDictionaryAsync(f => f.Id, f => new VisitFacts(f.Volunteer, f.Resident, f.Category, f.MayKnowWhere ? f.Label : null, f.MayKnowWhere ? f.MeetingPoint : null, f.MayKnowWhere ? f.CodeWord : null, f.Mandate), cancellation);
    }
}

/// <summary>Residents on whose own side the caller is.</summary>
internal sealed class OwnSideLoader(Access access) : BatchLoader<ResidentId, ResidentId?>
{
    protected override async Task<IReadOnlyDictionary<ResidentId, ResidentId?>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation) =>
        await access.OwnSide.Where(r => keys.Contains(r.Id)).Select(r => r.Id).ToDictionaryAsync(id => id, id => (ResidentId?)id, cancellation);
}

/// <summary>The kind of help of an offer, which is all that a volunteer knows of a request before a yes.</summary>
internal sealed class OfferCategoryLoader(AppDb db, Access access) : BatchLoader<OfferId, HelpCategory?>
{
    protected override async Task<IReadOnlyDictionary<OfferId, HelpCategory?>> Fetch(IReadOnlyCollection<OfferId> keys, CancellationToken cancellation) =>
        await (from offer in access.Offers
               where keys.Contains(offer.Id)
               join request in db.Requests on offer.RequestId equals request.Id
               select new { offer.Id, request.Category })
            .ToDictionaryAsync(o => o.Id, o => (HelpCategory?)o.Category, cancellation);
}

/// <summary>What is left of this month, in the time zone of the association; null while nothing was written in it.</summary>
internal sealed class MinutesLeftLoader(AppDb db, TimeProvider clock) : BatchLoader<(VolunteerId Volunteer, AssociationId Association), int?>
{
    protected override async Task<IReadOnlyDictionary<(VolunteerId Volunteer, AssociationId Association), int?>> Fetch(
        IReadOnlyCollection<(VolunteerId Volunteer, AssociationId Association)> keys, CancellationToken cancellation)
    {
        var now = clock.Now();
        var associations = keys.Select(k => k.Association).Distinct().ToList();
        var months = (await db.Associations.AsNoTracking().Where(a => associations.Contains(a.Id)).ToListAsync(cancellation))
            .ToDictionary(a => a.Id, a => MinutesLedger.MonthOf(now, a.Zone));
        var (ids, wanted) = (keys.Select(k => k.Volunteer).ToList(), months.Values.Distinct().ToList());
        var sums = (await db.Minutes.Where(m => ids.Contains(m.VolunteerId) && wanted.Contains(m.Month))
                .GroupBy(m => new { m.VolunteerId, m.Month }).Select(g => new { g.Key.VolunteerId, g.Key.Month, Sum = g.Sum(m => m.Minutes) })
                .ToListAsync(cancellation))
            .ToDictionary(s => (s.VolunteerId, s.Month), s => (int?)s.Sum);
        return keys.ToDictionary(k => k, k => sums.GetValueOrDefault((k.Volunteer, months[k.Association])));
    }
}

/// <summary>Lines of the ledger, of volunteers that the caller sees.</summary>
internal sealed class MinutesLedgerLoader(AppDb db, Access access) : GroupLoader<VolunteerId, MinuteEntry>
{
    private const int Most = 200;

    protected override async Task<ILookup<VolunteerId, MinuteEntry>> Fetch(IReadOnlyCollection<VolunteerId> keys, CancellationToken cancellation) =>
        (await db.Minutes.AsNoTracking().Where(m => keys.Contains(m.VolunteerId) && access.Volunteers.Any(v => v.Id == m.VolunteerId))
            .OrderByDescending(m => m.Id).ToListAsync(cancellation))
            .GroupBy(m => m.VolunteerId).SelectMany(g => g.Take(Most)).ToLookup(m => m.VolunteerId);
}

/// <summary>Numbers that want no SMS from us, of people whom the caller already sees; also those that said so before they were erased and written down again.</summary>
internal sealed class SmsStopsLoader(AppDb db) : BatchLoader<PhoneNumber, OptOut>
{
    protected override async Task<IReadOnlyDictionary<PhoneNumber, OptOut>> Fetch(IReadOnlyCollection<PhoneNumber> keys, CancellationToken cancellation)
    {
        var marks = keys.ToDictionary(db.MarkOf);
        List<PhoneNumber> asked = [.. keys, .. marks.Keys];
        return (await db.OptOuts.AsNoTracking().Where(o => asked.Contains(o.Phone)).ToListAsync(cancellation))
            .GroupBy(o => marks.GetValueOrDefault(o.Phone, o.Phone)).ToDictionary(g => g.Key, g => g.First());
    }
}
