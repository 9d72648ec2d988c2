using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Links;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Requests;

/// <summary>What is written to people while a neighbour is looked for.</summary>
internal sealed class OfferWords(Outbox outbox, ReplyWays ways, AnswerLinks links)
{
    /// <summary>Before a yes: a kind of help, a distance band, a time. Never a name or an address.</summary>
    public void Offer(Offer offer, HelpRequest request, Volunteer volunteer, Association association, Instant readable)
    {
        var figures = OfferFigures.Of(offer, request, association, French);
        outbox.Add($"offer:{offer.Id}", MessageKind.Offer, volunteer.Phone, volunteer.RegionIn(association), OfferText.Render(French, figures),
            association.Id, notBefore: readable, deadline: offer.Start - Duration.FromHours(1), offer: offer.Id, request: request.Id, about: offer.Start,
            oneWay: ways.MayBeOneWay(volunteer.Phone) ? OfferText.OneWay(French, figures, links.ToAnswer(offer, volunteer.Phone, readable)) : null);
    }

    /// <summary>To those who were asked and did not have to answer.</summary>
    public void Taken(Offer offer, Volunteer volunteer, Association association) =>
        outbox.Add($"taken:{offer.Id}", MessageKind.OfferTaken, volunteer.Phone, volunteer.RegionIn(association),
            Sms.Say(French, "OFFER_TAKEN", association.SmsName, Phones.Pretty(association.Phone), Phrases.FirstName(volunteer.FirstName)),
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
            Sms.Say(French, resident.IsReadByRelative ? $"{words}_RELATIVE" : words,
                association.SmsName, Phones.Pretty(association.Phone), null, Phrases.FirstName(resident.FirstName)),
            association.Id, resident.SmsPhone is null ? MessageChannel.Call : MessageChannel.Sms, request: request.Id);
}
