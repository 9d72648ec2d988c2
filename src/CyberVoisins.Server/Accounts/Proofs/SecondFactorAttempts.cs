using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>
/// Five wrong codes and the second proof rests: a quarter of an hour, then twice as long each time, a day at most, until a
/// right one. Not the count of <see cref="PasswordAttempts"/>, which a right password forgives: whoever knows the password
/// would have guesses without end. Three codes of a million are right at a time, so a year of guessing opens six of a
/// thousand accounts whose password is known; and the person is told by SMS at the first rest.
/// </summary>
internal sealed class SecondFactorAttempts(AppDb db, Transactions transactions, AddressLimits limits, SecurityNotices notices, TimeProvider clock)
{
    public const int Most = 5;
    public const int MostPerAddressInAQuarterHour = 50;
    private static readonly Duration FirstRest = Duration.FromMinutes(15), LongestRest = Duration.FromDays(1);

    /// <summary>Letters and digits, as codes are written on paper and on screens.</summary>
    public static string Clean(string? code) => code is { Length: <= 64 } ? new([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]) : "";

    /// <summary>Pays for a try before it is looked at, in one transaction with what it opens: fifty guesses at once are still five.</summary>
    /// <param name="open">What a right code does, or null for a wrong one.</param>
    /// <exception cref="Refusal">WrongCode; TooManyAttempts with the minutes to wait.</exception>
    public async Task<T> Judge<T>(Guid account, Func<SecondFactor, Task<T?>> open, CancellationToken cancel) where T : class
    {
        limits.Take("second", MostPerAddressInAQuarterHour, Duration.FromMinutes(15));
        var (opened, wait) = await transactions.Run(async () =>
        {
            // The update takes the row until the end of the transaction.
            if (await db.SecondFactors.Where(f => f.AccountId == account).ExecuteUpdateAsync(s => s.SetProperty(f => f.WrongCodes, f => f.WrongCodes + 1), cancel) == 0)
                return (null, Duration.Zero);
            var (row, now) = (await db.SecondFactors.SingleAsync(f => f.AccountId == account, cancel), clock.Now());
            if (row.RestUntil > now)
            {
                row.WrongCodes--;
                return (null, row.RestUntil.Value - now);
            }
            if (await open(row) is { } right)
            {
                (row.WrongCodes, row.Rests, row.RestUntil) = (0, 0, null);
                return (right, Duration.Zero);
            }
            if (row.WrongCodes < Most) return ((T?)null, Duration.Zero);
            // Whoever came so far knows the password.
            if (row.Rests == 0 && row.ConfirmedAt is not null) notices.Tell(await db.Users.SingleAsync(u => u.Id == account, cancel), "SECOND_FACTOR_GUESSED");
            (row.WrongCodes, row.Rests, row.RestUntil) = (0, row.Rests + 1, now + RestAfter(row.Rests));
            return ((T?)null, Duration.Zero);
        }, cancel);
        if (wait > Duration.Zero) throw AddressLimits.TooMany(wait);
        return opened ?? throw new Refusal(ErrorCode.WrongCode, "code");
    }

    private static Duration RestAfter(int rests) => rests >= 7 ? LongestRest : Duration.Min(FirstRest * (1 << rests), LongestRest);
}
