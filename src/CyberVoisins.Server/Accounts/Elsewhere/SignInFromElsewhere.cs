using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts.Elsewhere;

/// <summary>
/// Somebody comes back from the other account. It opens the one account here that was linked to it, and none if none was. For
/// staff it stands for the password alone: the second proof is asked for as ever.
/// </summary>
internal sealed class SignInFromElsewhere(AppDb db, Transactions transactions, Sessions sessions, TimeProvider clock)
{
    /// <returns>What the page of the account is told: "", or why nothing happened.</returns>
    public async Task<string> Run(ClaimsPrincipal who, AuthenticationProperties properties, CancellationToken cancel)
    {
        if (who.FindFirst("sub") is not { } subject) return "?ailleurs=echec";
        // One person at one provider, as a key of a fixed length that says nothing about them.
        var key = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.Issuer}\n{subject.Value}")));
        if (properties.Items.TryGetValue(LinkElsewhere.AccountItem, out var account) && properties.Items.TryGetValue(LinkElsewhere.SessionItem, out var session))
            return await Link(Guid.Parse(account!), new SessionId(Guid.Parse(session!)), key, cancel);

        var owner = await db.UserLogins.AsNoTracking().Where(l => l.LoginProvider == ElsewhereProvider.Scheme && l.ProviderKey == key).Select(l => (Guid?)l.UserId).SingleOrDefaultAsync(cancel);
        if (owner is not { } id) return "?ailleurs=inconnu";
        await sessions.Open(id, SignInMode.Cookie, await db.HasSecondFactor(id, cancel) ? SessionProof.AwaitsSecond : SessionProof.Password, cancel);
        return "";
    }

    private Task<string> Link(Guid account, SessionId session, string key, CancellationToken cancel) => transactions.Run(async () =>
    {
        var now = clock.Now();
        if (!await db.Sessions.AnyAsync(s => s.Id == session && s.AccountId == account && s.EndsAt > now, cancel)) return "?ailleurs=echec";
        // One link an account, and one account a link: neither says whose it was.
        if (await db.UserLogins.AnyAsync(l => l.LoginProvider == ElsewhereProvider.Scheme && (l.ProviderKey == key || l.UserId == account), cancel)) return "?ailleurs=deja";
        db.UserLogins.Add(new IdentityUserLogin<Guid> { LoginProvider = ElsewhereProvider.Scheme, ProviderKey = key, UserId = account });
        return "?ailleurs=relie";
    }, cancel);
}
