using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Drafts;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Conversations;

/// <summary>
/// Texts that are no answer. A resident's own words are a request that the association completes; what a volunteer wrote is
/// read by a person. Of a number that nobody knows, only the postcode is asked, so that the right association calls back:
/// nothing is said of who is registered where. Inside the transaction that holds the SMS.
/// </summary>
internal sealed class PlainTexts(AppDb db, OpenDraft openDraft, CommuneTable communes, OwnVisit ownVisit, Acknowledgements acknowledgements, TimeProvider clock)
{
    /// <summary>A number that is not understood is asked once a day what it means, not at every SMS.</summary>
    private static readonly Duration OneQuestionPer = Duration.FromHours(24);

    /// <summary>What a text of an unknown number was understood as: words whose postcode is asked for; or nothing that anybody asks for.</summary>
    private const string Asked = "Unknown", Greeted = "Stranger";

    /// <summary>How long a text waits for the postcode that says whose it is.</summary>
    private static readonly Duration PostcodeWithin = Duration.FromDays(7);

    /// <summary>A text of somebody whom an association knows; null when it is an answer, or not clear.</summary>
    public async Task<(string Understood, Said? Said)?> Of(InboundMessage inbound, Reply reply, Sender sender, CancellationToken cancel)
    {
        // What waits for an answer comes first: "ok merci" may be one.
        if (await HasOpenOffers(sender, cancel)) return null;
        if (Reply.IsOnlyThanks(inbound.Body))
        {
            await acknowledgements.OfLast(inbound.From, sender.Association?.Id, inbound.ReceivedAt, cancel);
            return ("Thanks", null);
        }
        // "Je ne peux pas vendredi": a person reads it, and its writer learns at once the word that is sure.
        if (reply is Reply.Unclear && Reply.MayCallOff(inbound.Body) && await ownVisit.HowToCallOff(sender, cancel) is { } how) return (UnclearSms.Understood, how);
        if (sender.Residents.Count == 0 || !MayBeOwnWords(reply, inbound.Body, sender.Volunteers.Count == 0)) return null;
        if (!sender.Residents.Any(r => r.AssociationId == sender.Association?.Id)) sender.SpeaksOf(sender.Residents[0].AssociationId);
        await acknowledgements.OfLast(inbound.From, sender.Association?.Id, inbound.ReceivedAt, cancel);
        return ("Draft", await Note(inbound, inbound.Body, sender, cancel));
    }

    /// <summary>A person reads it; its writer is asked once a day what they mean.</summary>
    public async Task<Said?> AskWhatIsMeant(InboundMessage inbound, Sender sender, CancellationToken cancel) =>
        await SaidToday(inbound, cancel, UnclearSms.Understood) ? null
            : await OnlyOpenCode(sender, cancel) is { } code ? Said.Question(sender, "UNCLEAR_OFFER", code)
            : Said.Question(sender, "UNCLEAR");

    /// <summary>Of a number that nobody knows.</summary>
    public async Task<(string Understood, Said? Said)> OfUnknown(InboundMessage inbound, Reply reply, Sender sender, CancellationToken cancel)
    {
        var associations = await db.Associations.AsNoTracking().OrderBy(a => a.Name).ToListAsync(cancel);
        if (reply is Reply.Help or Reply.Contact && associations is [var sole])
        {
            sender.IsGivenTo(sole);
            return (reply.GetType().Name, Said.Question(sender, "CONTACT", oneWay: "CONTACT_ONE_WAY"));
        }
        if (associations.Count > 1 && Reply.Postcode(inbound.Body) is { } postcode && await WaitingWords(inbound, cancel) is { Length: > 0 } waiting)
            return await OfPostcode(inbound, postcode, waiting, associations, sender, cancel);
        if (associations.Count > 0 && !Reply.IsOnlyThanks(inbound.Body) && MayBeOwnWords(reply, inbound.Body, isNoVolunteer: true))
        {
            if (associations is not [var only])
            {
                // An administrator sees it at once; the postcode gives it to whoever is nearest.
                await openDraft.Run(inbound.From, null, RequestChannel.Sms, inbound.Body, null, null, cancel);
                return (Asked, await OnceADay(inbound, reply is Reply.Worry ? "WORRY_WHICH_POSTCODE" : "WHICH_POSTCODE", Asked, cancel));
            }
            sender.IsGivenTo(only);
            return ("Draft", await Note(inbound, inbound.Body, sender, cancel));
        }
        return (Greeted, await OnceADay(inbound, "UNKNOWN_NUMBER", Greeted, cancel));
    }

