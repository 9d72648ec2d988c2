using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Plans;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

/// <summary>Pages of our lists, the newest first. Ids grow with time, so the id alone is the position.</summary>
internal static class Pages
{
    public static Task<Page<Association>> Of(IQueryable<Association> all, int? first, string? after, CancellationToken cancel) =>
        Read<Association, AssociationId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<Volunteer>> Of(IQueryable<Volunteer> all, int? first, string? after, CancellationToken cancel) =>
        Read<Volunteer, VolunteerId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<Resident>> Of(IQueryable<Resident> all, int? first, string? after, CancellationToken cancel) =>
        Read<Resident, ResidentId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<HelpRequest>> Of(IQueryable<HelpRequest> all, int? first, string? after, CancellationToken cancel) =>
        Read<HelpRequest, RequestId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<Offer>> Of(IQueryable<Offer> all, int? first, string? after, CancellationToken cancel) =>
        Read<Offer, OfferId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<Visit>> Of(IQueryable<Visit> all, int? first, string? after, CancellationToken cancel) =>
        Read<Visit, VisitId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<ContestOfDecision>> Of(IQueryable<ContestOfDecision> all, int? first, string? after, CancellationToken cancel) =>
        Read<ContestOfDecision, ContestId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<Plan>> Of(IQueryable<Plan> all, int? first, string? after, CancellationToken cancel) =>
        Read<Plan, PlanId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<Invite>> Of(IQueryable<Invite> all, int? first, string? after, CancellationToken cancel) =>
        Read<Invite, InviteId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<Message>> Of(IQueryable<Message> all, int? first, string? after, CancellationToken cancel) =>
        Read<Message, MessageId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<InboundMessage>> Of(IQueryable<InboundMessage> all, int? first, string? after, CancellationToken cancel) =>
        Read<InboundMessage, MessageId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<DraftRequest>> Of(IQueryable<DraftRequest> all, int? first, string? after, CancellationToken cancel) =>
        Read<DraftRequest, DraftId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<WorryCase>> Of(IQueryable<WorryCase> all, int? first, string? after, CancellationToken cancel) =>
        Read<WorryCase, WorryCaseId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<JournalLine>> Of(IQueryable<JournalLine> all, int? first, string? after, CancellationToken cancel) =>
        Read<JournalLine, JournalLineId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<OpenSession>> Of(IQueryable<OpenSession> all, int? first, string? after, CancellationToken cancel) =>
        Read<OpenSession, SessionId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    public static Task<Page<ApiToken>> Of(IQueryable<ApiToken> all, int? first, string? after, CancellationToken cancel) =>
        Read<ApiToken, ApiTokenId>(all.OrderByDescending(x => x.Id), (q, id) => q.Where(x => x.Id < id), x => x.Id, first, after, cancel);

    private static async Task<Page<T>> Read<T, TId>(
        IQueryable<T> all, Func<IQueryable<T>, TId, IQueryable<T>> before, Func<T, TId> id, int? first, string? after, CancellationToken cancel)
        where T : class where TId : struct, IId<TId>
    {
        var arguments = PageArguments.Of(first, after);
        if (arguments.After is { } position)
            all = before(all, Guid.TryParse(position, CultureInfo.InvariantCulture, out var guid) ? TId.Of(guid) : throw PageArguments.InvalidCursor());
        return Page.From(await all.AsNoTracking().Take(arguments.Fetch).ToListAsync(cancel), arguments, item => id(item).Value.ToString());
    }
}
