using System.Net;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>The page that anybody may load holds nothing but itself; what it shows comes from the API, to whom may read it. How it looks and works: tests/http/messages.mjs.</summary>
public sealed class ThePageOfMessages
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loads_its_own_style_and_script_and_nothing_else_and_holds_no_data()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.AsksForJeanne();
        using var client = hood.Client();
        foreach (var (path, type) in new[] { ("/association/messages", "text/html"), ("/association/messages/page.js", "text/javascript"), ("/association/messages/page.css", "text/css") })
        {
            using var response = await client.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            var text = await response.Content.ReadAsStringAsync(Cancel);
            // No inline script, style or handler, no markup from text, nothing from elsewhere.
            Assert.DoesNotMatch(@"<script>|<style|\sstyle=|\son\w+=|innerHTML|insertAdjacentHTML|https?://", text);
            Assert.DoesNotMatch("Jeanne|Voisins du 17e|63998", text);
        }
        var page = await client.GetStringAsync("/association/messages", Cancel);
        Assert.All(Regex.Matches(page, "(?:src|href)=\"([^\"]+)\"").Select(m => m.Groups[1].Value), link => Assert.Matches("^(data:,|/compte/leaving\\.js|/association|/association/messages/page\\.(js|css)|/graphql/operations\\.js)$", link));
    }
}
