using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Http;

/// <summary>The headers of every page and answer, and pages without inline script; styles inside a page only by their hash.</summary>
public sealed class WhatEveryAnswerSays
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/graphql?query=%7Bme%7BsignedIn%7D%7D")]
    [InlineData("/graphql")]
    [InlineData("/graphql/operations.js")]
    [InlineData("/compte")]
    [InlineData("/compte/page.js")]
    [InlineData("/association/messages")]
    [InlineData("/aide")]
    [InlineData("/association/demandes")]
    [InlineData("/sw.js")]
    [InlineData("/regles")]
    [InlineData("/r/0000000000000000")]
    [InlineData("/health/live")]
    [InlineData("/recordings/nothing")]
    [InlineData("/nowhere")]
    public async Task Says_what_a_browser_may_do_with_it(string path)
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var answer = await client.GetAsync(path, Cancel);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join("; ", values) : "none";
        Assert.Equal(("nosniff", "DENY", "no-referrer", "same-origin", "same-origin", "max-age=31536000; includeSubDomains", "none"),
            (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy"), Header("Cross-Origin-Resource-Policy"), Header("Strict-Transport-Security"), Header("Server")));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("publickey-credentials-get=self", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("publickey-credentials-get=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        var policy = Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        if (answer.Content.Headers.ContentType?.MediaType != "text/html") return;

        var html = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotMatch(@"<script>|\sstyle=|\son\w+=", html);
        foreach (Match style in Regex.Matches(html, "<style>(.*?)</style>", RegexOptions.Singleline))
            Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.Groups[1].Value)))}'", policy, StringComparison.Ordinal);
    }
}
