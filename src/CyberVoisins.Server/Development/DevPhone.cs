using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Development;

/// <summary>What the development phone shows: every number, and every SMS in both directions.</summary>
internal sealed record PhoneState(Instant Now, string LocalNow, bool ByTwilio, IReadOnlyList<PhoneLine> Lines, IReadOnlyList<WaitingMessage> Waiting);

/// <param name="Who">"Amina (bénévole)".</param>
internal sealed record PhoneLine(string Number, string Who, IReadOnlyList<PhoneMessage> Messages);

/// <param name="FromUs">Sent by the service; false when the person wrote.</param>
internal sealed record PhoneMessage(string Body, bool FromUs, int Segments, string State, Instant At, string LocalAt);

/// <summary>An SMS that will leave later, or a call that the association must make.</summary>
internal sealed record WaitingMessage(string Number, string Who, string Body, string State, Instant At, string LocalAt, int Segments);

/// <summary>
/// The development phone: the outbox as telephones, answered by hand. Mapped in Development only; with Twilio
/// configured the same messages go to Twilio, and are shown here as well.
/// </summary>
internal static class DevPhone
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    public static async Task<PhoneState> Read(AppDb db, TimeProvider clock, ISmsSender sender, CancellationToken cancel)
    {
        var names = await Names(db, cancel);
        var sent = await db.Messages.AsNoTracking().Where(m => m.SentAt != null && m.Channel == MessageChannel.Sms).OrderByDescending(m => m.Id).Take(500).ToListAsync(cancel);
        var received = await db.InboundMessages.AsNoTracking().OrderByDescending(m => m.Id).Take(500).ToListAsync(cancel);
        var waiting = await db.Messages.AsNoTracking()
            .Where(m => m.State == MessageState.Queued || m.State == MessageState.ToCall || m.State == MessageState.Uncertain || m.State == MessageState.Rejected)
            .OrderBy(m => m.NotBefore).Take(200).ToListAsync(cancel);

        var messages = sent.Select(m => (m.To.E164, Message: new PhoneMessage(m.Body, true, m.Segments, m.State.ToString(), m.SentAt!.Value, Local(m.SentAt.Value))))
            .Concat(received.Select(m => (m.From.E164, Message: new PhoneMessage(m.Body, false, 0, m.Understood ?? "…", m.ReceivedAt, Local(m.ReceivedAt)))))
            .ToLookup(m => m.E164, m => m.Message);
        var lines = names.Keys.Union(messages.Select(m => m.Key))
            .Select(number => new PhoneLine(number, names.GetValueOrDefault(number, "?"), [.. messages[number].OrderBy(m => m.At)]))
            .OrderByDescending(l => l.Messages.Count == 0 ? Instant.MinValue : l.Messages[^1].At).ThenBy(l => l.Number, StringComparer.Ordinal);
        var now = clock.Now();
        return new(now, Local(now), sender is not LocalSms, [.. lines],
            [.. waiting.Select(m => new WaitingMessage(m.To.E164, names.GetValueOrDefault(m.To.E164, "?"), m.Body, m.State.ToString(), m.NotBefore, Local(m.NotBefore), m.Segments))]);
    }

    /// <summary>Jeanne, 81, of the 17th arrondissement, cannot get on with her new telephone: the story begins.</summary>
    public static async Task Ask(AppDb db, Transactions transactions, OfferWords words, AskNeighbours ask, TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.Now();
        var association = await db.Associations.AsNoTracking().OrderBy(a => a.Id).FirstAsync(cancel);
        var coordinator = await db.Users.Where(u => u.AssociationId == association.Id).Select(u => u.Id).FirstAsync(cancel);
        var phone = new PhoneNumber("+33639980050");
        var id = await transactions.Run(async () =>
        {
            var jeanne = await db.Residents.FirstOrDefaultAsync(r => r.AssociationId == association.Id && r.Phone == phone, cancel);
            if (jeanne is null)
                db.Residents.Add(jeanne = new Resident
                {
                    Id = clock.NewId<ResidentId>(), AssociationId = association.Id, FirstName = "Jeanne", Phone = phone, CanReceiveSms = true, CreatedAt = now, Language = Languages.French,
                    Place = new Place("12 rue de Saussure, 75017 Paris", "75117", new Coordinates(48.8846, 2.3166), PlacePrecision.Given),
                });
            var request = new HelpRequest
            {
                Id = clock.NewId<RequestId>(), AssociationId = association.Id, ResidentId = jeanne.Id, Author = RequestAuthor.Coordinator, Channel = RequestChannel.Phone, AuthorUserId = coordinator,
                Category = HelpCategory.DeviceBasics, Sentence = "Mon nouveau téléphone ne sonne plus et je ne sais pas lire mes messages.", Minutes = 30,
                Place = jeanne.Place, Modes = [MeetingMode.AtHome, MeetingMode.PublicPlace], Language = Languages.French, Constraints = [], CreatedAt = now, SearchSince = now,
                Windows = [new TimeWindow(now + Duration.FromDays(3), now + Duration.FromDays(8))],
            };
            db.Requests.Add(request);
            words.Received(request, jeanne, association);
            return request.Id;
        }, cancel);
        await ask.Run(id, cancel);
    }

    private static async Task<Dictionary<string, string>> Names(AppDb db, CancellationToken cancel)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var v in await db.Volunteers.AsNoTracking().Select(v => new { v.Phone, v.FirstName }).ToListAsync(cancel)) names[v.Phone.E164] = $"{v.FirstName} (bénévole)";
        foreach (var r in await db.Residents.AsNoTracking().Select(r => new { r.Phone, r.FirstName }).ToListAsync(cancel)) names[r.Phone.E164] = $"{r.FirstName} (habitante ou habitant)";
        foreach (var a in await db.Users.AsNoTracking().Where(u => u.AssociationId != null).Select(u => new { u.PhoneNumber, u.FirstName }).ToListAsync(cancel)) names.TryAdd(a.PhoneNumber!, $"{a.FirstName} (association)");
        return names;
    }

    private static string Local(Instant at) => Words.Phrases.When(at, Zone, Words.Words.French);
}
