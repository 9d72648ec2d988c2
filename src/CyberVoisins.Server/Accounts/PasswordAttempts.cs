using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Five wrong passwords and an account rests for a quarter of an hour. Identity's own lockout reads the machine's clock
/// and counts after the guess, so that fifty guesses at once count as one; here each guess is paid before it is checked.
/// It keeps Identity's columns.
/// </summary>
internal sealed class PasswordAttempts(AppDb db, Transactions transactions, UnknownLogins unknown, TimeProvider clock)
{
    public const int Most = 5;
    public static readonly Duration Rest = Duration.FromMinutes(15);

    /// <exception cref="Refusal">TooManyAttempts, with the minutes to wait.</exception>
    public Task Take(Account account, CancellationToken cancel) => Take(account.Id, cancel);

    /// <summary>
    /// The same rule for a login that nobody has: its refusals must not look different. The questions to the database
    /// are asked all the same, so that the answer takes as long; what is left is that nothing is written to disk.
    /// </summary>
    public async Task Take(string login, CancellationToken cancel)
    {
        await Take(Guid.Empty, cancel);
        unknown.Take(login);
    }

    private async Task Take(Guid account, CancellationToken cancel)
    {
        var wait = await transactions.Run(async () =>
        {
            // The update takes the row, so that guesses made at the same moment are counted one after the other.
            await Of(account).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1), cancel);
            var now = clock.Now();
            var state = await Of(account).Select(u => new { u.AccessFailedCount, u.LockoutEnd }).SingleOrDefaultAsync(cancel);
            var count = state?.AccessFailedCount ?? 1;
            if (state?.LockoutEnd is { } end)
            {
                var left = Instant.FromDateTimeOffset(end) - now;
                if (left > Duration.Zero) return left;
                count = 1;
            }
            DateTimeOffset? rest = count >= Most ? (now + Rest).ToDateTimeOffset() : null;
            await Of(account).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, count).SetProperty(u => u.LockoutEnd, rest), cancel);
            return Duration.Zero;
        }, cancel);
        if (wait > Duration.Zero) throw AddressLimits.TooMany(wait);
    }

    /// <summary>The password was right.</summary>
    public Task Forgive(Account account, CancellationToken cancel) => transactions.Run(
        () => Of(account.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), cancel),
        cancel);

    private IQueryable<Account> Of(Guid account) => db.Users.Where(u => u.Id == account);
}

/// <summary>Counts wrong passwords of logins that do not exist, in this process only: after a restart they start again.</summary>
internal sealed class UnknownLogins(TimeProvider clock)
{
    private const int MostLogins = 20_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, Instant? RestUntil)> _logins = [];

    public void Take(string login)
    {
        var now = clock.Now();
        lock (_lock)
        {
            if (_logins.Count > MostLogins) _logins.Clear();
            var (count, rest) = _logins.GetValueOrDefault(login);
            if (rest > now) throw AddressLimits.TooMany(rest.Value - now);
            count = rest is null ? count + 1 : 1;
            _logins[login] = (count, count >= PasswordAttempts.Most ? now + PasswordAttempts.Rest : null);
        }
    }
}
