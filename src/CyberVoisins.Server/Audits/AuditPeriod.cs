using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.People;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>Requests asked from one day to another, both included, in the association's time zone; each is observed for its 21 days.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive: when the day after the last begins.</param>
/// <param name="ObservedUntil">21 days after the end, so that the last request has had its time; now, when that is earlier.</param>
internal sealed record AuditPeriod(Instant Start, Instant End, Instant ObservedUntil)
{
    public const int MostDays = 366;

    /// <exception cref="Refusal">Backwards, too long, or wholly in the future.</exception>
    public static AuditPeriod Of(Association association, LocalDate from, LocalDate to, Instant now)
    {
        if (to < from || Period.DaysBetween(from, to) >= MostDays) throw new Refusal(ErrorCode.InvalidDate, "to");
        var (start, end) = (StartOf(association, from), StartOf(association, to.PlusDays(1)));
        if (start > now) throw new Refusal(ErrorCode.InvalidDate, "from");
        return new(start, end, Instant.Min(now, end + Duration.FromDays(PeriodAudit.GoalDays)));
    }

    private static Instant StartOf(Association association, LocalDate day) => association.Zone.AtStartOfDay(day).ToInstant();
}
