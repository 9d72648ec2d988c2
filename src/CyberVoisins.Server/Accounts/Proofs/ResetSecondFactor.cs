using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>
/// Takes the second proof from a colleague who lost it: an administrator, or a coordinator of the same association, who saw
/// or knows the person. Every session and token ends; the person, and everybody who works with them, is told by SMS. The
/// password stays, so whoever resets cannot enter, and whoever finds a password cannot reset.
/// </summary>
internal sealed class ResetSecondFactor(AppDb db, Transactions transactions, CurrentUser user, Phones phones, SecurityNotices notices)
{
    private const int MostTold = 20;

    /// <param name="phone">Of the colleague.</param>
    /// <exception cref="Refusal">
    /// Unauthenticated, SecondFactorRequired, ProofTooOld, Forbidden (not staff), InvalidPhone, MobileNeeded; NotFound when no colleague has
    /// that number, or it is one's own: for oneself there are the recovery codes, and another person.
    /// </exception>
    public Task Run(string? phone, CancellationToken cancel)
    {
        user.RequireSession();
        if (!user.IsStaff) throw new Refusal(ErrorCode.Forbidden);
        var (me, tenant, everywhere) = (user.RequireFresh(), user.CoordinatorOf, user.IsAdministrator);
        var number = phones.Parse(phone, "phone").E164;
        return transactions.Run(async () =>
        {
            var colleague = await db.Users.SingleOrDefaultAsync(u => u.PhoneNumber == number && u.Id != me && (everywhere || (u.AssociationId != null && u.AssociationId == tenant)), cancel);
            // A coordinator's colleague may be an administrator too: that one is not a coordinator's to open.
            if (colleague is null || !await db.IsStaff(colleague.Id, cancel) || (!everywhere && await db.HasRole(colleague.Id, Roles.Administrator, cancel)))
                throw new Refusal(ErrorCode.NotFound, "phone");
            await Reset(colleague, cancel);
        }, cancel);
    }

    /// <summary>For the command line, where whoever types already holds the database: the way back of the last administrator.</summary>
    /// <exception cref="Refusal">InvalidPhone, MobileNeeded, NotFound.</exception>
    public Task ByOperator(string? phone, CancellationToken cancel)
    {
        var number = phones.Parse(phone, "phone").E164;
        return transactions.Run(async () => await Reset(await db.Users.SingleOrDefaultAsync(u => u.PhoneNumber == number, cancel) ?? throw new Refusal(ErrorCode.NotFound, "phone"), cancel), cancel);
    }

    private async Task Reset(Account account, CancellationToken cancel)
    {
        await db.SecondFactors.Where(f => f.AccountId == account.Id).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(cancel);
        await db.UserPasskeys.Where(p => p.UserId == account.Id).ExecuteDeleteAsync(cancel);
        await db.EndEverySession(account.Id, cancel);
        notices.Tell(account, "SECOND_FACTOR_RESET");
        var whose = account.FirstName.Length > 0 ? Words.Phrases.Short(account.FirstName, 15) : "un collègue";
        foreach (var colleague in await Colleagues(account, cancel)) notices.Tell(colleague, "STAFF_FACTOR_RESET", whose);
    }

    private Task<List<Account>> Colleagues(Account account, CancellationToken cancel) => db.Users.AsNoTracking()
        .Where(u => u.Id != account.Id && (account.AssociationId != null
            ? u.AssociationId == account.AssociationId
            : db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(x => x.Id == r.RoleId && x.Name == Roles.Administrator))))
        .OrderBy(u => u.Id).Take(MostTold).ToListAsync(cancel);
}
