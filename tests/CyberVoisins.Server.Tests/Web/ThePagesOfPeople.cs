using System.Net;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Web;

/// <summary>
/// The web client as it is sent. Whether it was built beside these tests depends on the machine: what must hold holds in both cases,
/// and what the pages do is the browser's story (tests/http/aide.mjs and its neighbours).
/// </summary>
public sealed class ThePagesOfPeople
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/aide")]
    [InlineData("/aide/suivi/0")]
    [InlineData("/benevole/reglages")]
    [InlineData("/association")]
    [InlineData("/accessibilite")]
    public async Task Every_address_of_theirs_is_a_page(string path)
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var answer = await client.GetAsync(path, Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("geolocation=(self)", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/compte")]
    [InlineData("/association/messages")]
    public async Task No_page_that_shows_people_is_kept_for_back(string path)
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var answer = await client.GetAsync(path, Cancel);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("src=\"/compte/leaving.js\"", await client.GetStringAsync(path, Cancel), StringComparison.Ordinal);
        Assert.Contains("persisted", await client.GetStringAsync("/compte/leaving.js", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signOut", null)]
    [InlineData("signOut", Neighbourhood.CoordinatorPhone)]
    [InlineData("signOutEverywhere", Neighbourhood.CoordinatorPhone)]
    public async Task Signing_out_has_the_browser_forget_what_it_kept(string mutation, string? phone)
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent($$"""{"query":"mutation { {{mutation}} { errors { code } } }"}""", System.Text.Encoding.UTF8, "application/json") };
        if (phone is not null) request.Headers.Authorization = new("Bearer", await hood.TokenOf(phone));
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal("\"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/..%2F..%2Fappsettings.json")]
    [InlineData("/assets/%2Fetc%2Fpasswd")]
    public async Task Nothing_else_of_the_disk_is(string path)
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var answer = await client.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
