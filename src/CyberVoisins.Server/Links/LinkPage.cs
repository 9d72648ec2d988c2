using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Requests;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Links;

/// <summary>The page behind a link, as text: what it is about, as the SMS would say it, and the buttons; or what was decided.</summary>
internal sealed class LinkPage(CultureInfo culture)
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; font: 1.25rem/1.5 system-ui, sans-serif; }
        main { max-inline-size: 32rem; margin-inline: auto; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.4rem; line-height: 1.25; }
        button { display: block; inline-size: 100%; min-block-size: 4rem; margin-block: 1rem; padding: .75rem; font: inherit; font-weight: 600; border: 2px solid; border-radius: .5rem; cursor: pointer; }
        :focus-visible { outline: 3px solid; outline-offset: 2px; }
        """;

    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The question while it can be answered, else what was decided.</summary>
    public string Of(OpenLink open) => open.Link.Purpose switch
    {
        LinkPurpose.AnswerOffer when open.Link.UsedAt is null && open.Offer!.IsOpen && open.Request.IsOpen => Page(open.Association, Offer(open),
            (LinkAnswer.Yes, Say("PAGE_LINK_YES")), (LinkAnswer.No, Say("PAGE_LINK_NO"))),
        LinkPurpose.CancelVisit when open.Link.UsedAt is null && open.Visit!.State == VisitState.Planned && !Begun(open) => Page(open.Association, Cancel(open),
            (LinkAnswer.Cancel, Say("PAGE_LINK_CANCEL"))),
        LinkPurpose.ReportVisit when open.Link.UsedAt is null && open.Visit!.State == VisitState.Planned && Begun(open) => Page(open.Association,
            Say("PAGE_LINK_REPORT", Phrases.FirstName(open.People!.Resident.FirstName), When(open)),
            (LinkAnswer.Happened, Say("PAGE_LINK_HAPPENED", open.Visit.Minutes)), (LinkAnswer.ResidentAbsent, Say("PAGE_LINK_RESIDENT_ABSENT")), (LinkAnswer.VolunteerAbsent, Say("PAGE_LINK_VOLUNTEER_ABSENT"))),
        _ => Page(open.Association, Decided(open)),
    };

    /// <summary>A yes that changed nothing, and why.</summary>
    public string Of(OpenLink open, AcceptOutcome outcome) => Page(open.Association, Say(outcome switch
    {
        AcceptOutcome.AlreadyTaken => "PAGE_LINK_TAKEN",
        AcceptOutcome.TooLate => "PAGE_LINK_TOO_LATE",
        AcceptOutcome.NoMinutesLeft => "PAGE_LINK_NO_MINUTES_LEFT",
        AcceptOutcome.BusyThen => "PAGE_LINK_BUSY_THEN",
        AcceptOutcome.NotAskable => "PAGE_LINK_NOT_ASKABLE",
        AcceptOutcome.Accepted or AcceptOutcome.AlreadyYours or AcceptOutcome.NoLongerOpen => "PAGE_LINK_CLOSED",
    }));

    /// <summary>An address that opens nothing: the same page whatever the reason.</summary>
    public string Ended(Association? association) => Page(association, Say("PAGE_LINK_ENDED"), home: true);

    public string TooMany() => Page(null, Say("PAGE_LINK_TOO_MANY"));

    private string Offer(OpenLink open)
    {
        var offer = OfferFigures.Of(open.Offer!, open.Request, open.Association, culture);
        return Say(offer.ByPhone ? "PAGE_LINK_OFFER_BY_PHONE" : "PAGE_LINK_OFFER", offer.Distance, offer.Category, offer.Minutes, offer.When, offer.Mode);
    }

    private string Cancel(OpenLink open) => open.ByVolunteer
        ? Say("PAGE_LINK_CANCEL_VOLUNTEER", Phrases.FirstName(open.People!.Resident.FirstName), When(open))
        : Say("PAGE_LINK_CANCEL_RESIDENT", Phrases.FirstName(open.People!.Volunteer.FirstName), When(open));

    private string Decided(OpenLink open) => open.Visit switch
    {
        { State: VisitState.Cancelled } => Say("PAGE_LINK_CANCELLED"),
        { State: VisitState.Completed or VisitState.NoShow } => Say("PAGE_LINK_REPORTED"),
        { State: VisitState.Planned } when open.Link.Purpose == LinkPurpose.AnswerOffer => Say("PAGE_LINK_ACCEPTED", When(open)),
        { State: VisitState.Planned } => Say(Begun(open) ? "PAGE_LINK_BEGUN" : "PAGE_LINK_NOT_YET"),
        _ => Say(open.Offer!.State == OfferState.Declined ? "PAGE_LINK_DECLINED"
            : open.Request.State is RequestState.Booked or RequestState.Fulfilled ? "PAGE_LINK_TAKEN" : "PAGE_LINK_CLOSED"),
    };

    private static bool Begun(OpenLink open) => open.Visit!.Start <= open.ReadAt;

    private string When(OpenLink open) => Phrases.When(open.Visit!.Start, open.Association.Zone, culture);

    private string Page(Association? association, string sentence, params (LinkAnswer Answer, string Words)[] buttons) => Page(association, sentence, home: false, buttons);

    /// <param name="home">Whether it shows the way to where one asks for help, and to what one asked for.</param>
    private string Page(Association? association, string sentence, bool home, params (LinkAnswer Answer, string Words)[] buttons)
    {
        var html = new StringBuilder($"""
            <!doctype html>
            <html lang="{culture.TwoLetterISOLanguageName}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(association?.Name ?? "CyberVoisins")}</title>
            <link rel="icon" href="data:,">
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Encode(association?.Name ?? "CyberVoisins")}</h1>
            <p>{Encode(sentence)}</p>

            """);
        if (buttons.Length > 0)
        {
            html.Append("<form method=\"post\">\n");
            foreach (var (answer, words) in buttons) html.Append(CultureInfo.InvariantCulture, $"<button name=\"answer\" value=\"{answer}\">{Encode(words)}</button>\n");
            html.Append("</form>\n");
        }
        if (association is not null) html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(Say("PAGE_LINK_QUESTION"))} <a href=\"tel:{association.Phone.E164}\">{Encode(Phones.Pretty(association.Phone))}</a></p>\n");
        if (home) html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"/aide\">{Encode(Say("PAGE_LINK_HOME"))}</a></p>\n");
        return html.Append("</main></body></html>").ToString();
    }

    private string Say(string key, params object?[] figures) => Labels.Say(culture, key, figures);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
