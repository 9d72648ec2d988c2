using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>The account of a number, made when there is none yet.</summary>
internal sealed class AccountByPhone(AppDb db, UserManager<Account> users, TimeProvider clock)
{
    /// <summary>
    /// One at a time for one number, until the transaction ends: two devices of one person must not make two accounts,
    /// nor pass a limit together. SQLite has one writer anyway.
    /// </summary>
    public async Task Lock(PhoneNumber phone, CancellationToken cancel)
    {
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({phone.E164}, 0))", cancel);
    }

    /// <summary>Tracked, and saved when new; inside a transaction.</summary>
    public async Task<Account> FindOrCreate(PhoneNumber phone, CancellationToken cancel)
    {
        await Lock(phone, cancel);
        if (await db.Users.SingleOrDefaultAsync(u => u.PhoneNumber == phone.E164, cancel) is { } known) return known;

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var account = new Account
        {
            Id = id,
            // Identity wants a name and writes it in places that we do not choose: it tells nothing about the person.
            UserName = id.ToString(),
            PhoneNumber = phone.E164,
            CreatedAt = clock.Now(),
        };
        var created = await users.CreateAsync(account);
        return created.Succeeded ? account
            : throw new InvalidOperationException($"Identity refused an account: {string.Join(", ", created.Errors.Select(e => e.Code))}.");
    }
}
