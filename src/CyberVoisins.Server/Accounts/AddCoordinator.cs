using System.Net.Mail;
using CyberVoisins.Core;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Makes somebody a coordinator: by an administrator, or by a coordinator of the same association. The person then signs
/// in with a code, and sets a password.
/// </summary>
internal sealed class AddCoordinator(
    AppDb db, Transactions transactions, CurrentUser user, Phones phones, AccountByPhone accounts, ILookupNormalizer normalizer)
{
    /// <exception cref="Refusal">
    /// Unauthenticated, Forbidden, NotFound (the association), InvalidText, InvalidPhone, MobileNeeded; AlreadyRegistered when the number
    /// coordinates another association or is an administrator's (the answer does not say which), or the e-mail address is somebody else's.
    /// </exception>
    public Task<Account> Run(AssociationId associationId, string? firstName, string? phone, string? email, CancellationToken cancel)
    {
        user.RequireSignedIn();
        if (!user.IsAdministrator && user.CoordinatorOf != associationId) throw new Refusal(ErrorCode.Forbidden);
        var name = Check.FirstName(firstName, "firstName");
        var number = phones.Parse(phone, "phone");
        var address = Email(email);

        return transactions.Run(async () =>
        {
            if (!await db.Associations.AnyAsync(a => a.Id == associationId, cancel)) throw new Refusal(ErrorCode.NotFound, "associationId");
            var account = await accounts.FindOrCreate(number, cancel);
            if ((account.AssociationId is { } other && other != associationId) || await db.HasRole(account.Id, Roles.Administrator, cancel))
                throw new Refusal(ErrorCode.AlreadyRegistered, "phone");
            account.AssociationId = associationId;
            if (account.FirstName.Length == 0) account.FirstName = name;
            if (address is not null) await TakeEmail(account, address, cancel);
            await db.GrantRole(account.Id, Roles.Coordinator, cancel);
            return account;
        }, cancel);
    }

    private async Task TakeEmail(Account account, string address, CancellationToken cancel)
    {
        var normalized = normalizer.NormalizeEmail(address);
        if (account.NormalizedEmail == normalized) return;
        // What somebody signs in with is theirs: a colleague may add an address, not replace one.
        if (account.Email is not null || await db.Users.AnyAsync(u => u.Id != account.Id && u.NormalizedEmail == normalized, cancel))
            throw new Refusal(ErrorCode.AlreadyRegistered, "email");
        account.Email = address;
        account.NormalizedEmail = normalized;
    }

    private static string? Email(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var address = Check.Text(text, "email", 6, 254);
        return MailAddress.TryCreate(address, out var parsed) && parsed.Address == address && parsed.Host.Contains('.', StringComparison.Ordinal)
            ? address
            : throw new Refusal(ErrorCode.InvalidText, "email", 6, 254);
    }
}
