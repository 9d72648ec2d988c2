using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>What the last check decided: in flight; or another state, and why; or queued until later.</summary>
internal sealed record FlightVerdict(MessageState State, Instant? NotBefore = null, string? Error = null)
{
    public static readonly FlightVerdict Go = new(MessageState.InFlight);
}

/// <summary>The last check before the flight, inside the transaction that holds the gate: is it still true, wanted, civil and within the limits?</summary>
internal sealed class FlightChecks(AppDb db, SmsLimits limits, PriceList prices)
{
    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>What was stopped by a person is looked at again after this.</summary>
    private static readonly Duration Pause = Duration.FromMinutes(1);

    private static readonly Duration Moment = Duration.FromSeconds(5);

    /// <summary>So many SMS in a row that did not arrive: the next message begins on another channel.</summary>
    public const int HopelessFailures = 3;

    /// <param name="segments">Of the text that will be sent; 0 for a call.</param>
    public async Task<FlightVerdict> Of(Message message, SmsGate gate, int segments, Instant now, CancellationToken cancel)
    {
        if (message.Deadline is { } deadline && now >= deadline) return new(MessageState.Expired);
        if (!FrenchNumbers.MayBeWrittenTo(message.To)) return new(MessageState.Rejected, Error: "country");
        var purpose = message.PurposeAt(now);
        // A code that its owner just asked for, and the answer to what somebody just wrote, are not solicitations.
        if (MessagePurposes.Of(message.Kind) != MessagePurpose.Answer && await db.HasSaidStop(message.To, cancel)) return new(MessageState.OptedOut);
        // What they wrote may be a STOP or a no: it is read first. What could not be read at once holds nothing up.
        if (await db.InboundMessages.AnyAsync(i => i.From == message.To && i.HandledAt == null && i.Attempts == 0, cancel)) return Later(message, now + Moment, null);
        // Told otherwise, or to another number: a try that failed is not made again.
        if (message.SettledAt is not null || !await IsStillTrue(message, cancel)) return new(MessageState.Cancelled);
        if (message.AssociationId is { } association && await db.Associations.AnyAsync(a => a.Id == association && a.SmsStoppedAt != null, cancel))
            return Later(message, now + Pause, "stopped");
        var civil = CivilHours.Next(now, purpose, message.Region, message.About);
        if (civil > now) return Later(message, civil, null);
        if (await IsHopeless(message, cancel)) return new(MessageState.Rejected, Error: "unreachable-by-sms");
        return await Capped(message, purpose, gate, segments, now, cancel) ?? FlightVerdict.Go;
    }

    private static FlightVerdict Later(Message message, Instant at, string? error) =>
        message.Deadline is { } end && at >= end ? new(MessageState.Expired, Error: error) : new(MessageState.Queued, at, error);

    private async Task<FlightVerdict?> Capped(Message message, MessagePurpose purpose, SmsGate gate, int segments, Instant now, CancellationToken cancel)
    {
        var (since, mark) = (now - Day, db.MarkOf(message.To));
        var lately = await db.Messages.AsNoTracking().Where(m => (m.To == message.To || m.To == mark) && m.InFlightSince > since && m.Id != message.Id)
            .OrderBy(m => m.InFlightSince).Select(m => new { m.Kind, At = m.InFlightSince!.Value }).ToListAsync(cancel);
        var same = lately.Where(m => (MessagePurposes.Of(m.Kind) == MessagePurpose.Answer) == (purpose == MessagePurpose.Answer)).ToList();
        var most = purpose == MessagePurpose.Answer ? limits.AnswersPerRecipientADay : limits.PerRecipientADay;
        // What keeps somebody from waiting at a door in vain is not counted out.
        if (same.Count >= most && purpose != MessagePurpose.Safety) return Later(message, same[^most].At + Day, "cap-recipient");
        if (purpose == MessagePurpose.Solicitation && lately.LastOrDefault(m => MessagePurposes.Of(m.Kind) == MessagePurpose.Solicitation) is { } last
            && last.At + Duration.FromMinutes(limits.MinutesBetweenSolicitations) is var next && next > now)
            return Later(message, next, "cap-interval");
        // What anybody can make us send leaves half for what people wait for.
        var share = purpose switch { MessagePurpose.Answer => 0.5, MessagePurpose.Solicitation => 0.8, MessagePurpose.Transactional or MessagePurpose.Safety => 1.0 };
        return gate.Full(now, segments, (int)Math.Ceiling(limits.PerHour * share), (int)Math.Ceiling(limits.SegmentsADay(prices.Current) * share)) is { } free ? Later(message, free, "cap-all") : null;
    }

    /// <summary>Three SMS in a row did not arrive there: news that somebody waits for is told in another way.</summary>
    private async Task<bool> IsHopeless(Message message, CancellationToken cancel) =>
        message.Channel == MessageChannel.Sms && Ladder.Climbs(message.Kind)
        && await db.Reachabilities.AnyAsync(r => r.Phone == message.To && r.SmsFailures >= HopelessFailures, cancel);

    /// <summary>What it speaks of may have changed since it was written.</summary>
    public async Task<bool> IsStillTrue(Message message, CancellationToken cancel)
    {
        if (message.VisitId is { } visitId)
            return await db.Visits.AnyAsync(v => v.Id == visitId && v.State == VisitState.Planned && v.Version == message.VisitVersion, cancel);
        if (message.Kind is MessageKind.RequestReceived or MessageKind.RequestEscalated or MessageKind.RequestCancelled)
            return Says(message.Kind, await db.Requests.Where(r => r.Id == message.RequestId).Select(r => r.State).SingleAsync(cancel));
        if (message.Kind != MessageKind.Offer) return true;
        var offer = await db.Offers.AsNoTracking().SingleAsync(o => o.Id == message.OfferId, cancel);
        return offer.IsOpen
            && await db.Requests.AnyAsync(r => r.Id == offer.RequestId && (r.State == RequestState.Searching || r.State == RequestState.Escalated), cancel)
            && await db.Volunteers.AnyAsync(v => v.Id == offer.VolunteerId && v.State == VolunteerState.Vouched, cancel);
    }

    /// <summary>A neighbour who said yes at night makes "nobody yet" untrue in the morning.</summary>
    private static bool Says(MessageKind kind, RequestState state) => kind switch
    {
        MessageKind.RequestReceived => state is RequestState.Searching or RequestState.Escalated,
        MessageKind.RequestEscalated => state == RequestState.Escalated,
        _ => state == RequestState.Cancelled,
    };
}
