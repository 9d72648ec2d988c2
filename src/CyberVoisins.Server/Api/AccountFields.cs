using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Accounts.Elsewhere;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Data;
using GraphQL;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>What the caller signs in with.</summary>
    public static Task<AccountSecurity> AccountSecurity([FromServices] Answer answer, [FromServices] ReadAccountSecurity read, CancellationToken cancel) =>
        answer.Of(() => read.Run(cancel));

    /// <summary>The name of the provider whose accounts may be linked to ours; null where there is none.</summary>
    public static string? Elsewhere([FromServices] IServiceProvider services) => services.GetService<ElsewhereProvider>()?.Name;

    /// <summary>The caller's open sessions, the newest first.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    public static Task<Page<OpenSession>> Sessions(int? first, string? after, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, [FromServices] TimeProvider clock, CancellationToken cancel) =>
        answer.Of(() =>
        {
            var (me, now) = (user.RequireSession(), clock.Now());
            return Pages.Of(db.Sessions.Where(s => s.AccountId == me && s.EndsAt > now), first, after, cancel);
        });

    /// <summary>The tokens that the caller made for programs, the newest first.</summary>
    /// <param name="first">1 to 100, by default 20.</param>
    /// <param name="after">A cursor of this list.</param>
    public static Task<Page<ApiToken>> ApiTokens(int? first, string? after, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AppDb db, [FromServices] TimeProvider clock, CancellationToken cancel) =>
        answer.Of(() =>
        {
            var (me, now) = (user.RequireSession(), clock.Now());
            return Pages.Of(db.ApiTokens.Where(t => t.AccountId == me && t.ExpiresAt > now), first, after, cancel);
        });
}
