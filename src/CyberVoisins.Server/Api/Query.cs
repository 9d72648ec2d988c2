using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Coverage;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Audits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Drafts;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Rulesets;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

/// <summary>What can be asked. Lists hold what the caller may see and nothing else.</summary>
internal sealed partial class Query
{
    /// <summary>Who asks.</summary>
    public static Me Me([FromServices] CurrentUser user) => Api.Me.Of(user);

    /// <summary>The rules of the matching, in order: public, because they decide about people.</summary>
    public static IEnumerable<RuleText> MatchingRules([FromServices] Explanation explanation) =>
        Rules.All.Select(r => new RuleText(r.Rule, explanation.Rule(r.Rule)));

    /// <summary>A month's plan of the association, or null.</summary>
    /// <param name="id">Of a plan.</param>
    public static Task<Plan?> Plan(PlanId id, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(async () =>
        {
            var association = user.RequireCoordinator();
            return await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.AssociationId == association, cancel);
        });

    /// <summary>The association's plans.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    public static Task<Page<Plan>> Plans(int? first, string? after, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(() =>
        {
            var association = user.RequireCoordinator();
            return Pages.Of(db.Plans.Where(p => p.AssociationId == association), first, after, cancel);
        });

    /// <summary>For the association, before it votes: who would have been served and who would have waited in a past month, under the current rule, waiting alone, the default, strict priority and any other.</summary>
    /// <param name="month">As 202611, this month or before; by default last month.</param>
    /// <param name="proposed">Rules to try beside those, at most 5.</param>
    public static Task<ReplayedMonth> ReplayRules(
        int? month, IReadOnlyList<EquityRuleInput>? proposed, [FromServices] Answer answer, [FromServices] ReplayRules replay, CancellationToken cancel) =>
        answer.Of(() => replay.Run(month, proposed, cancel));

    /// <summary>The record of one decision that the caller may read, or null.</summary>
    /// <param name="id">Of a decision.</param>
    public static async Task<ReadDecision?> Decision(DecisionId id, [FromServices] DecisionAccess access, CancellationToken cancel) =>
        await access.Mine.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) is { } row ? ReadDecisions.Open(row) : null;

    /// <summary>For a volunteer: when one was considered and not asked in the last 30 days, at most 10, and what would have made the difference.</summary>
    [Costs(2_000)] // up to sixty decisions are opened and computed again
    public static Task<IReadOnlyList<NotChosen>> WhyNotMe([FromServices] Answer answer, [FromServices] WhyNotMe why, CancellationToken cancel) =>
        answer.Of(() => why.Run(cancel));

    /// <summary>Decisions that people asked to look at again: the association's, or those about oneself.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these; OPEN waits for a person.</param>
    public static Task<Page<ContestOfDecision>> Contests(
        int? first, string? after, ContestState? state, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] DecisionAccess access, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(
            db.Contests.Where(c => ((user.UserId != null && c.ByUserId == user.UserId) || access.Mine.Any(d => d.Id == c.DecisionId)) && (state == null || c.State == state)), first, after, cancel));

    /// <summary>For the association: the first decision of its chain that does not follow from the one before; null when every record is as it was written.</summary>
    [Costs(2_000)] // it reads the whole chain
    public static Task<int?> FirstBrokenDecision([FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] ReadDecisions read, CancellationToken cancel) =>
        answer.Of(() => read.FirstBroken(user.RequireCoordinator(), cancel));

    /// <summary>For the association: whom it served in a period, and whom less. Reads at most a year.</summary>
    /// <param name="input">The period.</param>
    public static Task<AuditReport> Audit(AuditInput input, [FromServices] Answer answer, [FromServices] ReadAudit audit, CancellationToken cancel) =>
        answer.Of(() => audit.Run(input, cancel));

    /// <summary>For the association: where help is missing, by cell. No cell tells of fewer than five people.</summary>
    /// <param name="associationId">May be left out by a coordinator; an administrator names one.</param>
    [Costs(2_000)] // up to two thousand searches in the index
    public static Task<CoverageMap> Coverage(AssociationId? associationId, [FromServices] Answer answer, [FromServices] ReadCoverage coverage, CancellationToken cancel) =>
        answer.Of(() => coverage.Run(associationId, cancel));

    /// <summary>For the association, before a vote on the weights: how often they would have put somebody else first in a past period.</summary>
    /// <param name="input">The period and the weights.</param>
    public static Task<IReadOnlyList<FirstAsked>> ReplayWeights(ReplayWeightsInput input, [FromServices] Answer answer, [FromServices] ReplayWeights replay, CancellationToken cancel) =>
        answer.Of(() => replay.Run(input, cancel));

    /// <summary>The associations, so that somebody can find theirs.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    public static Task<Page<Association>> Associations(int? first, string? after, [FromServices] Answer answer, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(db.Associations, first, after, cancel));

    /// <summary>Volunteers: the association's for its coordinator, one's own for a volunteer.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these.</param>
    public static Task<Page<Volunteer>> Volunteers(int? first, string? after, VolunteerState? state, [FromServices] Answer answer, [FromServices] Access access, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(access.Volunteers.Where(v => state == null || v.State == state), first, after, cancel));

    /// <summary>One volunteer, or null.</summary>
    /// <param name="id">Of a volunteer.</param>
    public static Task<Volunteer?> Volunteer(VolunteerId id, [FromServices] Access access, CancellationToken cancel) =>
        access.Volunteers.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel);

    /// <summary>Requests for help: the association's, or one's own.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these; ESCALATED is the association's list.</param>
    public static Task<Page<HelpRequest>> HelpRequests(int? first, string? after, RequestState? state, [FromServices] Answer answer, [FromServices] Access access, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(access.Requests.Where(r => state == null || r.State == state), first, after, cancel));

    /// <summary>One request, or null.</summary>
    /// <param name="id">Of a request.</param>
    public static Task<HelpRequest?> HelpRequest(RequestId id, [FromServices] Access access, CancellationToken cancel) =>
        access.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);

    /// <summary>Who would be asked for a request if the search ran now, and why not each of the others; for the association.</summary>
    /// <param name="requestId">Of a request.</param>
    public static Task<Considered> Matching(RequestId requestId, [FromServices] Answer answer, [FromServices] ExplainMatching explain, CancellationToken cancel) =>
        answer.Of(() => explain.Run(requestId, cancel));

    /// <summary>Offers: the association's, or those made to the caller as a volunteer.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these; PENDING waits for an answer.</param>
    public static Task<Page<Offer>> Offers(int? first, string? after, OfferState? state, [FromServices] Answer answer, [FromServices] Access access, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(access.Offers.Where(o => state == null || o.State == state), first, after, cancel));

    /// <summary>Visits: the association's, or one's own.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these.</param>
    public static Task<Page<Visit>> Visits(int? first, string? after, VisitState? state, [FromServices] Answer answer, [FromServices] Access access, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(access.Visits.Where(v => state == null || v.State == state), first, after, cancel));

    /// <summary>One visit, or null.</summary>
    /// <param name="id">Of a visit.</param>
    public static Task<Visit?> Visit(VisitId id, [FromServices] Access access, CancellationToken cancel) =>
        access.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel);

    /// <summary>Messages of the association; TO_CALL is its call list, UNCERTAIN, REJECTED and UNDELIVERED want a person's eye.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these.</param>
    public static Task<Page<Message>> Messages(int? first, string? after, MessageState? state, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(() =>
        {
            var association = user.RequireCoordinator();
            return Pages.Of(db.Messages.Where(m => m.AssociationId == association && (state == null || m.State == state)), first, after, cancel);
        });

    /// <summary>Requests that people began by SMS or by telephone, for the association to call back about; those of no association, for administrators.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    /// <param name="state">Only these; OPEN waits for a call.</param>
    public static Task<Page<DraftRequest>> Drafts(int? first, string? after, DraftState? state, [FromServices] Answer answer, [FromServices] DraftAccess access, CancellationToken cancel) =>
        answer.Of(() => Pages.Of(access.Mine.Where(d => state == null || d.State == state), first, after, cancel));

    /// <summary>SMS that nobody understood, from people who were speaking with the association, for a person to read.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    public static Task<Page<InboundMessage>> UnclearMessages(int? first, string? after, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(() =>
        {
            var association = user.RequireCoordinator();
            return Pages.Of(db.InboundMessages.Where(m => m.Understood == UnclearSms.Understood && m.AssociationId == association), first, after, cancel);
        });
}
