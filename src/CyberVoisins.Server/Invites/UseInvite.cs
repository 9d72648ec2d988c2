using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Invites;

/// <summary>
/// Somebody has a code. Unknown, revoked, over and used up look the same, and one address tries so many an hour: of some
/// 650 thousand million codes nobody finds an open one by trying.
/// </summary>
internal sealed class UseInvite(AppDb db, AddressLimits limits, TimeProvider clock)
{
    /// <summary>A library has many visitors behind one address.</summary>
    private const int PerHour = 60;

    /// <exception cref="Refusal">InviteNotValid, TooManyAttempts.</exception>
    public async Task<Invite> Find(string? typed, CancellationToken cancel)
    {
        limits.Take("invite", PerHour, Duration.FromHours(1));
        var code = Invite.Read(typed);
        var invite = code is null ? null : await db.Invites.AsNoTracking().SingleOrDefaultAsync(i => i.Code == code, cancel);
        return invite?.IsOpenAt(clock.Now()) == true ? invite : throw NotValid();
    }

    /// <summary>Counts one more sign-up, inside its transaction; the last place is taken once.</summary>
    public async Task Count(InviteId id, CancellationToken cancel)
    {
        var now = clock.Now();
        var counted = await db.Invites.Where(i => i.Id == id && i.RevokedAt == null && i.ExpiresAt > now && i.Used < i.Uses)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.Used, i => i.Used + 1), cancel);
        if (counted == 0) throw NotValid();
    }

    private static Refusal NotValid() => new(ErrorCode.InviteNotValid, "inviteCode");
}
