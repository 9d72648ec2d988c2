using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Requests;

/// <summary>No longer wanted: open offers are withdrawn, a planned visit is cancelled, everybody concerned is told.</summary>
internal sealed class CancelRequest(AppDb db, Transactions transactions, CurrentUser user, Access access, OfferWords words, VisitEnding ending, TimeProvider clock)
{
    public Task<HelpRequest> Run(RequestId id, CancellationToken cancel) => transactions.Run(async () =>
    {
        await db.Lock(id, cancel);
        var request = await access.Request(id, cancel);
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == request.AssociationId, cancel);
        var resident = await db.Residents.AsNoTracking().SingleAsync(r => r.Id == request.ResidentId, cancel);

        if (await db.Visits.SingleOrDefaultAsync(v => v.RequestId == id && v.State == VisitState.Planned, cancel) is { } visit)
        {
            var by = user.CoordinatorOf == request.AssociationId ? VisitParty.Association : VisitParty.Resident;
            await db.Lock(visit.VolunteerId, cancel);
            await ending.Cancel(visit, by, askAgain: false, cancel);
            return request;
        }
        request.Cancel(clock.Now());
        var open = await db.Offers.Where(o => o.RequestId == id && (o.State == OfferState.Pending || o.State == OfferState.Expired)).ToListAsync(cancel);
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => open.Select(o => o.VolunteerId).Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
        var unsent = await db.Messages.Where(m => m.RequestId == id && m.Kind == MessageKind.Offer && m.State == MessageState.Queued).Select(m => m.OfferId).ToListAsync(cancel);
        foreach (var offer in open)
        {
            var waits = offer.State == OfferState.Pending && !unsent.Contains(offer.Id);
            offer.Withdraw();
            if (waits) words.Taken(offer, volunteers[offer.VolunteerId], association);
        }
        if (resident.SmsPhone is not null) words.Cancelled(request, resident, association);
        return request;
    }, cancel);
}

/// <summary>A coordinator starts the search again from the association's list, perhaps at other times.</summary>
/// <param name="RequestId">Of a request of the association.</param>
/// <param name="Windows">Left out: the times that were asked for.</param>
public sealed record SearchAgainInput(RequestId RequestId, IReadOnlyList<TimeWindowInput>? Windows);

internal sealed class SearchAgain(AppDb db, Transactions transactions, CurrentUser user, AskNeighbours askNeighbours, TimeProvider clock)
{
    public async Task<HelpRequest> Run(SearchAgainInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
        await transactions.Run(async () =>
        {
            await db.Lock(input.RequestId, cancel);
            var request = await db.Requests.SingleOrDefaultAsync(r => r.Id == input.RequestId && r.AssociationId == associationId, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "requestId");
            await db.RefuseRestricted(request.ResidentId, cancel);
            var windows = input.Windows is null ? null
                : Check.Windows(input.Windows, "windows", request.Minutes, clock.Now(), Duration.FromMinutes(association.Policy.MinimumNoticeMinutes));
            request.SearchAgain(windows, clock.Now());
        }, cancel);
        await askNeighbours.Run(input.RequestId, cancel);
        return await db.Requests.AsNoTracking().SingleAsync(r => r.Id == input.RequestId, cancel);
    }
}

/// <summary>
/// A coordinator's own choice instead of the ranking's: the volunteer is asked like any other and may say no.
/// A human overrules the order and the ring, never the volunteer's month, hours or the vouching.
/// </summary>
/// <param name="RequestId">Of a request of the association.</param>
/// <param name="VolunteerId">Of one of its volunteers.</param>
/// <param name="Motive">Why, 3 to 200 characters; kept with the decision.</param>
public sealed record OfferToVolunteerInput(RequestId RequestId, VolunteerId VolunteerId, string Motive);

internal sealed class OfferToVolunteer(
    AppDb db, Transactions transactions, CurrentUser user, FindCandidates find, AskNeighbours askNeighbours, Explanation explanation, TimeProvider clock)
{
    public Task<Offer> Run(OfferToVolunteerInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var motive = Check.Text(input.Motive, "motive", 3, 200);
        return transactions.Run(async () =>
        {
            await db.Lock(input.RequestId, cancel);
            var request = await db.Requests.SingleOrDefaultAsync(r => r.Id == input.RequestId && r.AssociationId == associationId, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "requestId");
            await db.RefuseRestricted(request.ResidentId, cancel);
            if (request.State == RequestState.Escalated) request.SearchAgain(null, clock.Now());
            if (request.State != RequestState.Searching) throw new InvalidTransitionException(nameof(HelpRequest), request.State, "ask a neighbour");
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
            var considered = await find.Assess(request, association, [input.VolunteerId], cancel);
            var assessment = considered.Assessments.SingleOrDefault()
                ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
            if (assessment.Proposal is null)
                throw new Refusal(ErrorCode.VolunteerNotEligible, "volunteerId", explanation.Sentence(assessment.Reasons[0]));
            var decided = new Contribution(AutomationDegree.Human, "coordinator", "chose this neighbour", motive, null);
            return (await askNeighbours.Ask(request, association, considered, [assessment], decided, cancel))[0];
        }, cancel);
    }
}
