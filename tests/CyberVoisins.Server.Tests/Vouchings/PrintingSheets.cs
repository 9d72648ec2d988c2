using System.Net;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Vouchings;

/// <summary>What an association prints. How it looks on paper is seen in Chromium: tests/http/sheets.mjs.</summary>
public sealed partial class PrintingSheets
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Sheets = "/association/feuilles";

    [Fact]
    public async Task Only_a_coordinator_opens_them_and_another_associations_visit_is_not_there()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        const string Other = "+33639980006";
        await hood.HasAssociation("Une autre", Other, "{ communeCodes: [\"75117\"] }");
        foreach (var path in new[] { "", "/charte", "/consentement", "/affiche", $"/visite/{visit}" })
        {
            Assert.Equal(HttpStatusCode.OK, (await hood.Opens(Sheets + path, Nadia)).Status);
            var (status, html, _) = await hood.Opens(Sheets + path);
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.DoesNotContain("Jeanne", html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await hood.Opens(Sheets + path, amina)).Status);
        }
        var theirs = await hood.Opens($"{Sheets}/visite/{visit}", Other);
        var nobodys = await hood.Opens($"{Sheets}/visite/01938b1c-0000-7000-8000-000000000000", Other);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, nobodys.Html), (theirs.Status, nobodys.Status, theirs.Html));
        Assert.DoesNotContain("Jeanne", (await hood.Opens(Sheets, Other)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_visit_sheet_says_who_when_where_and_what_never()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (request, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Contains($"href=\"{Sheets}/visite/{visit}\"", (await hood.Opens(Sheets, Nadia)).Html, StringComparison.Ordinal);
        var (_, html, response) = await hood.Opens($"{Sheets}/visite/{visit}", Nadia);
        foreach (var said in new[] { "Jeanne", "Amina", "ven. 27/11 à 14h00, 30 minutes", "À domicile : 12 rue de Saussure, 75017 Paris", "01 99 00 17 17", $"FAIT {code}", "pas de carte bancaire" })
            Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains((await hood.Coordinator($$"""{ visit(id: "{{visit}}") { codeWord } }"""))["visit"].Text("codeWord"), html, StringComparison.Ordinal);
        // No telephone of either, and nothing that they wrote.
        Assert.DoesNotContain("6 39 98", html, StringComparison.Ordinal);
        Assert.DoesNotContain("ne sonne plus", html, StringComparison.Ordinal);
        Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("You help", (await hood.Opens($"{Sheets}/visite/{visit}?langue=en", Nadia)).Html, StringComparison.Ordinal);

        await hood.Does(Nadia, $"cancelRequest(requestId: \"{request.Text("id")}\")", "helpRequest { state }");
        Assert.Equal(HttpStatusCode.NotFound, (await hood.Opens($"{Sheets}/visite/{visit}", Nadia)).Status); // an old sheet is of no use
    }

    [Fact]
    public async Task The_poster_has_the_number_and_the_code_of_an_open_invite()
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Contains("Appelez le même numéro.", (await hood.Opens($"{Sheets}/affiche", Nadia)).Html, StringComparison.Ordinal);
        var invite = (await hood.Does(Nadia, "createInvite(input: { label: \"mairie\" })", "invite { id code }")).Result;
        var (_, html, _) = await hood.Opens($"{Sheets}/affiche?invitation={invite.Text("id")}", Nadia);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains(invite.Text("code"), html, StringComparison.Ordinal);
        await hood.Does(Nadia, $"revokeInvite(inviteId: \"{invite.Text("id")}\")", "invite { id }");
        Assert.Equal(HttpStatusCode.NotFound, (await hood.Opens($"{Sheets}/affiche?invitation={invite.Text("id")}", Nadia)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await hood.Opens($"{Sheets}/affiche?invitation=<script>", Nadia)).Status);
    }

    [Fact]
    public async Task Each_page_holds_under_the_strictest_policy()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Does(Nadia, "createInvite(input: { label: \"mairie\" })", "invite { id }");
        foreach (var path in new[] { Sheets, $"{Sheets}/charte", $"{Sheets}/consentement", $"{Sheets}/affiche", "/charte" })
        {
            var (_, html, response) = await hood.Opens(path, Nadia);
            Assert.DoesNotMatch(Inline(), html);
            Assert.Equal("default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        }
        Assert.Equal("text/css", (await hood.Opens($"{Sheets}/feuille.css")).Response.Content.Headers.ContentType!.MediaType);
    }

    [GeneratedRegex("<script|<style|style=|javascript:| on[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
