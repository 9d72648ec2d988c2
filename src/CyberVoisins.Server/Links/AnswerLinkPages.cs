using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Links;

/// <summary>
/// /r/{token}: one short page with one button for each answer. Opening it changes nothing, since telephones open links by
/// themselves to show what is behind them; a tap does what the SMS would do. No sign-in, no script, no cookie, nothing from elsewhere.
/// </summary>
internal static class AnswerLinkPages
{
    private const string Path = "/r/{token}";
    private const int LargestForm = 1024;

    /// <summary>Many telephones share an address; somebody who tries tokens needs far more than this.</summary>
    private const int PerMinute = 60;

    public static void MapAnswerLinks(this WebApplication app)
    {
        app.MapGet(Path, async (string token, HttpContext http, ReadLink read, AddressLimits limits, Reader reader, AppDb db, CancellationToken cancel) =>
        {
            if (Limited(http, limits, reader) is { } limited) return limited;
            return await read.Run(token, cancel) is not { } open ? Ended(http, reader, await Only(db, cancel), StatusCodes.Status404NotFound)
                : open.IsExpired ? Ended(http, reader, open.Association, StatusCodes.Status410Gone)
                : Answer(http, new LinkPage(reader.Culture).Of(open), StatusCodes.Status200OK);
        });
        app.MapPost(Path, async (string token, HttpContext http, ReadLink read, UseLink use, AddressLimits limits, Reader reader, AppDb db, CancellationToken cancel) =>
        {
            if (Limited(http, limits, reader) is { } limited) return limited;
            if (await read.Run(token, cancel) is not { } open) return Ended(http, reader, await Only(db, cancel), StatusCodes.Status404NotFound);
            if (open.IsExpired) return Ended(http, reader, open.Association, StatusCodes.Status410Gone);
            if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > LargestForm
                || !Enum.TryParse<LinkAnswer>((await http.Request.ReadFormAsync(cancel))["answer"], out var answer) || !UseLink.AnswersOf(open.Link.Purpose).Contains(answer))
                return Answer(http, new LinkPage(reader.Culture).Of(open), StatusCodes.Status400BadRequest);
            AcceptOutcome? outcome = null;
            try
            {
                outcome = await use.Run(open, answer, cancel);
            }
            catch (InvalidTransitionException)
            {
                // Decided elsewhere at this very moment: the page says what.
            }
            var page = new LinkPage(reader.Culture);
            return Answer(http, outcome is null or AcceptOutcome.Accepted or AcceptOutcome.AlreadyYours ? page.Of((await read.Run(token, cancel))!) : page.Of(open, outcome.Value), StatusCodes.Status200OK);
        });
    }

    private static IResult? Limited(HttpContext http, AddressLimits limits, Reader reader)
    {
        try
        {
            limits.Take("link", PerMinute, Duration.FromMinutes(1));
            return null;
        }
        catch (Refusal)
        {
            return Answer(http, new LinkPage(reader.Culture).TooMany(), StatusCodes.Status429TooManyRequests);
        }
    }

    private static IResult Ended(HttpContext http, Reader reader, Association? association, int status) => Answer(http, new LinkPage(reader.Culture).Ended(association), status);

    /// <summary>Where there is one association alone, it is whom to call; of several, nobody can say which.</summary>
    private static async Task<Association?> Only(AppDb db, CancellationToken cancel) =>
        await db.Associations.AsNoTracking().OrderBy(a => a.Id).Take(2).ToListAsync(cancel) is [var only] ? only : null;

    /// <summary>What is behind the address is one person's: not kept, not listed, not told to anybody.</summary>
    private static IResult Answer(HttpContext http, string page, int status)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = LinkPage.Policy;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        headers.Vary = "Accept-Language";
        return Results.Content(page, "text/html; charset=utf-8", null, status);
    }
}
