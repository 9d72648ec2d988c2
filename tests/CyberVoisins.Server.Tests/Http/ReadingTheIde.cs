namespace CyberVoisins.Server.Tests.Http;

public sealed class ReadingTheIde(ToyServer server) : IClassFixture<ToyServer>
{
    [Fact]
    public async Task The_page_and_its_files_come_from_here_only()
    {
        using var page = await server.Client.GetAsync("/graphql/ide", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("://", html);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("hello(name: &quot;voisine&quot;)", html);
        foreach (var file in new[] { "graphiql.min.js", "graphiql.min.css", "react.production.min.js", "react-dom.production.min.js", "ide.js", "ide.css" })
        {
            Assert.Contains($"/graphql/ide/{file}", html);
            using var asset = await server.Client.GetAsync($"/graphql/ide/{file}", TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)asset.StatusCode);
        }
    }

    [Fact]
    public async Task There_is_no_ide_in_production()
    {
        await using var production = new ToyServer("Production");
        using var page = await production.Client.GetAsync("/graphql/ide", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)page.StatusCode);
    }
}
