using CyberVoisins.Server.Data;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Makes an administrator, or gives one a new password: for the command line, where whoever types already holds the
/// database. Never reachable through the API.
/// </summary>
internal sealed class CreateAdministrator(AppDb db, Transactions transactions, Phones phones, Passwords passwords, AccountByPhone accounts)
{
    /// <exception cref="Refusal">InvalidPhone, MobileNeeded, WeakPassword.</exception>
    public Task<Account> Run(string? phone, string? password, CancellationToken cancel)
    {
        var number = phones.Parse(phone, "phone");
        var hash = passwords.Hash(password, "password", number.E164, number.E164[^9..]);
        return transactions.Run(async () =>
        {
            var account = await accounts.FindOrCreate(number, cancel);
            account.PasswordHash = hash;
            account.AccessFailedCount = 0;
            account.LockoutEnd = null;
            await db.GrantRole(account.Id, Roles.Administrator, cancel);
            await db.EndEverySession(account.Id, cancel);
            return account;
        }, cancel);
    }
}
