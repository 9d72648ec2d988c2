using System.Globalization;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>A code was sent, if the number can receive one. The answer is the same whether or not it has an account.</summary>
public sealed record SignInCodeSent(Instant ExpiresAt);

/// <summary>Sends a one-time code by SMS. Works for any mobile: the account is made when the code comes back.</summary>
internal sealed class RequestSignInCode(
    AppDb db, Transactions transactions, Outbox outbox, Phones phones, AccountByPhone accounts, CodeSeal seal, AddressLimits limits, TimeProvider clock)
{
    public static readonly Duration Validity = Duration.FromMinutes(10);
    public const int MostPerAddressAndHour = 20;

    // An SMS costs money and disturbs somebody: these hold for a number, whoever asks and from wherever.
    private static readonly (int Most, Duration Window)[] LimitsPerNumber = [(3, Duration.FromMinutes(15)), (10, Duration.FromDays(1))];

    /// <summary>An SMS wakes whoever it comes to, and anybody can type a stranger's number: so many between these hours, of the clock where the number is.</summary>
    private const int MostAtNight = 2;
    private static readonly LocalTime Evening = new(22, 0), Morning = new(8, 0);

    /// <exception cref="Refusal">InvalidPhone, MobileNeeded, TooManyAttempts, TooManyCodesAtNight.</exception>
    public Task<SignInCodeSent> Run(string? phone, CancellationToken cancel, CultureInfo? culture = null)
    {
        var number = phones.Parse(phone, "phone");
        limits.Take("code", MostPerAddressAndHour, Duration.FromHours(1));
        return transactions.Run(async () =>
        {
            await accounts.Lock(number, cancel);
            var now = clock.Now();
            await RefuseTooMany(number, now, cancel);
            await EndOlderCodes(number, now, cancel);

            var (code, hash, salt) = seal.New();
            var row = new SignInCode
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Phone = number,
                Hash = hash,
                Salt = salt,
                CreatedAt = now,
                ExpiresAt = now + Validity,
            };
            db.SignInCodes.Add(row);
            var text = Words.Words.Sms.Say(culture ?? Words.Words.French, "SIGN_IN_CODE", code, (int)Validity.TotalMinutes);
            outbox.Add($"code:{row.Id}", MessageKind.SignInCode, number, Regions.OfPhone(number) ?? Region.Mainland, text, deadline: row.ExpiresAt);
            return new SignInCodeSent(row.ExpiresAt);
        }, cancel);
    }

    private async Task RefuseTooMany(PhoneNumber number, Instant now, CancellationToken cancel)
    {
        var since = now - Duration.FromDays(1);
        var sent = await db.SignInCodes.Where(c => c.Phone == number && c.CreatedAt > since)
            .OrderByDescending(c => c.CreatedAt).Select(c => c.CreatedAt).Take(10).ToListAsync(cancel);
        foreach (var (most, window) in LimitsPerNumber)
            if (sent.Count >= most && sent[most - 1] + window > now)
                throw AddressLimits.TooMany(sent[most - 1] + window - now);
        // The same with and without an account: else this would say who has one.
        if (NightBegan(number, now) is { } began && sent.Count(at => at >= began) >= MostAtNight)
            throw new Refusal(ErrorCode.TooManyCodesAtNight, "phone", Morning.ToString("H:mm", CultureInfo.InvariantCulture));
    }

    private static Instant? NightBegan(PhoneNumber number, Instant now)
    {
        var zone = (Regions.OfPhone(number) ?? Region.Mainland).Zone();
        var local = now.InZone(zone).LocalDateTime;
        return local.TimeOfDay >= Evening ? (local.Date + Evening).InZoneLeniently(zone).ToInstant()
            : local.TimeOfDay < Morning ? (local.Date.PlusDays(-1) + Evening).InZoneLeniently(zone).ToInstant() : null;
    }

    // Two codes in one pocket confuse: only the newest counts, and an older SMS that has not left stays.
    private async Task EndOlderCodes(PhoneNumber number, Instant now, CancellationToken cancel)
    {
        await db.SignInCodes.Where(c => c.Phone == number && c.UsedAt == null && c.ExpiresAt > now)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.ExpiresAt, now), cancel);
        await db.Messages.Where(m => m.To == number && m.Kind == MessageKind.SignInCode && m.State == MessageState.Queued)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MessageState.Cancelled), cancel);
    }
}
