using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Links;

/// <summary>Makes the short links of SMS that cannot be answered by SMS, in the unit of work of what causes the SMS.</summary>
internal sealed class AnswerLinks(AppDb db, LinkSeal seal, ReplyWays ways)
{
    public static readonly Duration Longest = Duration.FromDays(30);

    /// <summary>After a visit nobody remembers how it went.</summary>
    private static readonly Duration ToReport = Duration.FromDays(14);

    /// <summary>Null when the service has no public address.</summary>
    public string? ToAnswer(Offer offer, PhoneNumber phone, Instant leaves) => New(LinkPurpose.AnswerOffer, phone, leaves, offer.Start, offer: offer.Id);

    /// <inheritdoc cref="ToAnswer"/>
    public string? ToCancel(Visit visit, PhoneNumber phone, Instant leaves) => New(LinkPurpose.CancelVisit, phone, leaves, visit.Start, visit: visit.Id);

    /// <inheritdoc cref="ToAnswer"/>
    public string? ToReportOn(Visit visit, PhoneNumber phone, Instant leaves) => New(LinkPurpose.ReportVisit, phone, leaves, visit.End + ToReport, visit: visit.Id);

    private string? New(LinkPurpose purpose, PhoneNumber phone, Instant leaves, Instant useful, OfferId? offer = null, VisitId? visit = null)
    {
        if (ways.PublicBaseUrl is not { } address) return null;
        var (token, key) = seal.New();
        db.AnswerLinks.Add(new AnswerLink { Key = key, Purpose = purpose, OfferId = offer, VisitId = visit, Phone = phone, ExpiresAt = Instant.Min(useful, leaves + Longest) });
        return $"{address}/r/{token}";
    }
}

/// <summary>Forgets the links that ended a while ago.</summary>
internal sealed class ForgetLinks(AppDb db, TimeProvider clock)
{
    /// <summary>How long a link that ended still says what became of it.</summary>
    private static readonly Duration Kept = Duration.FromDays(30);

    /// <returns>How many were forgotten.</returns>
    public Task<int> Run(CancellationToken cancel)
    {
        var before = clock.Now() - Kept;
        return db.AnswerLinks.Where(l => l.ExpiresAt <= before).ExecuteDeleteAsync(cancel);
    }
}
