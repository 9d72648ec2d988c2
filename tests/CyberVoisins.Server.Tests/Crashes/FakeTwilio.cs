using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>An SMS that Twilio took.</summary>
/// <param name="Message">The id of the outbox row, from the status callback's address.</param>
/// <param name="By">Who sent it: each process has a key of its own.</param>
internal sealed record TakenSms(string Sid, Guid Message, string To, string Body, DateTimeOffset At, string By);

/// <summary>
/// Twilio as its documentation says, on a real port of this machine: takes SMS, lists them page by page, and calls back
/// signed. It takes whatever it is sent: counting twice what was sent twice is its purpose.
/// </summary>
internal sealed class FakeTwilio : IAsyncDisposable
{
    public const string Account = "AC00000000000000000000000000000000";
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string PublicUrl = "https://voisins.example";
    private const string Messages = $"/2010-04-01/Accounts/{Account}/Messages.json";

    /// <summary>Small, so that looking something up turns pages.</summary>
    private const int PageSize = 2;

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<TakenSms> _taken = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(3) };

    private FakeTwilio(WebApplication app) => _app = app;

    public IReadOnlyList<TakenSms> Taken
    {
        get { lock (_lock) return [.. _taken]; }
    }

    /// <summary>How long it takes to answer.</summary>
    public TimeSpan Delay { get; set; }

    /// <param name="key">The API key of one process; webhooks are signed with the token of all.</param>
    public IReadOnlyDictionary<string, string> Settings(string key) => new Dictionary<string, string>
    {
        ["Twilio:AccountSid"] = Account, ["Twilio:AuthToken"] = Token, ["Twilio:From"] = "+33937000000", ["Twilio:ApiKeySid"] = key, ["Twilio:ApiKeySecret"] = "secret",
        ["Twilio:BaseUrl"] = _app.Urls.Single(), ["Twilio:PricingUrl"] = _app.Urls.Single(), ["PublicBaseUrl"] = PublicUrl,
    };

    /// <param name="now">The service's clock: Twilio's agrees with it.</param>
    /// <param name="dies">Told of each SMS as it comes and as it is taken; true when the caller was killed there.</param>
    public static async Task<FakeTwilio> Start(Func<DateTimeOffset> now, Func<KillPoint, bool> dies)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var twilio = new FakeTwilio(builder.Build());
        twilio._app.MapPost(Messages, (HttpRequest request) => twilio.Take(request, now, dies));
        twilio._app.MapGet(Messages, (HttpRequest request) => twilio.List(request.Query));
        twilio._app.MapGet(Messages.Replace(".json", "/{sid}.json", StringComparison.Ordinal), (string sid) =>
            twilio.Taken.FirstOrDefault(s => s.Sid == sid) is { } sms ? Results.Json(Show(sms)) : Results.NotFound());
        await twilio._app.StartAsync();
        return twilio;
    }

    private async Task<IResult> Take(HttpRequest request, Func<DateTimeOffset> now, Func<KillPoint, bool> dies)
    {
        var form = await request.ReadFormAsync();
        await Task.Delay(Delay);
        if (dies(KillPoint.SmsArrived)) return Results.Empty;
        var message = Guid.Parse(form["StatusCallback"].ToString().Split("?m=")[1], CultureInfo.InvariantCulture);
        TakenSms sms;
        lock (_lock) _taken.Add(sms = new($"SM{_taken.Count + 1:x32}", message, form["To"].ToString(), form["Body"].ToString(), now(), Key(request)));
        return dies(KillPoint.SmsRecorded) ? Results.Empty : Results.Json(Show(sms), statusCode: 201);
    }

    private static string Key(HttpRequest request) =>
        Encoding.ASCII.GetString(Convert.FromBase64String(request.Headers.Authorization.ToString()["Basic ".Length..])).Split(':')[0];

    private IResult List(IQueryCollection query)
    {
        var (from, to) = (Day(query["DateSent>"]) ?? DateTime.MinValue, Day(query["DateSent<"]) ?? DateTime.MaxValue);
        var found = Taken.Where(s => s.To == query["To"] && s.At.UtcDateTime.Date >= from && s.At.UtcDateTime.Date <= to).Reverse().ToList();
        var page = int.TryParse(query["PageToken"], CultureInfo.InvariantCulture, out var token) ? token : 0;
        var next = found.Count > (page + 1) * PageSize
            ? $"{Messages}?To={Uri.EscapeDataString(query["To"]!)}&DateSent%3E={query["DateSent>"]}&DateSent%3C={query["DateSent<"]}&PageToken={page + 1}"
            : null;
        return Results.Json(new { messages = found.Skip(page * PageSize).Take(PageSize).Select(Show), next_page_uri = next });
    }

    private static DateTime? Day(string? text) => text is null ? null : DateTime.Parse(text, CultureInfo.InvariantCulture);

    private static object Show(TakenSms sms) => new
    {
        sid = sms.Sid, to = sms.To, body = sms.Body, status = "sent", direction = "outbound-api", date_created = sms.At.ToString("r", CultureInfo.InvariantCulture),
    };

    /// <summary>Somebody's SMS comes to the service.</summary>
    /// <exception cref="HttpRequestException">The service did not answer; Twilio would try again.</exception>
    public Task<HttpStatusCode> Delivers(Uri service, string from, string body, string sid) =>
        Call(service, "/webhooks/twilio/sms", new() { ["Body"] = body, ["From"] = from, ["MessageSid"] = sid, ["NumMedia"] = "0", ["To"] = "+33937000000" });

    /// <summary>News of an SMS that was taken.</summary>
    /// <inheritdoc cref="Delivers"/>
    public Task<HttpStatusCode> Reports(Uri service, TakenSms sms, string status) =>
        Call(service, $"/webhooks/twilio/status?m={sms.Message}", new() { ["MessageSid"] = sms.Sid, ["MessageStatus"] = status, ["To"] = sms.To });

    private async Task<HttpStatusCode> Call(Uri service, string path, Dictionary<string, string> form)
    {
        form["AccountSid"] = Account;
        var text = PublicUrl + path + string.Concat(form.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + p.Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service, path)) { Content = new FormUrlEncodedContent(form) };
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1.
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(text))));
#pragma warning restore CA5350
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
