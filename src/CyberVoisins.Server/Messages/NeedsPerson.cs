using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Scams;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Messages;

/// <summary>What sort of thing waits for a person.</summary>
public enum Need
{
    /// <summary>Somebody is worried, and nobody has looked at it yet: worryCase; comes before everything else.</summary>
    Worry,
    /// <summary>A call of the call list: markCalled ends it.</summary>
    Call,
    /// <summary>A message that reached nobody, or nobody knows: markMessageSeen ends it.</summary>
    FailedMessage,
    /// <summary>An SMS that was not understood: markInboundHandled ends it.</summary>
    UnclearSms,
    /// <summary>A text that sounds like a swindle: markScamSeen ends it. Nobody else was told, and nothing was stopped.</summary>
    ScamWords,
    /// <summary>A request in somebody's own words, to be completed.</summary>
    Draft,
    /// <summary>The association's word for a volunteer ends within 30 days, or has ended: renewVouching or suspendVolunteer ends it.</summary>
    VouchingEnds,
    /// <summary>Somebody may no longer need help of one kind: answerEnding ends it, after a person spoke with them.</summary>
    Ending,
    /// <summary>The resident says that a visit did not take place, or says otherwise than the volunteer: settleVisitWord ends it, after a person spoke with both.</summary>
    VisitWord,
    /// <summary>A volunteer who signed up and has not been met: vouchForVolunteer or suspendVolunteer ends it.</summary>
    ToMeet,
    /// <summary>News of the provider that fit no message of ours, or contradict each other; for administrators.</summary>
    DeliveryNews,
}

/// <summary>One thing that waits for a person.</summary>
/// <param name="Id">Of the case, the message, the received SMS, the draft, the volunteer or the visit; of news, the provider's id.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Reason">Why, in the reader's language.</param>
/// <param name="Who">First name and part ("Jeanne, demande de l'aide"); null when the association knows nobody by that number, and for a reader who may not know it.</param>
/// <param name="Phone">In E.164; null for a reader who may not know it.</param>
/// <param name="Text">What was, or should have been, said; null for a reader who may not know it.</param>
internal sealed record PersonTask(Need What, string Id, Instant Since, string Reason, string? Who, string? Phone, string? Text)
{
    /// <summary>The words that sound like a swindle, small and without accents; empty for anything else, and for a reader who may not know them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>What waits for a person of one association, or (null) for an administrator: every intention that is not proven delivered ends here, or is told.</summary>
internal sealed class NeedsPerson(AppDb db, FlaggedTexts flagged, ConversationAccess access, CurrentUser user, Reader reader, Vouchings.EndingVouchings vouchings, TimeProvider clock)
{
    /// <summary>How long strange news of the provider are shown: nothing is to be done about them but to look.</summary>
    private static readonly Duration NewsShown = Duration.FromDays(7);

    private static readonly MessageKind[] News = [.. Enum.GetValues<MessageKind>().Where(Ladder.Climbs)];

    /// <summary>Null for an administrator who named none: then what belongs to no association.</summary>
    public async Task<AssociationId?> Of(AssociationId? id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return id is null && user.IsAdministrator && user.CoordinatorOf is null ? null : (await access.Of(id, cancel)).Id;
    }

    public async Task<int> Count(AssociationId? of, CancellationToken cancel) =>
        await Worries(of).CountAsync(cancel) + await Calls(of).CountAsync(cancel) + await Failed(of).CountAsync(cancel) + await Unclear(of).CountAsync(cancel) + await Drafts(of).CountAsync(cancel) + await vouchings.Of(of).CountAsync(cancel) + await ToMeet(of).CountAsync(cancel) + await Flags(of).CountAsync(cancel) + await Endings(of).CountAsync(cancel) + await Words(of).CountAsync(cancel)
        + (user.IsAdministrator ? await StrangeNews().CountAsync(cancel) : 0);

