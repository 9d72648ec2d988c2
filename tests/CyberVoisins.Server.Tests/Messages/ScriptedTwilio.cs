using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using CyberVoisins.Server.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>What a request to Twilio said.</summary>
internal sealed record Asked(string Method, string Target, string? User, IReadOnlyDictionary<string, string> Form);

/// <summary>Twilio on a real port of this machine, saying what the test tells it to; and our own client, wired as in production.</summary>
internal sealed class ScriptedTwilio : IAsyncDisposable
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Sid = "SM0123456789abcdef0123456789abcdef";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly List<ServiceProvider> _clients = [];

    private ScriptedTwilio(WebApplication app) => _app = app;

    /// <summary>What to answer, called after the whole request was read; the same at each call until changed.</summary>
    public Func<HttpContext, Task> Answers { get; set; } = context => Json(context, 201, $$"""{"sid":"{{Sid}}","status":"queued","num_segments":"1","error_code":null}""");

    public IReadOnlyCollection<Asked> Asked => _asked;
    public int Posts => _asked.Count(a => a.Method == "POST");
    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<ScriptedTwilio> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new ScriptedTwilio(builder.Build());
        fake._app.Run(async context =>
        {
            var form = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString()) : [];
            fake._asked.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, UserOf(context), form));
            await fake.Answers(context);
        });
        await fake._app.StartAsync();
        return fake;
    }

    public void AnswersWith(int status, string body, string? retryAfter = null, string type = "application/json") => Answers = context =>
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        return Json(context, status, body, type);
    };

    public void Refuses(int status, int code) => AnswersWith(status, $$"""{"code":{{code}},"message":"No.","more_info":"https://www.twilio.com/docs/errors/{{code}}","status":{{status}}}""");

    public static async Task Json(HttpContext context, int status, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    }

    /// <summary>The client that AddMessages registers, pointed here; settings and the patience may be others.</summary>
    public ISmsSender Client(TimeSpan? timeout = null, string? url = null, params (string Key, string? Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = Account,
            ["Twilio:AuthToken"] = "the-token",
            ["Twilio:From"] = "CyberVoisin",
            ["Twilio:BaseUrl"] = url ?? Url,
            ["PublicBaseUrl"] = "https://voisins.example",
        };
        foreach (var (key, value) in settings) configuration[key] = value;
        var services = new ServiceCollection().AddLogging().AddMessages(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        if (timeout is { } patience) services.AddHttpClient(nameof(TwilioSms), http => http.Timeout = patience);
        _clients.Add(services.BuildServiceProvider());
        return _clients[^1].GetRequiredService<ISmsSender>();
    }

    private static string? UserOf(HttpContext context) =>
        AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header) && header.Scheme == "Basic"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!))
            : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        await _app.DisposeAsync();
    }
}
