using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>What is open in somebody's name: sessions on devices, tokens of programs.</summary>
public sealed class SessionsAndTokens
{
    private const string Nadia = Neighbourhood.CoordinatorPhone, Amina = "+33639984001";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<JsonNode> Does(Neighbourhood hood, string? token, string mutation) => (await hood.SendAs(token, $"mutation {{ did: {mutation} }}"))["data"]!["did"]!;

    private static string? Refused(JsonNode payload) => payload["errors"]!.AsArray().FirstOrDefault()?.Text("code");

    private static string? Code(JsonNode answer) => answer["errors"]?[0]!["extensions"].Text("code");

    private static async Task<bool> IsIn(Neighbourhood hood, string token) => (await hood.SendAs(token, "{ me { signedIn } }"))["data"]!["me"]!["signedIn"]!.GetValue<bool>();

    private static async Task<JsonArray> Sessions(Neighbourhood hood, string token) =>
        (await hood.SendAs(token, "{ sessions { nodes { id device mode proof current lastSeenAt endsAt } } }"))["data"]!["sessions"]!["nodes"]!.AsArray();

    private static async Task<(string Secret, string Id)> Token(Neighbourhood hood, string session, string scopes, int days = 30)
    {
        var made = (await Does(hood, session, $$"""createApiToken(input: { name: "le tableau du mardi", scopes: [{{scopes}}], days: {{days}} }) { newToken { secret token { id } } errors { code } }"""))["newToken"]!;
        return (made.Text("secret"), made["token"].Text("id"));
    }

