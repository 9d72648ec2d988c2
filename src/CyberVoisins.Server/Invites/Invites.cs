using System.Security.Cryptography;
using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using QRCoder;

namespace CyberVoisins.Server.Invites;

/// <summary>How invites are stored, and where their codes lead.</summary>
internal static class InviteTables
{
    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<Invite>(invite =>
        {
            invite.Property(i => i.Code).HasMaxLength(Invite.CodeLength);
            invite.Property(i => i.Label).HasMaxLength(80);
            invite.Ignore(i => i.Spoken);
            invite.HasIndex(i => i.Code).IsUnique();
            invite.HasIndex(i => i.AssociationId);
            invite.HasOne<Association>().WithMany().HasForeignKey(i => i.AssociationId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<Volunteer>().HasOne<Invite>().WithMany().HasForeignKey(v => v.InviteId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Where the code of an invite leads, as an address and as a picture that a telephone reads.</summary>
internal sealed class InviteLinks(ReplyWays ways)
{
    /// <summary>Null when the service has no public address: then only the code and the telephone number are told.</summary>
    public string? Of(Invite invite) => ways.PublicBaseUrl is { } address ? $"{address.TrimEnd('/')}/i/{invite.Code}" : null;

    /// <summary>A QR code as SVG that scales with its place; a quarter of it may be dirty or torn (level Q).</summary>
    public string? QrOf(Invite invite)
    {
        if (Of(invite) is not { } link) return null;
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(link, QRCodeGenerator.ECCLevel.Q);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000", "#fff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}

/// <summary>A coordinator invites people to become volunteers.</summary>
/// <param name="Label">Where it will hang, or for whom it is, 1 to 80 characters.</param>
/// <param name="Uses">How many may sign up with it, 1 to 500, by default 50.</param>
/// <param name="Days">How long it is good for, 1 to 366, by default 90.</param>
public sealed record CreateInviteInput(string Label, int? Uses, int? Days);

internal sealed class CreateInvite(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    /// <summary>More at once are a sign that somebody prints codes instead of posters.</summary>
    private const int MostOpen = 100;

    public Task<Invite> Run(CreateInviteInput input, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        var label = Check.Text(input.Label, "label", 1, 80);
        if (input.Uses is < 1 or > 500) throw new Refusal(ErrorCode.InvalidPolicy, "uses", "uses", 1, 500);
        if (input.Days is < 1 or > 366) throw new Refusal(ErrorCode.InvalidPolicy, "days", "days", 1, 366);
        return transactions.Run(async () =>
        {
            var now = clock.Now();
            if (await db.Invites.CountAsync(i => i.AssociationId == association && i.RevokedAt == null && i.ExpiresAt > now, cancel) >= MostOpen)
                throw new Refusal(ErrorCode.InvalidList, "label", 0, MostOpen);
            var invite = new Invite
            {
                Id = clock.NewId<InviteId>(), AssociationId = association, Code = RandomNumberGenerator.GetString(Invite.Alphabet, Invite.CodeLength), Label = label,
                Uses = input.Uses ?? 50, CreatedAt = now, ExpiresAt = now + Duration.FromDays(input.Days ?? 90),
            };
            db.Invites.Add(invite);
            return invite;
        }, cancel);
    }
}

/// <summary>Nobody signs up with it any more; who did stays.</summary>
internal sealed class RevokeInvite(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Invite> Run(InviteId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var invite = await db.Invites.SingleOrDefaultAsync(i => i.Id == id && i.AssociationId == association, cancel) ?? throw new Refusal(ErrorCode.NotFound, "inviteId");
            invite.Revoke(clock.Now());
            return invite;
        }, cancel);
    }
}
