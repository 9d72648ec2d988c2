using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Privacy;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Conversations;

/// <summary>STOP, REPRENDRE and PAUSE: what a number wants from now on. Inside the transaction that holds the SMS.</summary>
internal sealed class NumberAnswers(AppDb db, Outbox outbox, StopWriting stopWriting, ReplyWays ways, TimeProvider clock)
{
    public async Task Stop(InboundMessage inbound, Sender sender, CancellationToken cancel)
    {
        // Said again, STOP is obeyed in silence.
        if (!await stopWriting.Run(inbound.From, inbound.Id, cancel)) return;
        outbox.Add($"stop:{inbound.Id}", MessageKind.Reply, inbound.From, sender.Region,
            sender.Association is null ? Sms.Say(French, "STOP_DONE_UNKNOWN") : sender.Say("STOP_DONE"), sender.Association?.Id,
            oneWay: sender.Association is not null && ways.MayBeOneWay(inbound.From) ? sender.Say("STOP_DONE_ONE_WAY") : null);
    }

    public async Task Start(Sender sender, CancellationToken cancel)
    {
        var phone = sender.Phone;
        await db.ForgetStop(phone, cancel);
        foreach (var volunteer in await LockedVolunteers(sender, cancel))
            if (volunteer.State == VolunteerState.Paused)
                volunteer.Resume();
    }

    /// <summary>A break of the volunteer's, in every association that they help; null when the sender is none.</summary>
    public async Task<Said?> Pause(PauseEnd? end, Sender sender, CancellationToken cancel)
    {
        if (sender.Volunteers.Count == 0 || sender.Association is null) return null;
        var zone = sender.Region.Zone();
        if ((end ?? PauseEnd.Default).LastDay(clock.Now().InZone(zone).Date) is not { } lastDay) return Said.Question(sender, "PAUSE_UNTIL");
        var until = zone.AtStartOfDay(lastDay.PlusDays(1)).ToInstant();
        var pausing = (await LockedVolunteers(sender, cancel)).Where(v => v.State is VolunteerState.Vouched or VolunteerState.Paused).ToList();
        if (pausing.Count == 0) return Said.Answer(sender, "NOT_ASKABLE");
        foreach (var volunteer in pausing) volunteer.Pause(until);
        return Said.Question(sender, "PAUSED", Phrases.Day(lastDay), oneWay: "PAUSED_ONE_WAY");
    }

    private async Task<List<Volunteer>> LockedVolunteers(Sender sender, CancellationToken cancel)
    {
        var ids = sender.Volunteers.Select(v => v.Id).Order(Comparer<VolunteerId>.Create((a, b) => a.Value.CompareTo(b.Value))).ToList();
        foreach (var id in ids) await db.Lock(id, cancel);
        return await db.Volunteers.Where(v => ids.Contains(v.Id)).ToListAsync(cancel);
    }
}
