using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Conversations;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Worries;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Voice;

/// <summary>
/// Key 5: something is wrong. The case is opened before the tone, so that who hangs up is called back. A number that the
/// network tells separates like an SMS does; one that was typed proves nothing, and only opens the case.
/// </summary>
internal sealed class VoiceWorry(AppDb db, Senders senders, FindMeeting find, OpenWorry open)
{
    public async Task Open(VoiceCall call, bool typed, CancellationToken cancel)
    {
        var sender = await senders.Of(call.From!, cancel);
        var spokenFor = await find.SpokenFor(sender.Phone, cancel);
        var report = await find.Report(sender.Volunteers, [.. sender.Residents.Concat(spokenFor).DistinctBy(r => r.Id)], sender.Phone, null, call.AssociationId!.Value, RequestChannel.Phone, "", cancel);
        var opened = await open.Run(report with { Separates = !typed }, cancel);
        call.WorryId = opened.Case.Id;
    }

    /// <summary>The action and the callback both bring it, in any order: it is kept once. False for another recording.</summary>
    public async Task<bool> Keep(VoiceCall call, string recording, CancellationToken cancel)
    {
        var worry = await db.WorryCases.SingleAsync(c => c.Id == call.WorryId, cancel);
        worry.RecordingSid ??= recording;
        return worry.RecordingSid == recording;
    }
}
