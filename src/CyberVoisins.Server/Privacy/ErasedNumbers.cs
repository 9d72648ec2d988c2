using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Privacy;

/// <summary>
/// What is remembered of a number that was erased, without the number: that it said STOP (GDPR, article 21: an objection holds), and, for a day, that it was written to.
/// Else whoever writes somebody down, erases them and writes them down again could send without end. A mark is an HMAC under a key of its own, in the shape of a number
/// of the country +999, which does not exist: nobody can be called by it, and only whoever has the number and the key can tell that it is the same.
/// </summary>
internal static class ErasedNumbers
{
    /// <summary>How long it counts that a number was written to.</summary>
    public static readonly Duration Counted = Duration.FromDays(1);

    /// <summary>Marks that were missed in so long (the service was away) go with the numbers of other messages.</summary>
    private static readonly Duration LookedBack = Duration.FromDays(7);

    public static PhoneNumber MarkOf(this AppDb db, PhoneNumber phone)
    {
        var hash = HMACSHA256.HashData(db.Seal.KeyFor("CyberVoisins.erased-number.v1"), Encoding.UTF8.GetBytes(phone.E164));
        // Twelve digits: those of +999 that stand for somebody erased without a mark have eight or nine.
        return new($"+999{BinaryPrimitives.ReadUInt64BigEndian(hash) % 1_000_000_000_000:000000000000}");
    }

    /// <summary>It said STOP, by itself or before it was erased.</summary>
    public static Task<bool> HasSaidStop(this AppDb db, PhoneNumber phone, CancellationToken cancel)
    {
        var mark = db.MarkOf(phone);
        return db.OptOuts.AnyAsync(o => o.Phone == phone || o.Phone == mark, cancel);
    }

    /// <summary>The number wants SMS again.</summary>
    public static Task<int> ForgetStop(this AppDb db, PhoneNumber phone, CancellationToken cancel)
    {
        var mark = db.MarkOf(phone);
        return db.OptOuts.Where(o => o.Phone == phone || o.Phone == mark).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Its owner comes back by themselves: what they said before they were erased no longer holds.</summary>
    public static Task<int> ComesBack(this AppDb db, PhoneNumber phone, CancellationToken cancel)
    {
        var mark = db.MarkOf(phone);
        return db.OptOuts.Where(o => o.Phone == mark).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Keeps the STOP of a number as its mark.</summary>
    public static async Task<int> MarkStop(this AppDb db, PhoneNumber phone, CancellationToken cancel)
    {
        if (await db.OptOuts.AsNoTracking().SingleOrDefaultAsync(o => o.Phone == phone, cancel) is not { } stop) return 0;
        var mark = db.MarkOf(phone);
        if (!await db.OptOuts.AnyAsync(o => o.Phone == mark, cancel)) db.OptOuts.Add(new OptOut { Phone = mark, At = stop.At });
        return await db.OptOuts.Where(o => o.Phone == phone).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Marks of messages that no longer count.</summary>
    public static async Task<int> ForgetOldMarks(this AppDb db, Instant now, CancellationToken cancel)
    {
        var (nobody, before, since) = (PhoneNumber.Forgotten, now - Counted, now - Counted - LookedBack);
        // What a number is cannot be asked of a sealed column.
        var old = (await db.Messages.Where(m => m.RedactedAt <= before && m.RedactedAt > since && m.InFlightSince <= before && m.To != nobody).Select(m => m.To).Distinct().ToListAsync(cancel))
            .Where(to => to.E164.StartsWith("+999", StringComparison.Ordinal)).ToList();
        return old.Count == 0 ? 0 : await db.Messages.Where(m => old.Contains(m.To) && m.InFlightSince <= before).ExecuteUpdateAsync(s => s.SetProperty(m => m.To, nobody), cancel);
    }
}
