using System.Globalization;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Sheets;
using CyberVoisins.Server.Vouchings;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Invites;

/// <summary>
/// /i/{code}: where the QR code of a poster leads. Says whose it is, what is asked of a volunteer, and leads to the sign-up, which takes the code over; nothing is
/// asked for here and opening it counts nothing.
/// </summary>
internal static class InvitePage
{
    public static void MapInvitePage(this WebApplication app) => app.MapGet("/i/{code}", async (string code, HttpContext http, UseInvite use, AppDb db, Charters charters, Reader reader, CancellationToken cancel) =>
    {
        var paper = new Paper(reader.Culture);
        try
        {
            var invite = await use.Find(code, cancel);
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == invite.AssociationId, cancel);
            return paper.Answer(http, paper.Say("PAGE_INVITE_TITLE", association.Name), "screen", body =>
            {
                body.Heading(1, paper.Say("PAGE_INVITE_TITLE", association.Name));
                foreach (var part in paper.Say("PAGE_INVITE_TEXT").Split(" | ")) body.Paragraph(part);
                body.Link($"/benevole?invitation={invite.Code}", paper.Say("PAGE_INVITE_SIGN_UP"));
                body.Phone(association.Phone);
                body.Paragraph(paper.Say("PAGE_INVITE_CODE", invite.Spoken));
            }, (await charters.Current(association, cancel)) is var charter ? body =>
            {
                body.Heading(2, paper.Say("PAGE_CHARTER_TITLE"));
                body.Numbered(Charters.Lines(charter, reader.Culture));
            } : null);
        }
        catch (Refusal refusal)
        {
            return paper.Answer(http, "CyberVoisins", "screen", body =>
            {
                body.Heading(1, "CyberVoisins");
                body.Paragraph(refusal.Code == ErrorCode.TooManyAttempts ? paper.Say("PAGE_LINK_TOO_MANY") : paper.Say("PAGE_INVITE_ENDED"));
            }, status: refusal.Code == ErrorCode.TooManyAttempts ? StatusCodes.Status429TooManyRequests : StatusCodes.Status404NotFound);
        }
    });
}
