using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Residents;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>For coordinators: the people whom the association helps, the newest first. Whoever is read of is in the journal.</summary>
    /// <param name="search">The beginning of a first name, or a whole telephone number: their own, a relative's or a contact's. Names are sealed: of at most 5,000 at a time they are opened and compared, and hasNextPage says that there are more to look at, even when this page is empty.</param>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    [Costs(500)] // it may open the name of everybody
    public static Task<Page<Resident>> Residents(string? search, int? first, string? after, [FromServices] Answer answer, [FromServices] ReadResidents read, CancellationToken cancel) =>
        answer.Of(() => read.Run(search, first, after, cancel));

    /// <summary>For coordinators: one person whom the association helps, or null.</summary>
    /// <param name="id">Of a resident.</param>
    public static Task<Resident?> Resident(ResidentId id, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(() =>
        {
            var association = user.RequireCoordinator();
            return db.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.AssociationId == association && r.ErasedAt == null, cancel);
        });
}

internal sealed class ResidentsConnection() : ConnectionType<Resident, ResidentType>("Residents");

/// <summary>What a resident asked for, the newest first; for the association.</summary>
internal sealed class ResidentRequestsLoader(AppDb db, CurrentUser user) : GroupLoader<ResidentId, HelpRequest>
{
    protected override async Task<ILookup<ResidentId, HelpRequest>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation)
    {
        var tenant = user.CoordinatorOf;
        return (await db.Requests.AsNoTracking().Where(r => keys.Contains(r.ResidentId) && r.AssociationId == tenant).OrderByDescending(r => r.Id).ToListAsync(cancellation)).ToLookup(r => r.ResidentId);
    }
}

/// <summary>Every message about a request, about its offers and its visits, the newest first; for the association.</summary>
internal sealed class RequestMessagesLoader(AppDb db, CurrentUser user) : GroupLoader<RequestId, Message>
{
    public const int Most = 200;

    protected override async Task<ILookup<RequestId, Message>> Fetch(IReadOnlyCollection<RequestId> keys, CancellationToken cancellation)
    {
        // What belongs to no association is nobody's to read here.
        if (user.CoordinatorOf is not { } tenant) return Array.Empty<Message>().ToLookup(_ => default(RequestId));
        var offers = await db.Offers.AsNoTracking().Where(o => o.AssociationId == tenant && keys.Contains(o.RequestId)).ToDictionaryAsync(o => o.Id, o => o.RequestId, cancellation);
        var visits = await db.Visits.AsNoTracking().Where(v => v.AssociationId == tenant && keys.Contains(v.RequestId)).ToDictionaryAsync(v => v.Id, v => v.RequestId, cancellation);
        var (offerIds, visitIds, most) = (offers.Keys.ToList(), visits.Keys.ToList(), Most * keys.Count);
        var messages = await db.Messages.AsNoTracking()
            .Where(m => m.AssociationId == tenant && ((m.RequestId != null && keys.Contains(m.RequestId.Value)) || (m.OfferId != null && offerIds.Contains(m.OfferId.Value)) || (m.VisitId != null && visitIds.Contains(m.VisitId.Value))))
            .OrderByDescending(m => m.Id).Take(most).ToListAsync(cancellation);
        return messages.ToLookup(m => m.RequestId is { } request && keys.Contains(request) ? request : m.OfferId is { } offer && offers.TryGetValue(offer, out var asked) ? asked : visits[m.VisitId!.Value]);
    }
}

/// <summary>What was written or said to a resident, and to those who speak for them, about the resident's requests and visits, the newest first; for the association. What else went to the same telephone may be somebody else's of the household.</summary>
internal sealed class ResidentMessagesLoader(AppDb db, CurrentUser user) : GroupLoader<ResidentId, Message>
{
    public const int Most = 50;

    protected override async Task<ILookup<ResidentId, Message>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation)
    {
        // What belongs to no association is nobody's to read here.
        if (user.CoordinatorOf is not { } tenant) return Array.Empty<Message>().ToLookup(_ => default(ResidentId));
        var people = await db.Residents.AsNoTracking().Where(r => keys.Contains(r.Id) && r.AssociationId == tenant).ToListAsync(cancellation);
        var contacts = (await db.Contacts.AsNoTracking().Where(c => keys.Contains(c.ResidentId) && c.AssociationId == tenant).Select(c => new { c.ResidentId, c.Phone }).ToListAsync(cancellation)).ToLookup(c => c.ResidentId, c => c.Phone);
        var requests = await db.Requests.AsNoTracking().Where(r => r.AssociationId == tenant && keys.Contains(r.ResidentId)).Select(r => new { r.Id, r.ResidentId }).ToDictionaryAsync(r => r.Id, r => r.ResidentId, cancellation);
        var visits = await db.Visits.AsNoTracking().Where(v => v.AssociationId == tenant && keys.Contains(v.ResidentId)).Select(v => new { v.Id, v.ResidentId }).ToDictionaryAsync(v => v.Id, v => v.ResidentId, cancellation);
        var (requestIds, visitIds) = (requests.Keys.ToList(), visits.Keys.ToList());
        var messages = await db.Messages.AsNoTracking()
            .Where(m => m.AssociationId == tenant && m.OfferId == null && ((m.RequestId != null && requestIds.Contains(m.RequestId.Value)) || (m.VisitId != null && visitIds.Contains(m.VisitId.Value))))
            .OrderByDescending(m => m.Id).Take(Most * 10 * keys.Count).ToListAsync(cancellation);
        var numbers = people.ToDictionary(p => p.Id, p => new[] { p.Phone, p.OtherPhone, p.RelativePhone }.OfType<PhoneNumber>().Concat(contacts[p.Id]).ToHashSet());
        return messages.Select(m => (Of: m.RequestId is { } request && requests.TryGetValue(request, out var asker) ? asker : visits[m.VisitId!.Value], Message: m))
            .Where(x => numbers.TryGetValue(x.Of, out var own) && own.Contains(x.Message.To)).GroupBy(x => x.Of).SelectMany(g => g.Take(Most)).ToLookup(x => x.Of, x => x.Message);
    }
}
