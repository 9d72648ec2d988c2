using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Http;

/// <summary>Kestrel is stricter than the in-memory server about how a body is read.</summary>
public sealed class ServingOverARealConnection
{
    [Theory]
    [InlineData(2)]
    [InlineData(100_000)]
    [InlineData(300_000)]
    public async Task Every_body_is_read_to_its_end_without_a_logged_error(int bytes)
    {
        var stop = TestContext.Current.CancellationToken;
        using var logged = new LoggedErrors();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logged);
        await using var app = ToyServer.Build(builder);
        await app.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (var chunked in new[] { false, true, false })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = new StringContent($$$"""{"query":"{ hello }","variables":{"x":"{{{new string('x', bytes)}}}"}}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await client.SendAsync(request, stop);
            Assert.Equal(bytes > 256 * 1024 ? 413 : 200, (int)response.StatusCode);
        }

        Assert.Empty(logged.Exceptions);
    }
}