    private async Task<(string Understood, Said? Said)> OfPostcode(InboundMessage inbound, string postcode, string words, List<Association> associations, Sender sender, CancellationToken cancel)
    {
        var places = communes.ByPostcode(postcode).Select(c => c.At(postcode)).ToList();
        var there = associations.Where(a => places.Any(a.Territory.Contains))
            .OrderBy(a => places.Min(p => a.Territory.Center?.MetresTo(p.Coordinates) ?? 0)).FirstOrDefault();
        if (there is null)
        {
            // An administrator sees it, and knows whom to ask.
            await openDraft.Run(inbound.From, null, RequestChannel.Sms, postcode, null, null, cancel);
            return ("Postcode", new("", Sms.Say(French, "NO_ASSOCIATION_THERE")));
        }
        sender.IsGivenTo(there);
        if (await openDraft.Give(inbound.From, there.Id, cancel)) return ("Postcode", await Noted(inbound, sender, cancel));
        return ("Postcode", await Note(inbound, words, sender, cancel));
    }

    /// <summary>What this number wrote before it was asked for its postcode; empty when nothing waits.</summary>
    private async Task<string> WaitingWords(InboundMessage inbound, CancellationToken cancel)
    {
        var since = clock.Now() - PostcodeWithin;
        var before = await db.InboundMessages.AsNoTracking().Where(m => m.From == inbound.From && m.Id != inbound.Id && m.ReceivedAt >= since && m.HandledAt != null)
            .OrderByDescending(m => m.ReceivedAt).Take(5).ToListAsync(cancel);
        return string.Join('\n', before.TakeWhile(m => m.Understood is Asked or Greeted).Where(m => Reply.IsOwnWords(m.Body) || Reply.Parse(m.Body) is Reply.Worry).Reverse().Select(m => m.Body));
    }

    private async Task<Said?> Note(InboundMessage inbound, string words, Sender sender, CancellationToken cancel)
    {
        await openDraft.Run(inbound.From, sender.Association!.Id, RequestChannel.Sms, words, null, null, cancel);
        return await Noted(inbound, sender, cancel);
    }

    private async Task<Said?> Noted(InboundMessage inbound, Sender sender, CancellationToken cancel) =>
        await SaidToday(inbound, cancel, "Draft", "Postcode") ? null : Said.Plain(sender, "DRAFT_NOTED");

    private static bool MayBeOwnWords(Reply reply, string text, bool isNoVolunteer) => reply switch
    {
        // Whoever is worried is heard, whatever figures stand beside it.
        Reply.Worry => true,
        Reply.Unclear => Reply.IsOwnWords(text),
        // "impossible d'aller sur Internet": who offers no hour has nothing to refuse and nothing to report.
        Reply.No { Code: null } or Reply.Done { Code: null } or Reply.Absent { Code: null } => isNoVolunteer && Reply.IsSentence(text),
        _ => false,
    };

    private async Task<string?> OnlyOpenCode(Sender sender, CancellationToken cancel)
    {
        var ids = sender.Volunteers.Select(v => v.Id).ToList();
        return await db.Offers.Where(o => ids.Contains(o.VolunteerId) && o.State == OfferState.Pending).Select(o => o.Code).Take(2).ToListAsync(cancel) is [var only] ? only : null;
    }

    private async Task<bool> HasOpenOffers(Sender sender, CancellationToken cancel)
    {
        var ids = sender.Volunteers.Select(v => v.Id).ToList();
        return ids.Count > 0 && await db.Offers.AnyAsync(o => ids.Contains(o.VolunteerId) && o.State == OfferState.Pending, cancel);
    }

    private async Task<Said?> OnceADay(InboundMessage inbound, string key, string understood, CancellationToken cancel) =>
        await SaidToday(inbound, cancel, understood) ? null : new Said("", Sms.Say(French, key));

    private Task<bool> SaidToday(InboundMessage inbound, CancellationToken cancel, params string[] understood)
    {
        var since = clock.Now() - OneQuestionPer;
        return db.InboundMessages.AnyAsync(m => m.From == inbound.From && m.Id != inbound.Id && m.HandledAt != null && m.ReceivedAt >= since && understood.Contains(m.Understood), cancel);
    }
}
