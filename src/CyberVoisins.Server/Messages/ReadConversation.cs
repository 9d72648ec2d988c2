using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>What an association said and heard in a period, and what it cost.</summary>
/// <param name="Lines">One for each month and kind that has messages, the months in order.</param>
/// <param name="SmsStoppedAt">Since when the association's SMS are stopped; null while they leave.</param>
/// <param name="EverySmsStoppedAt">Since when an administrator stopped everybody's.</param>
/// <param name="PricePerSegment">What a segment of unknown price is taken to cost: the provider's list, or the operator's assumption.</param>
/// <param name="PriceUnit">Its currency; null while only the assumption is known.</param>
internal sealed record ConversationFigures(
    Association Association, LocalDate From, LocalDate To, IReadOnlyList<ConversationLine> Lines, Instant? SmsStoppedAt, string? SmsStoppedBecause,
    Instant? EverySmsStoppedAt, decimal PricePerSegment, string? PriceUnit);

/// <summary>The messages of one kind that were written in one month, and what became of them until now.</summary>
/// <param name="Month">As 202611, in the association's time zone.</param>
/// <param name="Written">Intentions: what climbed to another channel is one.</param>
/// <param name="Sent">Handed over to a provider, for sure.</param>
/// <param name="Answered">Those whose reader answered.</param>
/// <param name="Failed">Refused, not delivered, or too late.</param>
/// <param name="Uncertain">Nobody knows whether they left.</param>
/// <param name="Called">Told by a person, on the telephone.</param>
/// <param name="Segments">As the provider counted them; as we did where it has not said.</param>
/// <param name="Unpriced">How many of those sent have no price yet.</param>
/// <param name="EstimatedRest">What those probably cost, at the price of a segment.</param>
internal sealed record ConversationLine(
    int Month, MessageKind Kind, int Written, int Sent, int Delivered, int Answered, int Failed, int Uncertain, int Called, int Segments,
    IReadOnlyList<Cost> Costs, int Unpriced, decimal EstimatedRest);

/// <summary>Money as the provider said it.</summary>
/// <param name="Unit">ISO 4217.</param>
internal sealed record Cost(decimal Amount, string Unit);

/// <summary>One grouped statement for each month of the period, however many messages it has.</summary>
internal sealed class ReadConversation(AppDb db, ConversationAccess access, PriceList prices, SmsLimits limits, TimeProvider clock)
{
    public const int MostMonths = 13;

    private sealed record Group(
        MessageKind Kind, string? Unit, int Written, int Sent, int Delivered, int Answered, int Failed, int Uncertain, int Called, int Segments, decimal Price, int Unpriced, int UnpricedSegments);

    /// <param name="from">By default the first day of the month of <paramref name="to"/>.</param>
    /// <param name="to">Included; by default the last day of this month.</param>
    public async Task<ConversationFigures> Run(AssociationId? id, LocalDate? from, LocalDate? to, CancellationToken cancel)
    {
        var association = await access.Of(id, cancel);
        var last = to ?? clock.Now().InZone(association.Zone).Date.With(DateAdjusters.EndOfMonth);
        var first = from ?? last.With(DateAdjusters.StartOfMonth);
        if (last < first) throw new Refusal(ErrorCode.InvalidDate, "to");
        var months = Months(first, last);
        if (months.Count > MostMonths) throw new Refusal(ErrorCode.InvalidDate, "from");
        var price = prices.Current ?? limits.PricePerSegment;
        var lines = new List<ConversationLine>();
        foreach (var (start, end) in months)
            lines.AddRange(Lines(start.Year * 100 + start.Month, await Groups(association.Id, StartOf(association, start), StartOf(association, end.PlusDays(1)), cancel), price));
        var gate = await db.SmsGates.AsNoTracking().SingleAsync(cancel);
        return new(association, first, last, lines, association.SmsStoppedAt, association.SmsStoppedBecause, gate.StoppedAt, price, prices.Unit);
    }

    private static IEnumerable<ConversationLine> Lines(int month, IEnumerable<Group> groups, decimal price) =>
        from g in groups
        group g by g.Kind into kind
        orderby kind.Key
        select new ConversationLine(
            month, kind.Key, kind.Sum(g => g.Written), kind.Sum(g => g.Sent), kind.Sum(g => g.Delivered), kind.Sum(g => g.Answered), kind.Sum(g => g.Failed), kind.Sum(g => g.Uncertain),
            kind.Sum(g => g.Called), kind.Sum(g => g.Segments), [.. kind.Where(g => g.Unit is not null).OrderBy(g => g.Unit, StringComparer.Ordinal).Select(g => new Cost(g.Price, g.Unit!))],
            kind.Sum(g => g.Unpriced), kind.Sum(g => g.UnpricedSegments) * price);

    private Task<List<Group>> Groups(AssociationId association, Instant start, Instant end, CancellationToken cancel) => db.Messages.AsNoTracking()
        .Where(m => m.AssociationId == association && m.CreatedAt >= start && m.CreatedAt < end)
        .GroupBy(m => new { m.Kind, m.PriceUnit })
        .Select(g => new Group(
            g.Key.Kind, g.Key.PriceUnit,
            g.Count(m => m.Follows == null),
            g.Count(m => m.SentAt != null && m.Channel != MessageChannel.Call),
            g.Count(m => m.State == MessageState.Delivered),
            g.Count(m => m.AnsweredAt != null),
            g.Count(m => m.State == MessageState.Rejected || m.State == MessageState.Undelivered || m.State == MessageState.Expired),
            g.Count(m => m.State == MessageState.Uncertain),
            g.Count(m => m.State == MessageState.Called),
            g.Sum(m => m.SentAt != null && m.Channel == MessageChannel.Sms ? m.BilledSegments ?? m.Segments : 0),
            g.Sum(m => m.Price ?? 0m),
            g.Count(m => m.SentAt != null && m.Channel == MessageChannel.Sms && m.Price == null),
            g.Sum(m => m.SentAt != null && m.Channel == MessageChannel.Sms && m.Price == null ? m.BilledSegments ?? m.Segments : 0)))
        .ToListAsync(cancel);

    /// <summary>The period cut at the ends of months; one more than the most is enough to refuse.</summary>
    private static List<(LocalDate Start, LocalDate End)> Months(LocalDate first, LocalDate last)
    {
        var months = new List<(LocalDate, LocalDate)>();
        for (var start = first; start <= last && months.Count <= MostMonths; start = start.With(DateAdjusters.EndOfMonth).PlusDays(1))
            months.Add((start, LocalDate.Min(last, start.With(DateAdjusters.EndOfMonth))));
        return months;
    }

    private static Instant StartOf(Association association, LocalDate day) => association.Zone.AtStartOfDay(day).ToInstant();
}