    /// <summary>How many cases nobody has looked at: for a sign that a page shows on every screen.</summary>
    public Task<int> CountWorries(AssociationId? of, CancellationToken cancel) => Worries(of).CountAsync(cancel);

    /// <summary>Worries first; then the oldest first, of all sorts.</summary>
    public async Task<IReadOnlyList<PersonTask>> Items(AssociationId? of, int? first, CancellationToken cancel)
    {
        var most = PageArguments.Of(first, null).First;
        var worries = await Worries(of).OrderBy(c => c.OpenedAt).ThenBy(c => c.Id).Take(most).ToListAsync(cancel);
        var calls = await Calls(of).OrderBy(m => m.NotBefore).ThenBy(m => m.Id).Take(most).ToListAsync(cancel);
        var failed = await Failed(of).OrderBy(m => m.NotBefore).ThenBy(m => m.Id).Take(most).ToListAsync(cancel);
        var unclear = await Unclear(of).OrderBy(m => m.ReceivedAt).ThenBy(m => m.Id).Take(most).ToListAsync(cancel);
        var drafts = await Drafts(of).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).Take(most).ToListAsync(cancel);
        var ending = await vouchings.Items(of, most, cancel);
        var toMeet = await ToMeet(of).OrderBy(v => v.CreatedAt).ThenBy(v => v.Id).Take(most).Select(v => new { v.Id, v.Phone, v.CreatedAt }).ToListAsync(cancel);
        var endings = await Endings(of).OrderBy(e => e.ProposedAt).ThenBy(e => e.Id).Take(most)
            .Join(db.Residents, e => e.ResidentId, r => r.Id, (e, r) => new { Ending = e, r.Phone, r.FirstName }).ToListAsync(cancel);
        var words = await Words(of).OrderBy(v => v.TookPlaceSaidAt).ThenBy(v => v.Id).Take(most)
            .Join(db.Residents, v => v.ResidentId, r => r.Id, (v, r) => new { Visit = v, r.Phone, r.FirstName }).ToListAsync(cancel);
        var flags = await flagged.Of(await Flags(of).OrderBy(f => f.RaisedAt).ThenBy(f => f.Id).Take(most).ToListAsync(cancel), cancel);
        var news = user.IsAdministrator ? await StrangeNews().OrderBy(e => e.ReceivedAt).ThenBy(e => e.ProviderSid).Take(most).ToListAsync(cancel) : [];
        // What belongs to no association is for an administrator to read, and to pass on.
        var mayRead = of is { } association ? access.MayRead(association) : user.IsAdministrator;
        var names = mayRead && of is { } own ? await Names(own, [.. worries.Select(c => c.Phone).OfType<PhoneNumber>(), .. calls.Select(m => m.To), .. failed.Select(m => m.To), .. unclear.Select(m => m.From), .. drafts.Select(d => d.Phone), .. ending.Select(e => e.Phone), .. toMeet.Select(v => v.Phone), .. flags.Select(f => f.Phone), .. endings.Select(e => e.Phone), .. words.Select(w => w.Phone)], cancel) : [];
        return
        [
            .. worries.Select(c => Task(Need.Worry, c.Id, c.OpenedAt, Say("NEEDS_WORRY"), c.Phone, c.Words))
                .Concat(calls.Select(m => Task(Need.Call, m.Id, m.NotBefore, Say("NEEDS_CALL", Kind(m.Kind)), m.To, m.Body)))
                .Concat(failed.Select(m => Task(Need.FailedMessage, m.Id, m.NotBefore, Say($"NEEDS_{m.State.UpperSnake()}", Kind(m.Kind)), m.To, m.Body)))
                .Concat(unclear.Select(m => Task(Need.UnclearSms, m.Id, m.ReceivedAt, Say("NEEDS_UNCLEAR_SMS"), m.From, m.Body)))
                .Concat(drafts.Select(d => Task(Need.Draft, d.Id, d.CreatedAt, Say(of is null ? "NEEDS_DRAFT_PASSED" : "NEEDS_DRAFT"), d.Phone, d.Text)))
                .Concat(ending.Select(e => Task(Need.VouchingEnds, e.Id, e.Since, e.Ended ? Say("NEEDS_VOUCHING_ENDED", e.Day, e.Visits) : Say("NEEDS_VOUCHING_ENDS", e.Day), e.Phone, "")))
                .Concat(toMeet.Select(v => Task(Need.ToMeet, v.Id, v.CreatedAt, Say("NEEDS_TO_MEET"), v.Phone, "")))
                .Concat(flags.Select(f => Task(Need.ScamWords, f.Flag.Id, f.Flag.RaisedAt, Say("NEEDS_SCAM_WORDS", string.Join(", ", f.Flag.Signs.Select(s => Say($"SCAM_{s.UpperSnake()}")))), f.Phone, f.Text) with
                    { Words = mayRead ? f.Flag.Words.Split('|') : [] }))
                .Concat(endings.Select(e => Task(Need.Ending, e.Ending.Id, e.Ending.ProposedAt, Say("NEEDS_ENDING", Phrases.Category(e.Ending.Category, reader.Culture)), e.Phone, "")))
                .Concat(words.Select(w => Task(Need.VisitWord, w.Visit.Id, w.Visit.TookPlaceSaidAt!.Value, Say(w.Visit.TookPlace == true ? "NEEDS_VISIT_WORD_YES" : w.Visit.State == VisitState.Planned ? "NEEDS_VISIT_WORD_NOBODY" : "NEEDS_VISIT_WORD_NO"), w.Phone, "")))
                .Concat(news.Select(e => new PersonTask(Need.DeliveryNews, e.ProviderSid, e.ReceivedAt, Say($"NEEDS_{e.Effect.UpperSnake()}", e.Status), null, null, null)))
                .OrderBy(t => t.What == Need.Worry ? 0 : 1).ThenBy(t => t.Since).ThenBy(t => t.Id, StringComparer.Ordinal).Take(most),
        ];

