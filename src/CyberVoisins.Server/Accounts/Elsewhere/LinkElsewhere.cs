using System.Security.Cryptography;
using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts.Elsewhere;

/// <summary>Where the browser must go now.</summary>
/// <param name="Url">A path of this service, good for five minutes.</param>
internal sealed record LeaveFor(string Url);

/// <summary>
/// Links an account elsewhere to one's own. It begins in a session that was just proven, by a request that no other site can send, and
/// ends in that session: so nobody links theirs to somebody else's account. It makes no account and gives no role.
/// </summary>
internal sealed class LinkElsewhere(AppDb db, Transactions transactions, CurrentUser user, IDataProtectionProvider protection, IServiceProvider services, TimeProvider clock)
{
    public const string AccountItem = "cv.account", SessionItem = "cv.session";
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);
    private readonly IDataProtector _tickets = protection.CreateProtector("CyberVoisins.LinkElsewhere.v1");

    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, ProofTooOld; NotFound where no provider is configured.</exception>
    public LeaveFor Begin()
    {
        var id = user.RequireFresh();
        if (services.GetService<ElsewhereProvider>() is null) throw new Refusal(ErrorCode.NotFound);
        var text = $"{id}|{user.SessionId}|{clock.GetUtcNow().Add(Validity).ToUnixTimeSeconds()}";
        return new($"/compte/ailleurs?ticket={Uri.EscapeDataString(_tickets.Protect(text))}");
    }

    /// <summary>What travels, sealed, to the provider and back; null for a ticket that is not ours, or old.</summary>
    public AuthenticationProperties? Properties(string? ticket)
    {
        var properties = new AuthenticationProperties { RedirectUri = AccountPage.Path };
        if (ticket is null) return properties;
        try
        {
            var parts = _tickets.Unprotect(ticket).Split('|');
            if (long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds()) return null;
            (properties.Items[AccountItem], properties.Items[SessionItem]) = (parts[0], parts[1]);
            return properties;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Takes the link away.</summary>
    /// <exception cref="Refusal">Unauthenticated, SecondFactorRequired, ProofTooOld; NotFound without one.</exception>
    public Task Unlink(CancellationToken cancel)
    {
        var me = user.RequireFresh();
        return transactions.Run(async () =>
        {
            if (await db.UserLogins.Where(l => l.UserId == me && l.LoginProvider == ElsewhereProvider.Scheme).ExecuteDeleteAsync(cancel) == 0) throw new Refusal(ErrorCode.NotFound);
        }, cancel);
    }
}
