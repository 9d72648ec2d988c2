using System.Net;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>The page that anybody may load holds nothing but itself.</summary>
public sealed class ThePageOfTheAccount
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loads_its_own_style_and_script_and_nothing_else()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        foreach (var (path, type) in new[] { ("/compte", "text/html"), ("/compte/page.js", "text/javascript"), ("/compte/leaving.js", "text/javascript"), ("/compte/page.css", "text/css") })
        {
            using var response = await client.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            Assert.DoesNotMatch(@"<script>|<style|\sstyle=|\son\w+=|innerHTML|insertAdjacentHTML|https?://", await response.Content.ReadAsStringAsync(Cancel));
        }
        var page = await client.GetStringAsync("/compte", Cancel);
        Assert.All(Regex.Matches(page, "(?:src|href)=\"([^\"]+)\"").Select(m => m.Groups[1].Value), link => Assert.Matches("^(data:,|/compte/(page\\.(js|css)|leaving\\.js)|/graphql/operations\\.js|/association|/compte/ailleurs)$", link));
        // Every part that the script shows or reads is on the page.
        var script = await client.GetStringAsync("/compte/page.js", Cancel);
        Assert.All(Regex.Matches(script, @"(?:\$|onClick|onSubmit)\('([\w-]+)'").Select(m => m.Groups[1].Value), id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
    }
}