        PersonTask Task(Need what, object id, Instant since, string reason, PhoneNumber? phone, string text) =>
            new(what, $"{id}", since, reason, phone is null ? null : names.GetValueOrDefault(phone), mayRead ? phone?.E164 : null, mayRead && text.Length > 0 ? text : null);
    }

    /// <summary>Everybody whom the association knows by one of these numbers; a household that shares one is named together.</summary>
    private async Task<Dictionary<PhoneNumber, string>> Names(AssociationId of, IReadOnlyCollection<PhoneNumber> phones, CancellationToken cancel)
    {
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == of && phones.Contains(v.Phone)).Select(v => new { v.Phone, v.FirstName }).ToListAsync(cancel);
        var residents = await db.Residents.AsNoTracking().Where(r => r.AssociationId == of && (phones.Contains(r.Phone) || (r.OtherPhone != null && phones.Contains(r.OtherPhone)) || (r.RelativePhone != null && phones.Contains(r.RelativePhone))))
            .Select(r => new { r.Phone, r.OtherPhone, r.FirstName, r.RelativePhone, r.RelativeFirstName }).ToListAsync(cancel);
        return volunteers.Select(v => (v.Phone, Who: Say("WHO_VOLUNTEER", v.FirstName)))
            .Concat(residents.Select(r => (r.Phone, Who: Say("WHO_RESIDENT", r.FirstName))))
            .Concat(residents.Where(r => r.OtherPhone is not null).Select(r => (Phone: r.OtherPhone!, Who: Say("WHO_RESIDENT", r.FirstName))))
            .Concat(residents.Where(r => r.RelativePhone is not null).Select(r => (Phone: r.RelativePhone!, Who: Say("WHO_RELATIVE", r.RelativeFirstName, r.FirstName))))
            .GroupBy(x => x.Phone, x => x.Who).ToDictionary(g => g.Key, g => string.Join(" ; ", g.Distinct()));
    }

    private IQueryable<WorryCase> Worries(AssociationId? of) => db.WorryCases.AsNoTracking().Where(c => c.AssociationId == of && of != null && c.State == WorryState.Open);

    /// <summary>A call list may hold what is to be called later: a visit by telephone, ten minutes before.</summary>
    private IQueryable<Message> Calls(AssociationId? of)
    {
        var now = clock.Now();
        return db.Messages.AsNoTracking().Where(m => m.AssociationId == of && of != null && m.State == MessageState.ToCall && m.NotBefore <= now);
    }

    /// <summary>
    /// Not taken on, not told in another way, and still true. What asks something of a neighbour and came too late is not among
    /// them: the next one is asked; nor is an SMS after a STOP, which has its own call.
    /// </summary>
    private IQueryable<Message> Failed(AssociationId? of)
    {
        var nobody = PhoneNumber.Forgotten;
        return db.Messages.AsNoTracking().Where(m => m.AssociationId == of && of != null && m.To != nobody
            && (m.State == MessageState.Rejected || m.State == MessageState.Undelivered || (m.State == MessageState.Expired && (News.Contains(m.Kind) || m.Kind == MessageKind.Reply))
                || (m.State == MessageState.Uncertain && m.Attempts >= UnknownFates.Times))
            && m.SeenAt == null && m.SettledAt == null && m.AcknowledgedAt == null && m.AnsweredAt == null
            && !db.Messages.Any(next => next.Follows == m.Id)
            && (m.VisitId == null || db.Visits.Any(v => v.Id == m.VisitId && v.State == VisitState.Planned && v.Version == m.VisitVersion)));
    }

    private IQueryable<InboundMessage> Unclear(AssociationId? of) =>
        db.InboundMessages.AsNoTracking().Where(m => m.AssociationId == of && m.Understood == UnclearSms.Understood);

    private IQueryable<AutonomyEnding> Endings(AssociationId? of) => db.Endings.AsNoTracking().Where(e => e.AssociationId == of && of != null && e.State == EndingState.Proposed
        && !db.Residents.Any(r => r.Id == e.ResidentId && r.RestrictedAt != null));

    /// <summary>The resident's word against the volunteer's, or against nobody's, until a person spoke with both or the two agree.</summary>
    private IQueryable<Visit> Words(AssociationId? of) => db.Visits.AsNoTracking().Where(v => v.AssociationId == of && of != null && v.WordSettledAt == null
        && ((v.TookPlace == false && (v.State == VisitState.Planned || v.State == VisitState.Completed)) || (v.TookPlace == true && v.State == VisitState.NoShow)));

    /// <summary>Their page says that the association calls. Of a file, only who has read and accepted the charter since: the association brings the others when it wishes.</summary>
    private IQueryable<Volunteer> ToMeet(AssociationId? of) => db.Volunteers.AsNoTracking().Where(v => v.AssociationId == of && of != null && v.State == VolunteerState.Registered && v.RestrictedAt == null
        && (v.ImportId == null || v.CharterVersion != null));

    private IQueryable<ScamFlag> Flags(AssociationId? of) => db.ScamFlags.AsNoTracking().Where(f => f.AssociationId == of && f.SeenAt == null);

    /// <summary>What is nearest to no association yet waits for an administrator.</summary>
    private IQueryable<DraftRequest> Drafts(AssociationId? of) => db.Drafts.AsNoTracking().Where(d => d.AssociationId == of && d.State == DraftState.Open);

    private IQueryable<DeliveryEvent> StrangeNews()
    {
        var since = clock.Now() - NewsShown;
        return db.DeliveryEvents.AsNoTracking().Where(e => (e.Effect == DeliveryEffect.Quarantined || e.Effect == DeliveryEffect.Conflict) && e.ReceivedAt > since);
    }

    private string Kind(MessageKind kind) => Say($"MESSAGE_{kind.UpperSnake()}");
    private string Say(string key, params object?[] arguments) => Labels.Say(reader.Culture, key, arguments);
}
