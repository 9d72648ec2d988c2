using System.Net;
using System.Net.Http.Json;
using System.Text;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>A page of another site makes the reader's browser speak to us.</summary>
public sealed class CrossSiteRequests
{
    private const string Change = "mutation { changePolicy(input: { waveSize: 3 }) { errors { code } } }";

    private static async Task<(Neighbourhood Hood, HttpClient Browser)> SignedIn()
    {
        var hood = await Neighbourhood.Start();
        var browser = hood.Client();
        using var answer = await browser.PostAsJsonAsync("/graphql", new { query = $$"""mutation { signInWithPassword(input: { login: "{{Neighbourhood.CoordinatorPhone}}", password: "{{Neighbourhood.Password}}" }) { errors { code } } }""" }, Attacking.Cancel);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        return (hood, browser);
    }

    [Fact]
    public async Task A_cookie_alone_moves_nothing()
    {
        var (hood, browser) = await SignedIn();
        await using var _ = hood;
        Assert.Equal((HttpStatusCode.Forbidden, "PREFLIGHT_HEADER_MISSING"), await Of(browser.Sends(new { query = Change })));
        foreach (var site in new[] { "cross-site", "same-site" })
            Assert.Equal((HttpStatusCode.Forbidden, "CROSS_SITE_REQUEST"), await Of(browser.Sends(new { query = Change }, ("Sec-Fetch-Site", site), ("GraphQL-Preflight", "1"))));
        Assert.Equal((HttpStatusCode.OK, (string?)null), await Of(browser.Sends(new { query = Change }, ("Sec-Fetch-Site", "same-origin"), ("GraphQL-Preflight", "1"))));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_a_form_can_send_is_not_read(string type)
    {
        var (hood, browser) = await SignedIn();
        await using var _ = hood;
        // A form cannot send our header either; each of the two is enough.
        foreach (var (header, status) in new[] { (false, HttpStatusCode.Forbidden), (true, HttpStatusCode.UnsupportedMediaType) })
        {
            using var content = new StringContent($$"""{"query":"{{Change}}"}""", Encoding.UTF8);
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            if (header) content.Headers.Add("GraphQL-Preflight", "1");
            using var answer = await browser.PostAsync("/graphql", content, Attacking.Cancel);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_link_reads_and_changes_nothing_and_no_other_site_is_let_read()
    {
        var (hood, browser) = await SignedIn();
        await using var _ = hood;
        using var link = await browser.GetAsync($"/graphql?query={Uri.EscapeDataString(Change)}", Attacking.Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, link.StatusCode);
        using var asked = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        asked.Headers.Add("Origin", "https://attacker.example");
        asked.Headers.Add("Access-Control-Request-Method", "POST");
        asked.Headers.Add("Access-Control-Request-Headers", "content-type,graphql-preflight");
        using var preflight = await browser.SendAsync(asked, Attacking.Cancel);
        Assert.DoesNotContain(preflight.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<(HttpStatusCode, string?)> Of(Task<(HttpStatusCode Status, string? Code, System.Text.Json.Nodes.JsonNode? Json)> sent)
    {
        var (status, code, _) = await sent;
        return (status, code);
    }
}
