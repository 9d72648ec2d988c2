using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>An SMS as a provider hands it over.</summary>
/// <param name="ProviderSid">The provider's id.</param>
/// <param name="To">Which of our numbers.</param>
/// <param name="OptOutType">STOP, START or HELP when the provider's own filter took it for that.</param>
/// <param name="Extra">Fields that are new to us, as JSON.</param>
/// <param name="At">When it was written, for one that comes late; what was sent since cannot be what it answers.</param>
internal sealed record ReceivedSms(string ProviderSid, PhoneNumber From, string? To, string Body, string? OptOutType = null, string? Extra = null, Instant? At = null)
{
    // A record prints its properties; a number and a text belong in no log.
    public override string ToString() => $"SMS {ProviderSid}";
}

/// <summary>Writes down a received SMS before anything else; the same one twice is one.</summary>
internal sealed class ReceiveSms(AppDb db, Transactions transactions, TimeProvider clock)
{
    private const int LongestBody = 1_600, LongestTo = 20;

    /// <returns>False when it was known.</returns>
    public Task<bool> Run(ReceivedSms sms, CancellationToken cancel) => transactions.Run(async () =>
    {
        if (await db.InboundMessages.AnyAsync(m => m.ProviderSid == sms.ProviderSid, cancel)) return false;
        var now = clock.Now();
        db.InboundMessages.Add(new InboundMessage
        {
            Id = clock.NewId<MessageId>(),
            ProviderSid = sms.ProviderSid,
            From = sms.From,
            To = sms.To is { Length: > LongestTo } to ? to[..LongestTo] : sms.To,
            Body = Storable(sms.Body),
            OptOutType = sms.OptOutType is "STOP" or "START" or "HELP" ? sms.OptOutType : null,
            Extra = sms.Extra,
            ReceivedAt = sms.At is { } at && at < now ? at : now,
        });
        await new Arrival(db).SmsWork(sms.From, cancel);
        return true;
    }, cancel);

    /// <summary>PostgreSQL refuses a null character and half of a surrogate pair, the normalizer a noncharacter: none is a reason to lose an SMS.</summary>
    private static string Storable(string body)
    {
        var clean = PlainText.Clean(body.Replace("\0", "", StringComparison.Ordinal));
        return clean.Length <= LongestBody ? clean : clean[..(char.IsHighSurrogate(clean[LongestBody - 1]) ? LongestBody - 1 : LongestBody)];
    }
}

/// <summary>The development phone's side: an SMS written by hand.</summary>
internal sealed class LocalPhones(ReceiveSms receive, TimeProvider clock)
{
    public Task ReceiveLocal(PhoneNumber from, string body, CancellationToken cancel) =>
        receive.Run(new($"local-in-{Guid.CreateVersion7(clock.GetUtcNow())}", from, To: null, body), cancel);
}
