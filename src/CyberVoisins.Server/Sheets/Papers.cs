using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Vouchings;
using CyberVoisins.Server.Words;

namespace CyberVoisins.Server.Sheets;

/// <summary>The charter: to sign, and to read for everybody.</summary>
internal static class CharterSheet
{
    public static void ToSign(Paper paper, Association association, Charter charter)
    {
        paper.Heading(1, paper.Say("PAGE_CHARTER_TITLE"));
        paper.Paragraph(paper.Say("PAGE_CHARTER_OF", association.Name, charter.Version));
        paper.Numbered(Charters.Lines(charter, paper.Culture));
        paper.ToFill(paper.Say("PAGE_FILL_NAME"));
        paper.ToFill(paper.Say("PAGE_FILL_DATE_AND_SIGNATURE"));
        paper.Paragraph(paper.Say("PAGE_FILL_GUARDIAN"), "small");
        paper.ToFill(paper.Say("PAGE_FILL_GUARDIAN_SIGNATURE"));
    }

    public static void Public(Paper paper, IReadOnlyList<(Association Association, Charter Charter)> all)
    {
        paper.Heading(1, paper.Say("PAGE_CHARTER_TITLE"));
        foreach (var (association, charter) in all)
        {
            paper.Heading(2, paper.Say("PAGE_CHARTER_OF", association.Name, charter.Version));
            paper.Numbered(Charters.Lines(charter, paper.Culture));
            paper.Phone(association.Phone);
        }
    }
}

/// <summary>What the volunteer takes along: who, when, where, what to do and what never.</summary>
internal static class VisitSheet
{
    public static void Write(Paper paper, Association association, Visit visit, HelpRequest request, string resident, string volunteer)
    {
        paper.Heading(1, paper.Say("PAGE_VISIT_SHEET_TITLE"));
        paper.Facts(
            (paper.Say("PAGE_VISIT_WHO"), resident),
            (paper.Say("PAGE_VISIT_VOLUNTEER"), volunteer),
            (paper.Say("PAGE_VISIT_WHEN"), paper.Say("PAGE_VISIT_WHEN_TEXT", Phrases.When(visit.Start, association.Zone, paper.Culture), visit.Minutes)),
            (paper.Say("PAGE_VISIT_WHERE"), Where(paper, visit, request)),
            (paper.Say("PAGE_VISIT_WORD"), visit.CodeWord),
            (paper.Say("PAGE_VISIT_ABOUT"), Phrases.Category(request.Category, paper.Culture)),
            (paper.Say("PAGE_VISIT_MANDATE"), Phrases.Mandate(request.Mandate, paper.Culture)));
        paper.Heading(2, paper.Say("PAGE_VISIT_DO"));
        paper.Bullets(paper.Say("PAGE_VISIT_DO_LINES").Split(" | "));
        paper.Heading(2, paper.Say("PAGE_VISIT_NEVER"));
        paper.Bullets(paper.Say("PAGE_VISIT_NEVER_LINES").Split(" | "), "never");
        paper.Heading(2, paper.Say("PAGE_VISIT_PROBLEM"));
        paper.Paragraph(paper.Say("PAGE_VISIT_PROBLEM_TEXT", association.Name));
        paper.Phone(association.Phone);
        paper.Paragraph(paper.Say("PAGE_VISIT_AFTER", visit.Code));
        paper.Paragraph(paper.Say("PAGE_VISIT_DESTROY"), "small");
    }

    private static string Where(Paper paper, Visit visit, HelpRequest request) => visit.Mode switch
    {
        MeetingMode.AtHome => paper.Say("PAGE_VISIT_AT_HOME", request.Place.Label),
        MeetingMode.PublicPlace => request.MeetingPoint ?? paper.Say("MEETING_POINT_TO_AGREE"),
        MeetingMode.ByPhone => paper.Say("PAGE_VISIT_BY_PHONE"),
    };
}

/// <summary>The form that a resident signs: what is kept and why, and what may be chosen.</summary>
internal static class ConsentSheet
{
    public static void ToSign(Paper paper, Association association)
    {
        paper.Heading(1, paper.Say("PAGE_CONSENT_TITLE"));
        paper.Paragraph(paper.Say("PAGE_CONSENT_OF", association.Name));
        paper.Heading(2, paper.Say("PAGE_CONSENT_NEEDED"));
        paper.Bullets(paper.Say("PAGE_CONSENT_NEEDED_LINES").Split(" | "));
        paper.Heading(2, paper.Say("PAGE_CONSENT_CHOICE"));
        paper.Boxes(paper.Say("PAGE_CONSENT_CHOICE_LINES").Split(" | "));
        paper.Heading(2, paper.Say("PAGE_CONSENT_RIGHTS"));
        paper.Paragraph(paper.Say("PAGE_CONSENT_RIGHTS_TEXT"));
        paper.Phone(association.Phone);
        paper.ToFill(paper.Say("PAGE_FILL_NAME"));
        paper.ToFill(paper.Say("PAGE_FILL_DATE_AND_SIGNATURE"));
        paper.Paragraph(paper.Say("PAGE_CONSENT_HELPED"), "small");
    }
}

/// <summary>For a wall: the number to call for help, and the code for whoever would help.</summary>
internal static class PosterSheet
{
    public static void Write(Paper paper, Association association, Invite? invite, string? qr, string? link)
    {
        paper.Heading(1, paper.Say("PAGE_POSTER_TITLE"));
        paper.Paragraph(paper.Say("PAGE_POSTER_TEXT"));
        paper.Phone(association.Phone);
        paper.Paragraph(paper.Say("PAGE_POSTER_FREE", association.Name));
        paper.Heading(2, paper.Say("PAGE_POSTER_VOLUNTEER"));
        // Without a public address the code is of use to whoever calls.
        if (qr is null) paper.Paragraph(paper.Say("PAGE_POSTER_CALL"));
        else paper.Picture(qr, paper.Say("PAGE_POSTER_QR", link));
        if (invite is not null) paper.Paragraph(paper.Say(qr is null ? "PAGE_INVITE_CODE" : "PAGE_POSTER_CODE", invite.Spoken));
    }
}
