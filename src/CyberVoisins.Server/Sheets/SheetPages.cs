using System.Globalization;
using System.Reflection;
using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Invites;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Vouchings;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Sheets;

/// <summary>
/// /association/feuilles: what an association prints, each on one sheet of A4, for its signed-in coordinators. An address holds
/// ids and nothing about anybody. French, or English with ?langue=en or a browser that prefers it. No script, one style of its own.
/// </summary>
internal static class SheetPages
{
    public const string Path = "/association/feuilles";

    public static void MapSheets(this WebApplication app)
    {
        app.MapGet(Paper.StylePath, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.Headers["X-Content-Type-Options"] = "nosniff";
            return Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream("sheets/feuille.css") ?? throw new InvalidOperationException("feuille.css is not in the assembly."), "text/css; charset=utf-8");
        });
        app.MapGet("/charte", async (HttpContext http, AppDb db, Charters charters, Reader reader, CancellationToken cancel) =>
        {
            var paper = new Paper(Culture(http, reader));
            List<(Association Association, Charter Charter)> all = [];
            foreach (var association in await db.Associations.AsNoTracking().OrderBy(a => a.Name).ToListAsync(cancel)) all.Add((association, await charters.Current(association, cancel)));
            return paper.Answer(http, paper.Say("PAGE_CHARTER_TITLE"), "screen", body => CharterSheet.Public(body, all));
        });
        Map(app, "", (sheets, association, _, cancel) => sheets.Index(association, cancel));
        Map(app, "/charte", (sheets, association, _, cancel) => sheets.Charter(association, cancel));
        Map(app, "/consentement", (sheets, association, _, _) => sheets.Consent(association));
        Map(app, "/affiche", (sheets, association, http, cancel) => sheets.Poster(association, http.Request.Query["invitation"], cancel));
        Map(app, "/visite/{id:guid}", (sheets, association, http, cancel) => sheets.Visit(association, Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture), cancel));
    }

    private static void Map(WebApplication app, string path, Func<Sheets, Association, HttpContext, CancellationToken, Task<Sheet?>> make) =>
        app.MapGet(Path + path, async (HttpContext http, AppDb db, CurrentUser user, Sheets sheets, Reader reader, CancellationToken cancel) =>
        {
            var paper = new Paper(Culture(http, reader));
            if (user.CoordinatorOf is not { } id)
                return Short(paper, http, "PAGE_SHEETS_SIGN_IN", user.IsSignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
            sheets.Use(paper);
            return await make(sheets, association, http, cancel) is { } sheet
                ? paper.Answer(http, sheet.Title, sheet.Kind, body => Around(body, http, sheet))
                : Short(paper, http, "PAGE_SHEETS_NOT_FOUND", StatusCodes.Status404NotFound);
        });

    private static void Around(Paper paper, HttpContext http, Sheet sheet)
    {
        var other = paper.Culture.Equals(French) ? "en" : "fr";
        // The address again, with the other language: ids only, never a word that somebody typed.
        var invitation = Guid.TryParse(http.Request.Query["invitation"], CultureInfo.InvariantCulture, out var id) ? $"&invitation={id}" : "";
        paper.Links(
            [(Path, paper.Say("PAGE_SHEETS_ALL")), ($"{http.Request.Path}?langue={other}{invitation}", paper.Say("PAGE_SHEETS_OTHER_LANGUAGE")), ("/association", paper.Say("PAGE_SHEETS_MESSAGES"))],
            paper.Say("PAGE_SHEETS_TITLE"));
        sheet.Body(paper);
    }

    private static IResult Short(Paper paper, HttpContext http, string key, int status) => paper.Answer(http, paper.Say("PAGE_SHEETS_TITLE"), "screen", body =>
    {
        body.Heading(1, paper.Say("PAGE_SHEETS_TITLE"));
        body.Paragraph(paper.Say(key));
        body.Link("/association", paper.Say("PAGE_SHEETS_MESSAGES"));
    }, status: status);

    private static CultureInfo Culture(HttpContext http, Reader reader) => (string?)http.Request.Query["langue"] switch { "en" => English, "fr" => French, _ => reader.Culture };
}

/// <summary>One page to print: its title, the class of its style, and what it says.</summary>
internal sealed record Sheet(string Title, string Kind, Action<Paper> Body);

/// <summary>The sheets of one association, read for its coordinator.</summary>
internal sealed class Sheets(AppDb db, Charters charters, InviteLinks links, TimeProvider clock)
{
    private Paper _paper = new(French);

