using CyberVoisins.Core;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Scams;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Drafts;

/// <summary>The drafts that the caller may see: the association's for its coordinators, those of no association for administrators.</summary>
internal sealed class DraftAccess(AppDb db, CurrentUser user)
{
    public IQueryable<DraftRequest> Mine
    {
        get
        {
            user.RequireSignedIn();
            var (tenant, administrator) = (user.CoordinatorOf, user.IsAdministrator);
            if (tenant is null && !administrator) throw new Refusal(ErrorCode.Forbidden);
            return db.Drafts.Where(d => (tenant != null && d.AssociationId == tenant) || (administrator && d.AssociationId == null));
        }
    }

    public async Task<DraftRequest> Open(DraftId id, string action, CancellationToken cancel)
    {
        var draft = await Mine.SingleOrDefaultAsync(d => d.Id == id, cancel) ?? throw new Refusal(ErrorCode.NotFound, "draftId");
        return draft.State == DraftState.Open ? draft : throw new InvalidTransitionException(nameof(DraftRequest), draft.State, action);
    }
}

/// <summary>A coordinator called back, and completes what was said into a request.</summary>
/// <param name="DraftId">Of an open draft of the association.</param>
/// <param name="Request">As asked for help; the channel is the draft's unless it says another.</param>
public sealed record CompleteDraftInput(DraftId DraftId, AskForHelpInput Request);

internal sealed class CompleteDraft(AppDb db, CurrentUser user, DraftAccess access, AskForHelp ask, TimeProvider clock)
{
    public async Task<DraftRequest> Run(CompleteDraftInput input, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        var draft = await access.Open(input.DraftId, "be completed", cancel);
        if (draft.AssociationId != association) throw new Refusal(ErrorCode.NotFound, "draftId");
        if (input.Request.AssociationId is { } other && other != association) throw new Refusal(ErrorCode.NotFound, "request.associationId");
        await ask.Run(input.Request with { AssociationId = association, Channel = input.Request.Channel ?? draft.Channel, Key = null }, cancel, async request =>
        {
            // Conditional, and in the transaction of the request: of two coordinators one completes it.
            var now = clock.Now();
            if (await db.Drafts.Where(d => d.Id == draft.Id && d.State == DraftState.Open)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DraftState.Completed).SetProperty(d => d.ClosedAt, now).SetProperty(d => d.RequestId, request.Id), cancel) == 0)
                throw new InvalidTransitionException(nameof(DraftRequest), DraftState.Completed, "be completed");
        });
        return await db.Drafts.AsNoTracking().SingleAsync(d => d.Id == draft.Id, cancel);
    }
}

/// <summary>There is nothing to do about a draft: a wrong number, a joke, an answer.</summary>
/// <param name="DraftId">Of an open draft.</param>
/// <param name="Motive">Why, 3 to 200 characters.</param>
public sealed record DismissDraftInput(DraftId DraftId, string Motive);

internal sealed class DismissDraft(Transactions transactions, DraftAccess access, TimeProvider clock)
{
    public Task<DraftRequest> Run(DismissDraftInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        var draft = await access.Open(input.DraftId, "be dismissed", cancel);
        (draft.Motive, draft.State, draft.ClosedAt) = (Check.Text(input.Motive, "motive", 3, 200), DraftState.Dismissed, clock.Now());
        return draft;
    }, cancel);
}

/// <summary>An administrator gives a draft of nobody's to the association that is near.</summary>
/// <param name="DraftId">Of an open draft without an association.</param>
/// <param name="AssociationId">Who will call back.</param>
public sealed record PassDraftInput(DraftId DraftId, AssociationId AssociationId);

internal sealed class PassDraft(AppDb db, Transactions transactions, CurrentUser user, DraftAccess access, ScamFlags flags)
{
    public Task<DraftRequest> Run(PassDraftInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        user.RequireAdministrator();
        var draft = await access.Open(input.DraftId, "be passed on", cancel);
        if (draft.AssociationId is not null) throw new Refusal(ErrorCode.NotFound, "draftId");
        draft.AssociationId = await db.Associations.AnyAsync(a => a.Id == input.AssociationId, cancel) ? input.AssociationId : throw new Refusal(ErrorCode.NotFound, "associationId");
        await flags.Passed([draft.Id], input.AssociationId, cancel);
        return draft;
    }, cancel);
}
