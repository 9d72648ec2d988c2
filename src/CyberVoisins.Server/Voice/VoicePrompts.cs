using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Voice.VoiceWords;

namespace CyberVoisins.Server.Voice;

/// <summary>What a caller hears at a place of the menu. It reads and changes nothing: said again, it is the same.</summary>
internal sealed class VoicePrompts(AppDb db, VoicePeople people, VoiceOptions voice, TwilioOptions twilio, TimeProvider clock)
{
    public async Task<Twiml> At(VoiceCall call, CancellationToken cancel)
    {
        var twiml = new Twiml(voice.Name);
        var association = call.AssociationId is { } id ? await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel) : null;
        if (call.Misses > 0) twiml.Say(Say("NOT_UNDERSTOOD"));
        var action = Action(call);
        return call.Step switch
        {
            VoiceStep.Postcode => twiml.Ask(Say("POSTCODE"), action, digits: 5),
            VoiceStep.NoAssociation => twiml.Say(Say("NO_ASSOCIATION")).Hangup(),
            VoiceStep.Menu => twiml.Ask(Say("MENU", association!.Name), action, speech: true, hints: Say("MENU_HINTS")),
            VoiceStep.Category => twiml.Ask(Say("CATEGORY"), action, speech: true, hints: Say("CATEGORY_HINTS")),
            VoiceStep.Number => twiml.Ask(Say("NUMBER"), action, digits: 10),
            VoiceStep.ClosedNumber => twiml.Say(Closed(association!)).Ask(Say("NUMBER"), action, digits: 10),
            VoiceStep.Record => twiml.Say(Say("RECORD")).Record(action, RecordingUrl),
            VoiceStep.Closed => twiml.Say($"{Closed(association!)}|{Say("LEAVE_MESSAGE")}").Record(action, RecordingUrl),
            VoiceStep.Recorded => twiml.Say(Say("RECORDED")).Hangup(),
            VoiceStep.Code => twiml.Ask(Say(call.WrongCodes == 0 ? "CODE" : "CODE_AGAIN"), action, digits: 4),
            VoiceStep.NoVisit => twiml.Ask(Say("NO_VISIT"), action),
            VoiceStep.Visit => await Visit(twiml, call, association!, cancel),
            VoiceStep.SureToCancel => await SureToCancel(twiml, call, association!, cancel),
            VoiceStep.Confirmed => twiml.Say(Say("CONFIRMED")).Hangup(),
            VoiceStep.Cancelled => twiml.Say(Say("CANCELLED")).Hangup(),
            VoiceStep.TooLate => twiml.Ask(Say("TOO_LATE"), action),
            VoiceStep.Volunteer => twiml.Ask(Say("VOLUNTEER"), action),
            VoiceStep.WorryNumber => twiml.Say(Say("WORRY_DANGER")).Ask(Say("NUMBER"), action, digits: 10),
            VoiceStep.Worry => twiml.Say($"{Say("WORRY_DANGER")}|{Say("WORRY")}").Record(action, RecordingUrl),
            VoiceStep.Person => twiml.Say(Say("PERSON")).Dial(association!.Phone.E164, action),
            VoiceStep.Goodbye => twiml.Say(association is null ? Say("GOODBYE") : Say("GOODBYE_CALL", association.Name, Phones.Pretty(association.Phone))).Hangup(),
        };
    }

    private async Task<Twiml> Visit(Twiml twiml, VoiceCall call, Association association, CancellationToken cancel) =>
        await people.StandingVisit(call, cancel) is { } visit
            ? twiml.Ask($"{VoiceWords.Visit(visit, await VolunteerOf(visit, cancel), association)}|{Say(await MandateOf(visit, cancel))}|{Say("VISIT_KEYS")}", Action(call))
            : twiml.Ask(Say("TOO_LATE"), Action(call));

    private async Task<Twiml> SureToCancel(Twiml twiml, VoiceCall call, Association association, CancellationToken cancel) =>
        await people.StandingVisit(call, cancel) is { } visit
            ? twiml.Ask(Say("SURE_TO_CANCEL", When(visit.Start, association.Zone)), Action(call))
            : twiml.Ask(Say("TOO_LATE"), Action(call));

    private Task<string> VolunteerOf(Core.Visits.Visit visit, CancellationToken cancel) =>
        db.Volunteers.Where(v => v.Id == visit.VolunteerId).Select(v => v.FirstName).SingleAsync(cancel);

    /// <summary>Who has no screen hears here what the neighbour may do.</summary>
    private async Task<string> MandateOf(Core.Visits.Visit visit, CancellationToken cancel) =>
        $"MANDATE_{(await db.Requests.Where(r => r.Id == visit.RequestId).Select(r => r.Mandate).SingleAsync(cancel)).UpperSnake()}";

    private string Closed(Association association) =>
        OfficeHours.NextOpening(association.OpeningHours, association.Zone, association.Region, clock.Now()) is { } next
            ? Say("CLOSED_UNTIL", association.Name, When(next, association.Zone))
            : Say("CLOSED", association.Name);

    /// <summary>Names the place and the tries: an answer to a question that was already answered finds the place changed.</summary>
    private string Action(VoiceCall call) => $"{twilio.PublicBaseUrl}/webhooks/twilio/voice/{call.Step}?n={Turn(call)}";

    /// <summary>Which asking of the place it is.</summary>
    public static string Turn(VoiceCall call) => $"{call.Misses}-{call.WrongCodes}";

    private string RecordingUrl => $"{twilio.PublicBaseUrl}/webhooks/twilio/voice/recording";
}
