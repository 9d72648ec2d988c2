using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Voice;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// SMS, else a call by the service where that is allowed, else the association's call list: what somebody must know climbs
/// until it is acknowledged, and never climbs twice. This is what puts every intention that is not proven delivered before
/// a person in time.
/// </summary>
internal sealed class Ladder(AppDb db, Transactions transactions, FlightChecks checks, VoiceOptions voice, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>An SMS to a telephone that is on is confirmed in seconds; after this, before its hour comes near, somebody calls.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(30);

    /// <summary>How long before what it speaks of an unproven message wants a person.</summary>
    private static readonly Duration InTime = Duration.FromHours(2);

    /// <summary>The same for what speaks of no hour: that long after it was sent.</summary>
    private static readonly Duration WithoutHour = Duration.FromHours(24);

    /// <summary>What failed longer ago is history, and is not looked through at every round.</summary>
    private static readonly Duration Remembered = Duration.FromDays(30);

    /// <summary>Automatic calls in a row that nobody took: the next begins with a person.</summary>
    private const int HopelessCalls = 2;

    /// <summary>News of one's own request or visit climbs. What asks something does not: the next neighbour is asked instead.</summary>
    public static bool Climbs(MessageKind kind) => kind is MessageKind.RequestReceived or MessageKind.RequestEscalated or MessageKind.RequestCancelled or MessageKind.VisitConfirmed
        or MessageKind.VisitMoved or MessageKind.VisitCancelled or MessageKind.Reminder or MessageKind.ContestAnswered;

    private static readonly MessageKind[] Kinds = [.. Enum.GetValues<MessageKind>().Where(Climbs)];

    /// <returns>How many took the next rung.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        var (patient, old, soon, fresh) = (now - Patience, now - WithoutHour, now + InTime, now - Remembered);
        var stuck = await db.Messages.AsNoTracking()
            .Where(m => Kinds.Contains(m.Kind) && m.AssociationId != null && (m.Channel == MessageChannel.Sms || m.Channel == MessageChannel.Voice)
                && m.AcknowledgedAt == null && m.AnsweredAt == null && m.SeenAt == null && m.SettledAt == null
                && (m.About == null || m.About > now) && m.NotBefore > fresh
                && (m.State == MessageState.Rejected || m.State == MessageState.Undelivered || m.State == MessageState.Expired || m.State == MessageState.OptedOut
                    || (m.State == MessageState.Uncertain && m.Attempts >= UnknownFates.Times)
                    || ((m.State == MessageState.Accepted || m.State == MessageState.Sent || m.State == MessageState.Uncertain) && m.InFlightSince <= patient
                        && ((m.About != null && m.About <= soon) || (m.About == null && m.InFlightSince <= old))))
                && !db.Messages.Any(next => next.Follows == m.Id))
            // The most pressing first; of one visit the latest, which says best what is true now and makes the others needless.
            .OrderBy(m => m.About == null).ThenBy(m => m.About).ThenByDescending(m => m.Id).Select(m => m.Id).Take(Batch).ToListAsync(cancel);
        var climbed = 0;
        foreach (var id in stuck)
            climbed += await transactions.Run(() => Climb(id, cancel), cancel);
        return climbed;
    }

    private async Task<int> Climb(Core.MessageId id, CancellationToken cancel)
    {
        await db.Lock(id, cancel);
        var message = await db.Messages.SingleAsync(m => m.Id == id, cancel);
        var now = clock.Now();
        if (message.AcknowledgedAt is not null || message.AnsweredAt is not null || await db.Messages.AnyAsync(m => m.Follows == id, cancel)) return 0;
        if (message.SeenAt is not null) return 0;
        if (!await checks.IsStillTrue(message, cancel) || await IsToldOtherwise(message, cancel))
        {
            // Written down, or it would be looked at in every round and hide what is pressing.
            message.SettledAt = now;
            return 0;
        }
        var channel = await Next(message, cancel);
        db.Messages.Add(new Message
        {
            Id = clock.NewId<Core.MessageId>(),
            DedupKey = $"{message.DedupKey}>{channel}",
            AssociationId = message.AssociationId, Kind = message.Kind, Channel = channel, To = message.To, Region = message.Region, Body = message.Body, Segments = 0,
            CreatedAt = now, NotBefore = channel == MessageChannel.Voice ? CivilHours.Next(now, message.PurposeAt(now), message.Region, message.About) : now,
            Deadline = channel == MessageChannel.Voice ? Outbox.Latest(message.Kind, message.About, now) : message.About, About = message.About, Follows = message.Id,
            OfferId = message.OfferId, RequestId = message.RequestId, VisitId = message.VisitId, VisitVersion = message.VisitVersion,
            State = channel == MessageChannel.Voice ? MessageState.Queued : MessageState.ToCall,
        });
        return 1;
    }

    /// <summary>Another message about the same version of the same visit reached its reader since, or a person is to call about it.</summary>
    private async Task<bool> IsToldOtherwise(Message message, CancellationToken cancel) =>
        message.VisitId is { } visit
        && await db.Messages.AnyAsync(m => m.VisitId == visit && m.VisitVersion == message.VisitVersion && m.To == message.To && m.Id != message.Id
            && (m.AcknowledgedAt > message.NotBefore || m.AnsweredAt > message.NotBefore || (m.Follows != null && (m.State == MessageState.ToCall || (m.State == MessageState.Called && m.SentAt > message.NotBefore)))), cancel);

    private async Task<MessageChannel> Next(Message message, CancellationToken cancel) =>
        message.Channel == MessageChannel.Sms && voice.Outbound && message.Kind == MessageKind.Reminder && message.State != MessageState.OptedOut
        && !await db.Reachabilities.AnyAsync(r => r.Phone == message.To && r.VoiceFailures >= HopelessCalls, cancel)
            ? MessageChannel.Voice
            : MessageChannel.Call;
}
