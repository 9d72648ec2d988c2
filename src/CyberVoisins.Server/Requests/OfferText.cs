using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Requests;

/// <summary>What an offer is filled with: never a name or an address.</summary>
internal sealed record OfferFigures(string Association, string Phone, string Distance, string Category, string When, int Minutes, string Mode, string Code, bool ByPhone)
{
    public static OfferFigures Of(Offer offer, HelpRequest request, Association association, CultureInfo culture) => new(
        association.SmsName,
        Phones.Pretty(association.Phone),
        Phrases.Band(DistanceBands.Of(offer.DistanceMetres), culture),
        Phrases.Category(request.Category, culture),
        Phrases.When(offer.Start, association.Zone, culture),
        offer.Minutes,
        Phrases.Mode(offer.Mode, culture),
        offer.Code,
        offer.Mode == MeetingMode.ByPhone);
}

/// <summary>The texts of an offer, each in one SMS.</summary>
internal static class OfferText
{
    public static string Render(CultureInfo culture, OfferFigures offer) => Say(culture, offer.ByPhone ? "OFFER_BY_PHONE" : "OFFER", offer, null);

    /// <summary>For a sender that cannot be answered: with the link when it fits in one SMS, else with the association's number.</summary>
    public static string OneWay(CultureInfo culture, OfferFigures offer, string? link)
    {
        var byLink = link is null ? null : Say(culture, "OFFER_LINK_ONE_WAY", offer, link);
        return byLink is not null && Gsm7.Segments(Gsm7.Normalize(byLink)) == 1 ? byLink : Say(culture, "OFFER_CALL_ONE_WAY", offer, null);
    }

    /// <summary>0 association, 1 its number, 2 distance, 3 kind of help, 4 when, 5 minutes, 6 where, 7 code, 8 link.</summary>
    private static string Say(CultureInfo culture, string key, OfferFigures offer, string? link) =>
        Sms.Say(culture, key, offer.Association, offer.Phone, offer.Distance, offer.Category, offer.When, offer.Minutes, offer.Mode, offer.Code, link);
}
