using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Drafts;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Voice;

/// <summary>What a caller pressed, said, recorded, and what became of a dialled call; each may be empty.</summary>
internal sealed record VoiceInput(string Digits, string Speech, string? RecordingSid, string? DialStatus)
{
    // A record prints its properties; what somebody said belongs in no log.
    public override string ToString() => nameof(VoiceInput);
}

/// <summary>
/// Moves a caller through the menu. Each answer is one transaction that takes the call's row only if it still stands where
/// the question was asked, so that a webhook that comes twice, or at two processes, has one effect.
/// </summary>
internal sealed class VoiceMenu(
    AppDb db, Transactions transactions, VoicePeople people, VoicePrompts prompts, OpenDraft openDraft, VoiceWorry worry, CancelVisit cancelVisit, Phones phones, Journal journal, TimeProvider clock)
{
    private const int MostMisses = 3;

    /// <summary>Twilio ends a call after four hours; whoever plays one again later hears nothing.</summary>
    private static readonly Duration LongestCall = Duration.FromHours(4);

    /// <summary>The telephone rings.</summary>
    public Task<string> Begin(string sid, PhoneNumber? from, CancellationToken cancel) => transactions.Run(async () =>
    {
        if (await db.VoiceCalls.SingleOrDefaultAsync(c => c.CallSid == sid, cancel) is { } known)
        {
            if (IsOver(known)) known.Step = VoiceStep.Goodbye;
            return await Said(known, cancel);
        }
        var association = await people.AssociationOf(from, cancel);
        var call = new VoiceCall
        {
            CallSid = sid, From = from, StartedAt = clock.Now(), AssociationId = association,
            Step = association is not null ? VoiceStep.Menu : await db.Associations.AnyAsync(cancel) ? VoiceStep.Postcode : VoiceStep.NoAssociation,
        };
        db.VoiceCalls.Add(call);
        return await Said(call, cancel);
    }, cancel);

    /// <summary>An answer to the question of a place.</summary>
    /// <returns>What is said next; null when there is no such call.</returns>
    public Task<string?> Answer(string sid, string step, string? turn, VoiceInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        // Held until the end: of two copies of a webhook the second finds the place changed.
        if (await db.VoiceCalls.Where(c => c.CallSid == sid).ExecuteUpdateAsync(s => s.SetProperty(c => c.Misses, c => c.Misses), cancel) == 0) return null;
        var call = await db.VoiceCalls.SingleAsync(c => c.CallSid == sid, cancel);
        journal.Doing($"voice {call.Step}", JournalActor.Telephone);
        if (IsOver(call)) call.Step = VoiceStep.Goodbye;
        else if (call.Step.ToString() == step && VoicePrompts.Turn(call) == turn) await Take(call, input, cancel);
        return (string?)await Said(call, cancel);
    }, cancel);

    /// <summary>Twilio has what was recorded, perhaps after the caller hung up.</summary>
    public Task Recorded(string sid, string recording, CancellationToken cancel) => transactions.Run(async () =>
    {
        if (await db.VoiceCalls.Where(c => c.CallSid == sid).ExecuteUpdateAsync(s => s.SetProperty(c => c.Misses, c => c.Misses), cancel) == 0) return;
        await Keep(await db.VoiceCalls.SingleAsync(c => c.CallSid == sid, cancel), recording, cancel);
    }, cancel);

    private bool IsOver(VoiceCall call) => clock.Now() - call.StartedAt > LongestCall;

    private async Task<string> Said(VoiceCall call, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        return (await prompts.At(call, cancel)).ToString();
    }

    private Task Take(VoiceCall call, VoiceInput input, CancellationToken cancel) => call.Step switch
    {
        VoiceStep.Postcode => Postcode(call, input.Digits, cancel),
        VoiceStep.Menu => Menu(call, VoiceKeys.InMenu(input), cancel),
        VoiceStep.Category => Category(call, input, cancel),
        VoiceStep.Number => Number(call, input.Digits, VoiceStep.Category, cancel),
        VoiceStep.ClosedNumber => Number(call, input.Digits, VoiceStep.Record, cancel),
        VoiceStep.Record or VoiceStep.Closed => Record(call, input.RecordingSid, cancel),
        VoiceStep.Code => Code(call, input.Digits, cancel),
        VoiceStep.NoVisit or VoiceStep.TooLate => Menu(call, input.Digits is "1" or "0" ? input.Digits : "", cancel),
        VoiceStep.WorryNumber => Number(call, input.Digits, VoiceStep.Worry, cancel),
        VoiceStep.Worry => Record(call, input.RecordingSid, cancel),
        VoiceStep.Volunteer => Menu(call, input.Digits is "0" ? "0" : "", cancel),
        VoiceStep.Visit => Visit(call, input.Digits, cancel),
        VoiceStep.SureToCancel => SureToCancel(call, input.Digits, cancel),
        VoiceStep.Person => input.DialStatus is "completed" or "answered" ? Go(call, VoiceStep.Goodbye) : Closed(call),
        VoiceStep.Recorded or VoiceStep.Confirmed or VoiceStep.Cancelled or VoiceStep.NoAssociation or VoiceStep.Goodbye => Task.CompletedTask,
    };

    private async Task Postcode(VoiceCall call, string digits, CancellationToken cancel)
    {
        call.AssociationId = digits.Length == 5 ? await people.AssociationNear(digits, cancel) : null;
        if (call.AssociationId is not null) await Go(call, VoiceStep.Menu);
        else if (++call.Misses >= MostMisses) await Go(call, VoiceStep.NoAssociation);
    }

    private Task Menu(VoiceCall call, string key, CancellationToken cancel) => key switch
    {
        "1" => Go(call, call.From is null ? VoiceStep.Number : VoiceStep.Category),
        "2" => Go(call, VoiceStep.Code),
        "4" => Go(call, VoiceStep.Volunteer),
        "5" => Worried(call, cancel),
        "0" or "3" => Person(call, cancel),
        _ => Missed(call, cancel),
    };

    private async Task Worried(VoiceCall call, CancellationToken cancel)
    {
        if (call.From is not null) await worry.Open(call, typed: false, cancel);
        await Go(call, call.From is null ? VoiceStep.WorryNumber : VoiceStep.Worry);
    }

    private async Task Category(VoiceCall call, VoiceInput input, CancellationToken cancel)
    {
        var known = VoiceKeys.Categories.TryGetValue(input.Digits, out var category);
        if (!known && input.Speech.Length == 0)
        {
            await Missed(call, cancel);
            return;
        }
        // Written now: who hangs up before the tone is called back all the same.
        var draft = await openDraft.Run(call.From!, call.AssociationId, RequestChannel.Phone, input.Speech, known ? category : CategoryWords.Guess(input.Speech), null, cancel);
        call.DraftId = draft.Id;
        await Go(call, VoiceStep.Record);
    }

    private async Task Number(VoiceCall call, string digits, VoiceStep next, CancellationToken cancel)
    {
        try
        {
            call.From = phones.ParseAny(digits, "digits");
        }
        catch (Refusal)
        {
            await Missed(call, cancel);
            return;
        }
        if (next == VoiceStep.Worry) await worry.Open(call, typed: true, cancel);
        await Go(call, next);
    }

    private async Task Record(VoiceCall call, string? recording, CancellationToken cancel)
    {
        if (recording is not null) await Keep(call, recording, cancel);
        await Go(call, recording is null && call.DraftId is null && call.WorryId is null ? VoiceStep.Goodbye : VoiceStep.Recorded);
    }

    /// <summary>The action and the callback both bring it, in any order: it is kept once.</summary>
    private async Task Keep(VoiceCall call, string recording, CancellationToken cancel)
    {
        if (call.WorryId is not null && await worry.Keep(call, recording, cancel)) return;
        if (call.From is null || await db.Drafts.AnyAsync(d => d.RecordingSid == recording, cancel)) return;
        var draft = call.DraftId is { } id ? await db.Drafts.SingleAsync(d => d.Id == id, cancel) : null;
        if (draft is { RecordingSid: null }) draft.RecordingSid = recording;
        else call.DraftId = (await openDraft.Run(call.From, call.AssociationId, RequestChannel.Phone, "", draft?.Category, recording, cancel)).Id;
    }

    private async Task Code(VoiceCall call, string digits, CancellationToken cancel)
    {
        if (digits.Length != 4)
        {
            await (digits == "0" ? Person(call, cancel) : Missed(call, cancel));
            return;
        }
        if (await people.Proven(call.From, call.AssociationId!.Value, digits, cancel) is { } resident)
        {
            call.ResidentId = resident.Id;
            var next = await people.NextVisit(resident.Id, cancel);
            (call.VisitId, call.VisitVersion) = (next?.Id, next?.Version);
            await Go(call, call.VisitId is null ? VoiceStep.NoVisit : VoiceStep.Visit);
        }
        // The same for a wrong code, a locked one and a number that nobody knows.
        else if (++call.WrongCodes >= VoicePeople.MostMisses) await Person(call, cancel);
    }

    private async Task Visit(VoiceCall call, string digits, CancellationToken cancel)
    {
        if (await people.StandingVisit(call, cancel) is not { } visit) await Go(call, VoiceStep.TooLate);
        else if (digits == "1") await Go(call, VoiceStep.Visit);
        else if (digits == "2")
        {
            var (now, from) = (clock.Now(), call.From!);
            await db.Messages.Where(m => m.VisitId == visit.Id && m.To == from && m.VisitVersion == visit.Version && m.AnsweredAt == null && (m.SentAt != null || m.Channel == MessageChannel.Call))
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.AcknowledgedAt, m => m.AcknowledgedAt ?? now).SetProperty(m => m.AnsweredAt, now), cancel);
            await Go(call, VoiceStep.Confirmed);
        }
        else if (digits == "3") await Go(call, VoiceStep.SureToCancel);
        else await (digits == "0" ? Person(call, cancel) : Missed(call, cancel));
    }

    private async Task SureToCancel(VoiceCall call, string digits, CancellationToken cancel)
    {
        if (await people.StandingVisit(call, cancel) is not { } visit) await Go(call, VoiceStep.TooLate);
        else if (digits == "1")
        {
            await cancelVisit.Run(visit.Id, VisitParty.Resident, null, cancel);
            await Go(call, VoiceStep.Cancelled);
        }
        else if (digits == "2") await Go(call, VoiceStep.Visit);
        else await (digits == "0" ? Person(call, cancel) : Missed(call, cancel));
    }

    private async Task Person(VoiceCall call, CancellationToken cancel)
    {
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == call.AssociationId, cancel);
        await (OfficeHours.IsOpen(association.OpeningHours, association.Zone, association.Region, clock.Now()) ? Go(call, VoiceStep.Person) : Closed(call));
    }

    /// <summary>Nobody answers now: a message, and the number to call back if it was withheld.</summary>
    private static Task Closed(VoiceCall call) => Go(call, call.From is null ? VoiceStep.ClosedNumber : VoiceStep.Closed);

    /// <summary>Not understood: asked again, and after three times a person takes over.</summary>
    private Task Missed(VoiceCall call, CancellationToken cancel)
    {
        if (++call.Misses < MostMisses) return Task.CompletedTask;
        return call.Step is VoiceStep.ClosedNumber or VoiceStep.WorryNumber ? Go(call, VoiceStep.Goodbye) : Person(call, cancel);
    }

    private static Task Go(VoiceCall call, VoiceStep step)
    {
        (call.Step, call.Misses) = (step, 0);
        return Task.CompletedTask;
    }
}
