using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Rounds;
using CyberVoisins.Server.Rulesets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Plans;

/// <summary>A person accepts the plan: only now are neighbours asked, and each is free to say no. Every request of it has its record from then on.</summary>
internal sealed class AcceptPlan(AppDb db, Transactions transactions, CurrentUser user, CurrentRules rules, RecordDecisions decisions, TimeProvider clock)
{
    public async Task<Plan> Run(PlanId id, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        // Solved before the transaction: writers do not wait for it.
        var ready = await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.AssociationId == associationId && p.State == PlanState.Proposed, cancel) is { } read
            ? new PlanRecords(await SnapshotOf(read, cancel), cancel) : null;
        // The commit rings the bell: the next round asks the neighbours, and a long plan keeps nobody waiting here.
        return await transactions.Run(async () =>
        {
            var others = await LockMonthOf(id, associationId, cancel);
            var plan = await db.Plans.SingleOrDefaultAsync(p => p.Id == id && p.AssociationId == associationId, cancel) ?? throw new Refusal(ErrorCode.NotFound, "planId");
            var (now, proposed) = (clock.Now(), plan.StateSince);
            plan.Accept(now);
            foreach (var earlier in await db.Plans.Where(p => others.Contains(p.Id) && p.State == PlanState.Accepted).ToListAsync(cancel)) earlier.Supersede(now);
            var snapshot = await SnapshotOf(plan, cancel);
            var records = ready is not null && ready.Snapshot.ByHand.SequenceEqual(snapshot.ByHand) ? ready : new PlanRecords(snapshot, cancel); // changed by hand meanwhile
            // What is explained is what was accepted, or nothing is accepted: another version of the service computed this plan.
            if (records.CertificateHash != plan.CertificateHash) throw new InvalidTransitionException(nameof(Plan), PlanState.Proposed, "be accepted: propose it again");
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
            await decisions.Planned(id, records, association, await rules.Of(association, plan.RulesetVersion, cancel) ?? await rules.Of(association, cancel), By(plan, now - proposed), cancel);
            return plan;
        }, cancel);
    }

    /// <summary>Every plan of its month that could be accepted or was, always in the same order: of two accepted at once, the second supersedes the first.</summary>
    /// <returns>The others.</returns>
    private async Task<IReadOnlyList<PlanId>> LockMonthOf(PlanId id, AssociationId association, CancellationToken cancel)
    {
        var alive = await db.Plans.Where(p => p.AssociationId == association && (p.State == PlanState.Proposed || p.State == PlanState.Accepted)
                && p.Month == db.Plans.Where(x => x.Id == id && x.AssociationId == association).Select(x => x.Month).FirstOrDefault())
            .Select(p => p.Id).ToListAsync(cancel);
        foreach (var one in alive.OrderBy(p => p.Value)) await db.Lock(one, cancel);
        return [.. alive.Where(p => p != id)];
    }

    private async Task<PlanSnapshot> SnapshotOf(Plan plan, CancellationToken cancel)
    {
        var written = await db.PlanDecisions.AsNoTracking().Where(d => d.PlanId == plan.Id).OrderBy(d => d.Sequence).ToListAsync(cancel);
        return new($"{plan.Id}", PlanBook.Read(plan.Book), ChoicesByHand.InForce(written));
    }

    private static Contribution By(Plan plan, Duration looked) =>
        new(AutomationDegree.Proposal, "coordinator", $"accepted the plan of {plan.Month}", null, (int)Math.Min(int.MaxValue, looked.TotalSeconds));
}

/// <summary>Asks the neighbours of accepted plans, a line a transaction: what a crash interrupted goes on at the next round.</summary>
internal sealed class AskPlanned(AppDb db, Transactions transactions, FindCandidates find, AskNeighbours askNeighbours, OneByOne oneByOne, TimeProvider clock)
{
    private static readonly Contribution ByPlan = new(AutomationDegree.Proposal, "coordinator", "accepted the month's plan", null, null);