    public void Use(Paper paper) => _paper = paper;

    public async Task<Sheet?> Index(Association association, CancellationToken cancel)
    {
        var now = clock.Now();
        var visits = await (from visit in db.Visits.AsNoTracking()
                            where visit.AssociationId == association.Id && visit.State == VisitState.Planned && visit.Start > now
                            orderby visit.Start, visit.Id
                            join resident in db.Residents on visit.ResidentId equals resident.Id
                            join volunteer in db.Volunteers on visit.VolunteerId equals volunteer.Id
                            select new { visit.Id, visit.Start, Resident = resident.FirstName, Volunteer = volunteer.FirstName }).Take(50).ToListAsync(cancel);
        var invites = await Open(association).OrderByDescending(i => i.Id).Take(20).ToListAsync(cancel);
        return new(Say("PAGE_SHEETS_TITLE"), "screen", paper =>
        {
            paper.Heading(1, Say("PAGE_SHEETS_TITLE"));
            paper.Paragraph(Say("PAGE_SHEETS_TEXT"));
            foreach (var (path, title) in new[] { ("charte", "PAGE_CHARTER_TITLE"), ("consentement", "PAGE_CONSENT_TITLE"), ("affiche", "PAGE_POSTER_SHEET") }) paper.Link($"{SheetPages.Path}/{path}", Say(title));
            foreach (var invite in invites) paper.Link($"{SheetPages.Path}/affiche?invitation={invite.Id}", Say("PAGE_POSTER_OF", invite.Label, invite.Spoken));
            paper.Heading(2, Say("PAGE_SHEETS_VISITS"));
            if (visits.Count == 0) paper.Paragraph(Say("PAGE_SHEETS_NO_VISIT"));
            foreach (var visit in visits) paper.Link($"{SheetPages.Path}/visite/{visit.Id}", Say("PAGE_SHEETS_VISIT", Phrases.When(visit.Start, association.Zone, _paper.Culture), visit.Volunteer, visit.Resident));
        });
    }

    public async Task<Sheet?> Charter(Association association, CancellationToken cancel)
    {
        var charter = await charters.Current(association, cancel);
        return new(Say("PAGE_CHARTER_TITLE"), "sheet", paper => CharterSheet.ToSign(paper, association, charter));
    }

    public Task<Sheet?> Consent(Association association) =>
        Task.FromResult<Sheet?>(new(Say("PAGE_CONSENT_TITLE"), "sheet large", paper => ConsentSheet.ToSign(paper, association)));

    /// <summary>With the QR code of an open invite; without one, the telephone number alone.</summary>
    public async Task<Sheet?> Poster(Association association, string? invitation, CancellationToken cancel)
    {
        Invite? invite = null;
        if (invitation is not null)
        {
            if (!Guid.TryParse(invitation, CultureInfo.InvariantCulture, out var id)) return null;
            var wanted = InviteId.Of(id);
            if ((invite = await Open(association).SingleOrDefaultAsync(i => i.Id == wanted, cancel)) is null) return null;
        }
        invite ??= await Open(association).OrderByDescending(i => i.Id).FirstOrDefaultAsync(cancel);
        return new(Say("PAGE_POSTER_SHEET"), "poster", paper => PosterSheet.Write(paper, association, invite, invite is null ? null : links.QrOf(invite), invite is null ? null : links.Of(invite)));
    }

    public async Task<Sheet?> Visit(Association association, Guid id, CancellationToken cancel)
    {
        var visitId = VisitId.Of(id);
        if (await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == visitId && v.AssociationId == association.Id && v.State == VisitState.Planned, cancel) is not { } visit) return null;
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == visit.RequestId, cancel);
        var resident = await db.Residents.AsNoTracking().Where(r => r.Id == visit.ResidentId).Select(r => r.FirstName).SingleAsync(cancel);
        var volunteer = await db.Volunteers.AsNoTracking().Where(v => v.Id == visit.VolunteerId).Select(v => v.FirstName).SingleAsync(cancel);
        return new(Say("PAGE_VISIT_SHEET_TITLE"), "sheet visit", paper => VisitSheet.Write(paper, association, visit, request, resident, volunteer));
    }

    private IQueryable<Invite> Open(Association association)
    {
        var now = clock.Now();
        return db.Invites.AsNoTracking().Where(i => i.AssociationId == association.Id && i.RevokedAt == null && i.ExpiresAt > now && i.Used < i.Uses);
    }

    private string Say(string key, params object?[] figures) => _paper.Say(key, figures);
}
