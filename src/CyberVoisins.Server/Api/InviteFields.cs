using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Invites;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>The association's invites.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    public static Task<Page<Invite>> Invites(int? first, string? after, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(() =>
        {
            var association = user.RequireCoordinator();
            return Pages.Of(db.Invites.Where(i => i.AssociationId == association), first, after, cancel);
        });

    /// <summary>Whose invite a code is, for whoever reads it on a poster. One address may ask 60 times an hour.</summary>
    /// <param name="code">As it was typed.</param>
    public static Task<InvitedBy> Invited(string code, [FromServices] Answer answer, [FromServices] UseInvite use, [FromServices] AppDb db, CancellationToken cancel) =>
        answer.Of(async () =>
        {
            var invite = await use.Find(code, cancel);
            return new InvitedBy(await db.Associations.AsNoTracking().SingleAsync(a => a.Id == invite.AssociationId, cancel));
        });
}

internal sealed partial class Mutation
{
    /// <summary>A coordinator makes a code, a link and a QR code with which people sign up as volunteers; the association vouches for each as for anybody.</summary>
    public static Task<Payload<Invite>> CreateInvite(CreateInviteInput input, [FromServices] Answer answer, [FromServices] CreateInvite create, CancellationToken cancel) =>
        answer.To(() => create.Run(input, cancel));

    /// <summary>A coordinator takes an invite back.</summary>
    /// <param name="inviteId">Of an invite of the association.</param>
    public static Task<Payload<Invite>> RevokeInvite(InviteId inviteId, [FromServices] Answer answer, [FromServices] RevokeInvite revoke, CancellationToken cancel) =>
        answer.To(() => revoke.Run(inviteId, cancel));

    /// <summary>A coordinator has a volunteer asked by SMS to accept today's charter: the word CHARTE accepts it.</summary>
    /// <param name="volunteerId">Of one of the association's volunteers.</param>
    public static Task<Payload<Volunteer>> AskForCharter(VolunteerId volunteerId, [FromServices] Answer answer, [FromServices] Vouchings.AskForCharter ask, CancellationToken cancel) =>
        answer.To(() => ask.Run(volunteerId, cancel));
}