    /// <returns>How many lines were settled.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var settled = 0;
        foreach (var id in await db.PlanLines.Where(l => l.Outcome == null && l.VolunteerId != null && db.Plans.Any(p => p.Id == l.PlanId && p.State == PlanState.Accepted))
                     .Select(l => l.PlanId).Distinct().ToListAsync(cancel))
            settled += await Run(id, cancel);
        return settled;
    }

    private async Task<int> Run(PlanId id, CancellationToken cancel)
    {
        var lines = await db.PlanLines.AsNoTracking().Where(l => l.PlanId == id && l.VolunteerId != null && l.Outcome == null
                // Whoever has enough to answer is asked the next when they have answered; who was asked this already, or said yes to it, is not asked.
                && (db.Offers.Count(o => o.VolunteerId == l.VolunteerId && o.State == OfferState.Pending) < Core.Matching.Rules.MaximumOpenOffers
                    || db.Offers.Any(o => o.RequestId == l.RequestId && o.VolunteerId == l.VolunteerId && o.State == OfferState.Pending)
                    || db.Visits.Any(v => v.RequestId == l.RequestId && v.VolunteerId == l.VolunteerId && (v.State == VisitState.Planned || v.State == VisitState.Completed)))).OrderBy(l => l.Place).Select(l => l.RequestId).ToListAsync(cancel);
        return await oneByOne.Run(lines, request => transactions.Run(async () =>
        {
            await Settle(id, request, cancel);
            return true;
        }, cancel), cancel);
    }

    private async Task Settle(PlanId id, RequestId requestId, CancellationToken cancel)
    {
        // Held, so that no plan that supersedes it is accepted meanwhile.
        await db.Lock(id, cancel);
        if (!await db.Plans.AnyAsync(p => p.Id == id && p.State == PlanState.Accepted, cancel)) return;
        await db.Lock(requestId, cancel);
        var line = await db.PlanLines.SingleAsync(l => l.PlanId == id && l.RequestId == requestId, cancel);
        if (line.Outcome is not null || line.VolunteerId is not { } volunteer) return;
        var request = await db.Requests.SingleAsync(r => r.Id == requestId, cancel);
        var asked = await db.Offers.Where(o => o.RequestId == requestId && o.VolunteerId == volunteer && o.State == OfferState.Pending).Select(o => (OfferId?)o.Id).FirstOrDefaultAsync(cancel);
        var visited = await db.Visits.Where(v => v.RequestId == requestId && v.VolunteerId == volunteer && (v.State == VisitState.Planned || v.State == VisitState.Completed))
            .Select(v => (OfferId?)v.OfferId).FirstOrDefaultAsync(cancel);
        if (asked is null && visited is null && await db.Offers.CountAsync(o => o.VolunteerId == volunteer && o.State == OfferState.Pending, cancel) >= Core.Matching.Rules.MaximumOpenOffers) return;
        (line.Outcome, line.OfferId) = asked is not null ? (LineOutcome.AlreadyAsked, asked)
            : visited is not null ? (LineOutcome.Helped, visited)
            : !request.IsOpen || await db.Residents.AnyAsync(p => p.Id == request.ResidentId && p.RestrictedAt != null, cancel) ? (LineOutcome.NoLongerPossible, null)
            : await Offer(id, request, volunteer, cancel);
    }

    private async Task<(LineOutcome, OfferId?)> Offer(PlanId id, HelpRequest request, VolunteerId volunteer, CancellationToken cancel)
    {
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == request.AssociationId, cancel);
        var month = await db.Plans.Where(p => p.Id == id).Select(p => p.Month).SingleAsync(cancel);
        var windows = WritePlanBook.Within(request, month, association.Zone);
        var considered = await find.Assess(request, association, [volunteer], cancel, await OfferedTimes(id, volunteer, cancel), windows);
        if (considered.Proposed.FirstOrDefault() is not { } assessment) return (LineOutcome.NoLongerPossible, null);
        if (request.State == RequestState.Escalated) request.SearchAgain(null, clock.Now());
        var offers = await askNeighbours.Ask(request, association, considered, [assessment], ByPlan, cancel);
        return (LineOutcome.Offered, offers[0].Id);
    }

    /// <summary>Two lines of one neighbour are not proposed at the same time.</summary>
    private async Task<IReadOnlyList<TimeWindow>> OfferedTimes(PlanId id, VolunteerId volunteer, CancellationToken cancel) =>
        [.. (await db.Offers.AsNoTracking().Where(o => o.VolunteerId == volunteer && o.State == OfferState.Pending && db.PlanLines.Any(l => l.PlanId == id && l.OfferId == o.Id)).ToListAsync(cancel))
            .Select(o => new TimeWindow(o.Start, o.Start + Duration.FromMinutes(o.Minutes)))];
}
