using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Worries;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Conversations;

/// <summary>"INQUIET": a case, and the two are kept apart. Inside the transaction that holds the SMS.</summary>
internal sealed class WorryAnswers(AppDb db, FindMeeting find, OpenWorry open, Acknowledgements acknowledgements)
{
    /// <summary>Null when nobody knows which association it is for: its postcode is asked.</summary>
    public async Task<Said?> Of(InboundMessage inbound, Reply.Worry worry, Sender sender, CancellationToken cancel)
    {
        var spokenFor = await find.SpokenFor(sender.Phone, cancel);
        if (sender.IsUnknown && await AnswersStranger(spokenFor, cancel) is var association)
        {
            if (association is null) return null;
            sender.IsGivenTo(association);
        }
        var report = await find.Report(sender.Volunteers, [.. sender.Residents.Concat(spokenFor).DistinctBy(r => r.Id)], sender.Phone, worry.Code, sender.Association!.Id, RequestChannel.Sms, inbound.Body, cancel);
        sender.SpeaksOf(report.Association);
        await acknowledgements.OfLast(inbound.From, sender.Association?.Id, inbound.ReceivedAt, cancel);
        var answered = !await db.HasSaidStop(inbound.From, cancel);
        var opened = await open.Run(report with { Separates = !worry.OfAThing, IsAnswered = answered }, cancel);
        return new("", opened.IsNews ? WorryAnswer.Text(opened.Separated, sender.Association!, French) : null);
    }

    /// <summary>The association of whom a contact speaks for; else the only one.</summary>
    private async Task<Association?> AnswersStranger(List<Resident> spokenFor, CancellationToken cancel)
    {
        var id = spokenFor.FirstOrDefault()?.AssociationId;
        return await db.Associations.AsNoTracking().Where(a => id == null || a.Id == id).Take(2).ToListAsync(cancel) is [var only] ? only : null;
    }
}
