using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Geo;

/// <summary>An address service on a real port of this machine that says what the test tells it to.</summary>
internal sealed class FakeAddressService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = new();

    private FakeAddressService(WebApplication app) => _app = app;

    /// <summary>What to answer; the same at each call until changed.</summary>
    public Func<HttpContext, Task> Answers { get; set; } = context => context.Response.WriteAsync("""{"type":"FeatureCollection","features":[]}""");

    public IReadOnlyCollection<string> Asked => _asked;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/search/";

    public static async Task<FakeAddressService> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeAddressService(builder.Build());
        fake._app.Run(context =>
        {
            fake._asked.Enqueue(context.Request.Query["q"].ToString());
            return fake.Answers(context);
        });
        await fake._app.StartAsync();
        return fake;
    }

    public void AnswersWith(params string[] features) =>
        Answers = context => context.Response.WriteAsync($$"""{"type":"FeatureCollection","version":"draft","features":[{{string.Join(',', features)}}]}""");

    public void AnswersStatus(int status, string? retryAfter = null) => Answers = context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    public static string Feature(string label, double score, string type, double longitude, double latitude, string citycode, string postcode) =>
        FormattableString.Invariant($$$"""
        {"type":"Feature","geometry":{"type":"Point","coordinates":[{{{longitude}}},{{{latitude}}}]},
         "properties":{"label":"{{{label}}}","score":{{{score}}},"type":"{{{type}}}","citycode":"{{{citycode}}}","postcode":"{{{postcode}}}","x":1,"context":"75"}}
        """);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
