using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Scams;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Conversations;

/// <summary>
/// Answers an SMS: what it says decides which use case runs, its sender decides for whom. The deed and its answer are
/// one transaction that holds the SMS, so that a crash, or another process, can neither part nor repeat them.
/// </summary>
internal sealed class Conversation(
    AppDb db, Transactions transactions, Outbox outbox, Senders senders, OfferAnswers offers, VisitAnswers visits, NumberAnswers numbers, WorryAnswers worries, PlainTexts plainTexts,
    CharterAnswers charters, Acknowledgements acknowledgements, ScamFlags flags, ReplyWays ways, Journal journal, TimeProvider clock) : IInboundConversation
{
    /// <summary>An answer that comes later is of no use to whoever wrote.</summary>
    private static readonly Duration AnswerWithin = Duration.FromHours(12);

    public Task Answer(MessageId id, CancellationToken cancel) => transactions.Run(async () =>
    {
        // Conditional: of two processes one finds it unanswered.
        var now = clock.Now();
        if (await db.InboundMessages.Where(m => m.Id == id && m.HandledAt == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.HandledAt, now), cancel) == 0) return;
        var inbound = await db.InboundMessages.SingleAsync(m => m.Id == id, cancel);
        var sender = await senders.Of(inbound.From, cancel);
        var (understood, said) = await Understand(inbound, sender, cancel);
        inbound.Understood = understood;
        journal.Doing($"sms {understood}", JournalActor.Telephone);
        inbound.AssociationId = sender.Association?.Id;
        // Of a number that none knows, the draft carries it.
        if (inbound.AssociationId is not null) await flags.Look(inbound.AssociationId, ScamSource.Sms, inbound.Id.Value, inbound.Body, cancel);
        if (said?.Text is not { } text || await IsSilenced(inbound.From, cancel)) return;
        outbox.Add($"reply:{inbound.Id}", MessageKind.Reply, inbound.From, sender.Region, text, sender.Association?.Id, deadline: now + AnswerWithin,
            oneWay: said.OneWay is { } oneWay && ways.MayBeOneWay(inbound.From) ? oneWay : null);
    }, cancel);

    private async Task<(string Understood, Said? Said)> Understand(InboundMessage inbound, Sender sender, CancellationToken cancel)
    {
        var reply = Reply.Parse(inbound.Body, inbound.OptOutType);
        if (reply is Reply.Stop)
        {
            await numbers.Stop(inbound, sender, cancel);
            await acknowledgements.OfLast(inbound.From, sender.Association?.Id, inbound.ReceivedAt, cancel);
            if (Reply.IsWorried(inbound.Body)) await worries.Of(inbound, new(null, OfAThing: false), sender, cancel);
            return ("Stop", null);
        }
        if (reply is Reply.Worry worry && await worries.Of(inbound, worry, sender, cancel) is { } worried) return ("Worry", worried);
        if (reply is Reply.Start) await numbers.Start(sender, cancel);
        if (sender.IsUnknown) return await plainTexts.OfUnknown(inbound, reply, sender, cancel);
        if (reply is not Reply.Start && await plainTexts.Of(inbound, reply, sender, cancel) is { } plain) return plain;
        return await Do(inbound, reply, sender, cancel) is { } done ? (Name(reply), done) : ("Unclear", await plainTexts.AskWhatIsMeant(inbound, sender, cancel));
    }

    /// <summary>Null when it is unclear after all.</summary>
    private async Task<Said?> Do(InboundMessage inbound, Reply reply, Sender sender, CancellationToken cancel)
    {
        if (reply is Reply.Several several) return await Several(inbound, several.Answers, sender, cancel);
        var said = await One(inbound, reply, sender, cancel);
        if (said is not null && !await acknowledgements.Of(inbound.From, said.Offer, said.Visit, inbound.ReceivedAt, cancel))
            await acknowledgements.OfLast(inbound.From, sender.Association?.Id, inbound.ReceivedAt, cancel);
        return said;
    }

    private async Task<Said?> One(InboundMessage inbound, Reply reply, Sender sender, CancellationToken cancel) => reply switch
    {
        Reply.Start => Said.Plain(sender, "START_DONE"),
        Reply.Help => Said.Question(sender, sender.Volunteers.Count > 0 ? "HELP" : "HELP_RESIDENT", oneWay: "CONTACT_ONE_WAY"),
        Reply.Contact => Said.Question(sender, "CONTACT", oneWay: "CONTACT_ONE_WAY"),
        Reply.Yes yes => await offers.Yes(inbound, yes.Code, sender, cancel),
        Reply.No no => await offers.No(no.Code, inbound.ReceivedAt, sender, cancel),
        Reply.Cancel off => await visits.Cancel(off.Code, sender, cancel),
        Reply.Done done => await visits.Done(done.Code, done.Minutes, sender, cancel),
        Reply.Absent absent => await visits.Absent(absent.Code, sender, cancel),
        Reply.Charter => await charters.Accept(inbound, sender, cancel),
        Reply.Pause pause => await numbers.Pause(pause.End, sender, cancel),
        _ => null,
    };

    /// <summary>Each in the order in which they were said, and one SMS that says what each came to; none when every confirmation says it already.</summary>
    private async Task<Said> Several(InboundMessage inbound, IReadOnlyList<Reply> answers, Sender sender, CancellationToken cancel)
    {
        var pieces = new List<string>();
        var toSay = false;
        foreach (var answer in answers)
        {
            var said = (await One(inbound, answer, sender, cancel))!;
            await acknowledgements.Of(inbound.From, said.Offer, said.Visit, inbound.ReceivedAt, cancel);
            pieces.Add(Sms.Say(French, said.Short, CodeOf(answer)));
            toSay |= said.Text is not null;
        }
        return new("", toSay ? sender.Say("SEVERAL", string.Join(", ", pieces)) : null);
    }

    private static string? CodeOf(Reply reply) => reply switch
    {
        Reply.Yes yes => yes.Code,
        Reply.No no => no.Code,
        Reply.Cancel off => off.Code,
        Reply.Done done => done.Code,
        Reply.Absent absent => absent.Code,
        _ => null,
    };

    /// <summary>Whoever said STOP hears nothing until they ask again; what they write is read all the same.</summary>
    private Task<bool> IsSilenced(PhoneNumber phone, CancellationToken cancel) => db.HasSaidStop(phone, cancel);

    private static string Name(Reply reply) => reply.GetType().Name;
}
