using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Requests;

/// <summary>What is written to people while a neighbour is looked for.</summary>
internal sealed class OfferWords(Outbox outbox)
{
    /// <summary>Before a yes: a kind of help, a distance band, a time. Never a name or an address.</summary>
    public void Offer(Offer offer, HelpRequest request, Volunteer volunteer, Association association, Instant readable) =>
        outbox.Add($"offer:{offer.Id}", MessageKind.Offer, volunteer.Phone, volunteer.RegionIn(association),
            Sms.Say(French, offer.Mode == MeetingMode.ByPhone ? "OFFER_BY_PHONE" : "OFFER",
                association.SmsName,
                Phrases.Band(DistanceBands.Of(offer.DistanceMetres), French),
                Phrases.Category(request.Category, French),
                offer.Minutes,
                Phrases.When(offer.Start, association.Zone, French),
                Phrases.Mode(offer.Mode, French),
                offer.Code),
            association.Id, notBefore: readable, deadline: offer.Start - Duration.FromHours(1), offer: offer.Id, request: request.Id, about: offer.Start);

    /// <summary>To those who were asked and did not have to answer.</summary>
    public void Taken(Offer offer, Volunteer volunteer, Association association) =>
        outbox.Add($"taken:{offer.Id}", MessageKind.OfferTaken, volunteer.Phone, volunteer.RegionIn(association),
            Sms.Say(French, "OFFER_TAKEN", association.SmsName, Phrases.Short(volunteer.FirstName, 20)),
            association.Id, deadline: offer.Start);

    public void Received(HelpRequest request, Resident resident, Association association) =>
        Tell(request, resident, association, MessageKind.RequestReceived, $"received:{request.Id}", "REQUEST_RECEIVED");

    public void Escalated(HelpRequest request, Resident resident, Association association) =>
        Tell(request, resident, association, MessageKind.RequestEscalated, $"escalated:{request.Id}:{request.Revision}", "REQUEST_ESCALATED");

    public void Cancelled(HelpRequest request, Resident resident, Association association) =>
        Tell(request, resident, association, MessageKind.RequestCancelled, $"cancelled:{request.Id}", "REQUEST_CANCELLED");

    /// <summary>By SMS to the person or the relative, else on the association's call list.</summary>
    private void Tell(HelpRequest request, Resident resident, Association association, MessageKind kind, string key, string words) =>
        outbox.Add(key, kind, resident.SmsPhone ?? resident.Phone, resident.SmsRegionIn(association),
            Sms.Say(French, resident.CanReceiveSms || resident.SmsPhone is null ? words : $"{words}_RELATIVE",
                association.SmsName, Phones.Pretty(association.Phone), Phrases.Short(resident.FirstName, 20)),
            association.Id, resident.SmsPhone is null ? MessageChannel.Call : MessageChannel.Sms, request: request.Id);
}
