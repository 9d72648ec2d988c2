namespace CyberVoisins.Server.Messages;

/// <summary>
/// The section Sms of the configuration: how much may leave, whatever asks for it. A limit that is reached holds messages
/// back and says so (/health/ready, the association's page); it is counted in the transaction of each flight, so a counter
/// that cannot be read holds back as well.
/// </summary>
/// <param name="PerRecipientADay">SMS that we begin, to one telephone in 24 hours; answers to what somebody wrote do not count.</param>
/// <param name="AnswersPerRecipientADay">Answers to one telephone in 24 hours: two machines that answer each other end here.</param>
/// <param name="MinutesBetweenSolicitations">Between two SMS that ask something of the same telephone.</param>
/// <param name="PerHour">SMS in an hour, to everybody.</param>
/// <param name="BudgetADay">In the currency of the price, each UTC day.</param>
/// <param name="PricePerSegment">What a segment is taken to cost before the provider's own price list was read; an assumption, to be set by the operator.</param>
/// <param name="Parallel">How many recipients are written to at the same time; halved when the provider says "too many".</param>
internal sealed record SmsLimits(
    int PerRecipientADay, int AnswersPerRecipientADay, int MinutesBetweenSolicitations, int PerHour, decimal BudgetADay, decimal PricePerSegment, int Parallel)
{
    public int SegmentsADay(decimal? currentPrice) => (int)Math.Min(int.MaxValue / 2, Math.Floor(BudgetADay / (currentPrice ?? PricePerSegment)));

    /// <exception cref="StartupException">A limit that is no limit.</exception>
    public static SmsLimits Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Sms");
        var limits = new SmsLimits(
            section.GetValue("PerRecipientADay", 8),
            section.GetValue("AnswersPerRecipientADay", 40),
            section.GetValue("MinutesBetweenSolicitations", 10),
            section.GetValue("PerHour", 3_000),
            section.GetValue("BudgetADay", 100m),
            section.GetValue("PricePerSegment", 0.08m),
            section.GetValue("Parallel", 4));
        return limits is { PerRecipientADay: > 0, AnswersPerRecipientADay: > 0, MinutesBetweenSolicitations: >= 0, PerHour: > 0, BudgetADay: > 0, PricePerSegment: > 0, Parallel: >= 1 and <= 64 }
            ? limits
            : throw new StartupException("A limit of the section Sms is not above zero: without limits a mistake could write to everybody all day.");
    }
}
