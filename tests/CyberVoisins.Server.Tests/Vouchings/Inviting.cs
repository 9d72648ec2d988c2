using System.Net;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Tests.Story;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Vouchings;

/// <summary>A code on a poster brings volunteers to the association that hung it.</summary>
public sealed class Inviting
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Made = "invite { id code link qrSvg uses used expiresAt revokedAt }";

    private static async Task<Done> SignsUp(Neighbourhood hood, string code, string? phone = null, string association = "") =>
        await hood.Does(phone ?? hood.NextPhone(), $$"""
            signUpVolunteer(input: { inviteCode: "{{code}}" {{association}}, firstName: "Amina", address: { latitude: 48.8894, longitude: 2.3072 }, maxDistanceMetres: 5000, categories: [DEVICE_BASICS],
              availability: {{Neighbourhood.EveryDay}}, modes: [BY_PHONE] })
            """, "volunteer { id state association { id } }");

    [Fact]
    public async Task Whoever_has_the_code_signs_up_and_waits_for_the_associations_word_like_anybody()
    {
        await using var hood = await Neighbourhood.Start();
        var invite = (await hood.Does(Nadia, "createInvite(input: { label: \"bibliothèque\", uses: 2 })", Made)).Result;
        var code = invite.Text("code");
        Assert.Matches("^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$", code);
        Assert.Equal($"{Neighbourhood.PublicUrl}/i/{code.Replace("-", "", StringComparison.Ordinal)}", invite.Text("link"));
        Assert.StartsWith("<svg", invite.Text("qrSvg").TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", invite.Text("qrSvg"), StringComparison.Ordinal);

        Assert.Equal("Les Voisins du 17e", (await hood.Ask($$"""{ invited(code: " {{code.ToLowerInvariant()}} ") { association { name } } }"""))["invited"]!["association"].Text("name"));
        var amina = (await SignsUp(hood, code)).Result;
        Assert.Equal(("REGISTERED", hood.AssociationId), (amina.Text("state"), amina["association"].Text("id")));
        // A sign-up that fails takes no place.
        var twice = hood.NextPhone();
        Assert.Null((await SignsUp(hood, code, twice)).Refused);
        Assert.Equal("INVITE_NOT_VALID", (await SignsUp(hood, code)).Refused); // both places are taken
        var list = (await hood.Coordinator("{ invites { nodes { label used uses } } }"))["invites"]!["nodes"]![0];
        Assert.Equal(("bibliothèque", 2, 2), (list.Text("label"), list.Number("used"), list.Number("uses")));
        Assert.Equal(2, await hood.Sql(db => db.Volunteers.CountAsync(v => v.InviteId != null)));
    }

    [Fact]
    public async Task A_failed_sign_up_takes_no_place_and_unknown_over_and_revoked_look_the_same()
    {
        await using var hood = await Neighbourhood.Start();
        var invite = (await hood.Does(Nadia, "createInvite(input: { label: \"marché\", uses: 5, days: 2 })", Made)).Result;
        var (code, phone) = (invite.Text("code"), hood.NextPhone());
        Assert.Null((await SignsUp(hood, code, phone)).Refused);
        Assert.Equal("ALREADY_REGISTERED", (await SignsUp(hood, code, phone)).Refused);
        Assert.Equal(1, (await hood.Coordinator("{ invites { nodes { used } } }"))["invites"]!["nodes"]![0].Number("used"));
        const string Elsewhere = ", associationId: \"01938b1c-0000-7000-8000-000000000000\"";
        var refused = new List<string> { await Refusal(hood, "AAAA-AAAA"), await Refusal(hood, "n'importe quoi"), await Refusal(hood, "") };
        Assert.Equal("INVITE_NOT_VALID", (await SignsUp(hood, code, association: Elsewhere)).Refused);

        var other = (await hood.Does(Nadia, "createInvite(input: { label: \"mairie\" })", Made)).Result;
        await hood.Does(Nadia, $"revokeInvite(inviteId: \"{other.Text("id")}\")", Made);
        refused.Add(await Refusal(hood, other.Text("code")));
        await hood.Passes(Duration.FromDays(2));
        refused.Add(await Refusal(hood, code));
        Assert.Single(refused.Distinct());
    }

    private static async Task<string> Refusal(Neighbourhood hood, string code) => (await hood.Send($$"""{ invited(code: "{{code}}") { association { name } } }""")).ToJsonString();

    private sealed class FromOneAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
                return rest(context);
            });
            next(app);
        };
    }

    [Fact]
    public async Task Codes_are_not_found_by_trying()
    {
        // The test server has no network: each caller comes from one address.
        await using var hood = await Neighbourhood.Start(adjust: builder => builder.Services.AddTransient<IStartupFilter, FromOneAddress>());
        await hood.Does(Nadia, "createInvite(input: { label: \"mairie\" })", Made);
        for (var i = 0; i < 60; i++) Assert.Contains("INVITE_NOT_VALID", await Refusal(hood, $"AAAA-AA{Invite.Alphabet[i % 30]}{Invite.Alphabet[i / 30]}"), StringComparison.Ordinal);
        Assert.Contains("TOO_MANY_ATTEMPTS", await Refusal(hood, "AAAA-AAAA"), StringComparison.Ordinal);
        Assert.Equal("TOO_MANY_ATTEMPTS", (await SignsUp(hood, "AAAA-AAAA")).Refused); // nor by the other door
        Assert.Equal(HttpStatusCode.TooManyRequests, (await hood.Opens("/i/AAAAAAAA")).Status);
        await hood.Passes(Duration.FromHours(1));
        Assert.Contains("INVITE_NOT_VALID", await Refusal(hood, "AAAA-AAAA"), StringComparison.Ordinal);
        Assert.True(Math.Pow(Invite.Alphabet.Length, Invite.CodeLength) > 6.5e11);
        var codes = new HashSet<string>();
        for (var i = 0; i < 60; i++) codes.Add((await hood.Does(Nadia, $"createInvite(input: {{ label: \"n° {i}\" }})", Made)).Result.Text("code"));
        Assert.Equal(60, codes.Count);
    }

    [Fact]
    public async Task The_page_of_the_link_says_whose_it_is_and_counts_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        var invite = (await hood.Does(Nadia, "createInvite(input: { label: \"affiche <b>\" })", Made)).Refused;
        Assert.Equal("INVALID_TEXT", invite);
        var code = (await hood.Does(Nadia, "createInvite(input: { label: \"mairie\" })", Made)).Result.Text("code");
        var (status, html, response) = await hood.Opens($"/i/{code}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Les Voisins du 17e vous invite", html, StringComparison.Ordinal);
        Assert.Contains(code, html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/benevole?invitation={code.Replace("-", "", StringComparison.Ordinal)}\">M'inscrire</a>", html, StringComparison.Ordinal);
        Assert.Contains("Je fais avec la personne, jamais à sa place.", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("invites you", (await hood.Opens($"/i/{code}", language: "en")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hood.Opens("/i/AAAAAAAA")).Status);
        Assert.Equal(0, (await hood.Coordinator("{ invites { nodes { used } } }"))["invites"]!["nodes"]![0].Number("used"));
    }
}