    [Fact]
    public async Task One_sees_ones_own_sessions_and_ends_one()
    {
        await using var hood = await Neighbourhood.Start();
        var first = await hood.SignInByCode(Amina);
        var second = await hood.SignInByCode(Amina);
        var stranger = await hood.SignInByCode("+33639984002");
        var seen = await Sessions(hood, second);
        Assert.Equal([true, false], seen.Select(s => s!["current"]!.GetValue<bool>()));
        Assert.All(seen, s => Assert.Equal(("PROGRAM", "TOKEN", "CODE"), (s.Text("device"), s.Text("mode"), s.Text("proof"))));
        var ends = $"endSession(sessionId: \"{seen[1].Text("id")}\") {{ errors {{ code }} }}";
        Assert.Equal("NOT_FOUND", Refused(await Does(hood, stranger, ends)));
        Assert.True(await IsIn(hood, first));
        Assert.Null(Refused(await Does(hood, second, ends)));
        Assert.False(await IsIn(hood, first));
        Assert.Equal("NOT_FOUND", Refused(await Does(hood, second, ends)));
        Assert.Single(await Sessions(hood, second));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1", "PHONE")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "PHONE")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", "TABLET")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "TABLET")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "COMPUTER")]
    [InlineData("curl/8.9", "PROGRAM")]
    public async Task A_device_is_named_as_coarsely_as_its_owner_would(string userAgent, string device)
    {
        await using var hood = await Neighbourhood.Start();
        var code = await hood.AsksForCode(Amina);
        using var client = hood.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        using var signedIn = await client.PostAsJsonAsync("/graphql", new { query = $$"""mutation { did: signInWithCode(input: { phone: "{{Amina}}", code: "{{code}}", mode: TOKEN }) { session { accessToken } } }""" }, Cancel);
        var token = JsonNode.Parse(await signedIn.Content.ReadAsStringAsync(Cancel))!["data"]!["did"]!["session"].Text("accessToken");
        Assert.Equal(device, Assert.Single(await Sessions(hood, token)).Text("device"));
    }

    [Fact]
    public async Task Signing_in_again_in_the_same_browser_ends_the_session_before()
    {
        await using var hood = await Neighbourhood.Start();
        using var browser = hood.Client();
        async Task<string> SignsIn()
        {
            var code = await hood.AsksForCode(Amina);
            using var answer = await browser.PostAsJsonAsync("/graphql", new { query = $$"""mutation { signInWithCode(input: { phone: "{{Amina}}", code: "{{code}}" }) { errors { code } } }""" }, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }
        var before = await SignsIn();
        browser.DefaultRequestHeaders.Add("Cookie", before);
        browser.DefaultRequestHeaders.Add("GraphQL-Preflight", "1");
        var after = await SignsIn();
        Assert.NotEqual(before, after);
        Assert.Equal(1, await hood.Sql(db => db.Sessions.CountAsync(s => db.Users.Any(u => u.Id == s.AccountId && u.PhoneNumber == Amina))));
        using var old = await browser.PostAsJsonAsync("/graphql", new { query = "{ me { signedIn } }" }, Cancel);
        Assert.Contains("\"signedIn\":false", await old.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_of_staff_ends_after_a_working_day()
    {
        await using var hood = await Neighbourhood.Start(secondFactor: "Required");
        await hood.TokenOf(Nadia);
        using var browser = hood.Client();
        browser.DefaultRequestHeaders.Add("GraphQL-Preflight", "1");
        async Task<string> Post(string query)
        {
            using var answer = await browser.PostAsJsonAsync("/graphql", new { query }, Cancel);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            {
                browser.DefaultRequestHeaders.Remove("Cookie");
                browser.DefaultRequestHeaders.Add("Cookie", set.Last().Split(';')[0]);
            }
            return await answer.Content.ReadAsStringAsync(Cancel);
        }
        await Post($$"""mutation { signInWithPassword(input: { login: "{{Nadia}}", password: "{{Neighbourhood.Password}}" }) { session { secondFactor } } }""");
        Assert.Contains("PROVEN", await Post($$"""mutation { confirmSecondFactor(input: { code: "{{hood.NextCode(Nadia)}}" }) { session { secondFactor } } }"""), StringComparison.Ordinal);
        for (var hour = 0; hour < 11; hour++)
        {
            hood.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Contains("\"signedIn\":true", await Post("{ me { signedIn } }"), StringComparison.Ordinal);
        }
        hood.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("\"signedIn\":false", await Post("{ me { signedIn } }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_may_do_what_its_scopes_say()
    {
        await using var hood = await Neighbourhood.Start(secondFactor: "Required");
        var session = await hood.TokenOf(Nadia);
        await hood.HasVolunteer("Amina");
        var (read, _) = await Token(hood, session, "READ, STAFF");
        var (write, _) = await Token(hood, session, "WRITE, STAFF");
        var (own, _) = await Token(hood, session, "READ, WRITE");
        const string Volunteers = "{ volunteers { nodes { firstName } } }", Change = "mutation { changePolicy(input: { waveSize: 3 }) { errors { code } } }";

        Assert.Single((await hood.SendAs(read, Volunteers))["data"]!["volunteers"]!["nodes"]!.AsArray());
        Assert.Equal("INSUFFICIENT_SCOPE", Code(await hood.SendAs(read, Change)));
        Assert.Equal("INSUFFICIENT_SCOPE", Code(await hood.SendAs(write, Volunteers)));
        Assert.Empty((await hood.SendAs(write, Change))["data"]!["changePolicy"]!["errors"]!.AsArray());
        // Without the scope of staff the coordinator is a person like any other.
        Assert.Empty((await hood.SendAs(own, Volunteers))["data"]!["volunteers"]!["nodes"]!.AsArray());
        Assert.Equal("FORBIDDEN", (await hood.SendAs(own, Change))["data"]!["changePolicy"]!["errors"]![0].Text("code"));
        // What opens doors is not given to a token.
        foreach (var door in new[] { "enrolTotp", "askNewPasskey", "signOutEverywhere", "renewRecoveryCodes", "createApiToken(input: { name: \"x\", scopes: [READ], days: 1 })", "setPassword(input: { newPassword: \"une phrase de passe neuve\" })", $"resetSecondFactor(phone: \"{Amina}\")" })
            Assert.Equal((door, "FORBIDDEN"), (door, Refused(await Does(hood, write, door + " { errors { code } }"))));
        Assert.Equal("FORBIDDEN", Code(await hood.SendAs(read, "{ sessions { nodes { id } } }")));
    }

    [Fact]
    public async Task A_token_is_shown_once_kept_as_a_hash_and_ends_by_itself_by_hand_and_with_the_sessions()
    {
        await using var hood = await Neighbourhood.Start(secondFactor: "Required");
        var session = await hood.TokenOf(Nadia);
        var (secret, id) = await Token(hood, session, "READ, STAFF");
        Assert.StartsWith("cvt_", secret, StringComparison.Ordinal);
        var kept = await hood.Sql(db => db.ApiTokens.SingleAsync());
        Assert.Equal(32, kept.Hash.Length);
        Assert.DoesNotContain(secret[4..], (await hood.SendAs(session, "{ apiTokens { nodes { id name scopes createdAt expiresAt lastUsedAt } } }")).ToJsonString(), StringComparison.Ordinal);
        Assert.True(await IsIn(hood, secret));
        Assert.False(await IsIn(hood, secret + "x"));
        Assert.Equal("NOT_FOUND", Refused(await Does(hood, await hood.SignInByCode(Amina), $"revokeApiToken(apiTokenId: \"{id}\") {{ errors {{ code }} }}")));
        Assert.Null(Refused(await Does(hood, session, $"revokeApiToken(apiTokenId: \"{id}\") {{ errors {{ code }} }}")));
        Assert.False(await IsIn(hood, secret));

        var (short_, _) = await Token(hood, session, "READ", days: 1);
        var (other, _) = await Token(hood, session, "READ", days: 30);
        hood.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await IsIn(hood, short_));
        Assert.True(await IsIn(hood, other));
        await hood.Ask("mutation { signOutEverywhere { errors { code } } }", Nadia);
        Assert.False(await IsIn(hood, other));
    }

    [Theory]
    [InlineData("STAFF", 1, "INVALID_LIST")]
    [InlineData("", 1, "INVALID_LIST")]
    [InlineData("READ, READ", 1, "INVALID_LIST")]
    [InlineData("READ", 366, "INVALID_DAYS")]
    [InlineData("READ", 0, "INVALID_DAYS")]
    [InlineData("READ, STAFF", 91, "INVALID_DAYS")]
    public async Task A_token_has_bounds(string scopes, int days, string code)
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal(code, Refused(await Does(hood, await hood.TokenOf(Nadia), $$"""createApiToken(input: { name: "x", scopes: [{{scopes}}], days: {{days}} }) { errors { code } }""")));
        Assert.Equal("FORBIDDEN", Refused(await Does(hood, await hood.SignInByCode(Amina), """createApiToken(input: { name: "x", scopes: [READ, STAFF], days: 1 }) { errors { code } }""")));
    }
}
