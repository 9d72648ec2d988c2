using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>Writes messages beside what caused them; they leave only if the transaction commits.</summary>
internal sealed class Outbox(AppDb db, TimeProvider clock)
{
    /// <summary>A text that needs more is a mistake of ours, found by the tests before anybody pays for it.</summary>
    private const int MostSegments = 3;

    /// <summary>Adds a message to the current unit of work.</summary>
    /// <param name="dedupKey">The intention; the same one twice is refused by the database.</param>
    /// <param name="region">Where its reader lives.</param>
    /// <param name="oneWay">The text for a sender that cannot receive an answer, when it is another.</param>
    /// <param name="about">When what it speaks of happens.</param>
    public Message Add(
        string dedupKey,
        MessageKind kind,
        PhoneNumber to,
        Region region,
        string text,
        AssociationId? association = null,
        MessageChannel channel = MessageChannel.Sms,
        Instant? notBefore = null,
        Instant? deadline = null,
        OfferId? offer = null,
        RequestId? request = null,
        VisitId? visit = null,
        int? visitVersion = null,
        string? oneWay = null,
        Instant? about = null,
        MessageId? follows = null)
    {
        var now = clock.Now();
        var body = Gsm7.Normalize(text);
        var segments = channel == MessageChannel.Sms ? Gsm7.Segments(body) : 0;
        if (segments > MostSegments) throw new InvalidOperationException($"The text {kind} takes {segments} SMS; {MostSegments} is the most.");
        var message = new Message
        {
            Id = clock.NewId<MessageId>(),
            DedupKey = dedupKey,
            AssociationId = association,
            Kind = kind,
            Channel = channel,
            To = to,
            Region = region,
            Body = body,
            OneWayBody = oneWay is null ? null : Gsm7.Normalize(oneWay),
            About = about,
            Follows = follows,
            Segments = segments,
            CreatedAt = now,
            NotBefore = notBefore ?? now,
            Deadline = channel == MessageChannel.Call || !Ladder.Climbs(kind) ? deadline : Earlier(deadline, Latest(kind, about, now)),
            OfferId = offer,
            RequestId = request,
            VisitId = visit,
            VisitVersion = visitVersion,
            State = channel == MessageChannel.Call ? MessageState.ToCall : MessageState.Queued,
        };
        db.Messages.Add(message);
        return message;
    }

    /// <summary>
    /// When news that somebody must hear has waited long enough and is told in another way: twenty minutes before what it speaks of,
    /// so that a person can still call; three days for what speaks of no hour to come.
    /// </summary>
    public static Instant? Latest(MessageKind kind, Instant? about, Instant now) =>
        !Ladder.Climbs(kind) ? null
        : about is not { } hour || hour <= now ? now + Duration.FromDays(3)
        : hour - ReminderPlan.LastUseful > now ? hour - ReminderPlan.LastUseful : hour;


    private static Instant? Earlier(Instant? one, Instant? other) => one is null || other is null ? one ?? other : Instant.Min(one.Value, other.Value);
}
