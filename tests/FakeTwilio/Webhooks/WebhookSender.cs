using System.Collections.Concurrent;
using System.Net;

namespace FakeTwilio;

/// <summary>
/// Signs for the public address and sends to where the service really is. An address that is neither the service's nor
/// this machine's is not called: nothing leaves 127.0.0.1.
/// </summary>
internal sealed class WebhookSender(TwilioServerOptions options) : IDisposable
{
    private readonly ConcurrentQueue<Webhook> _sent = new();
    private readonly HttpClient _own = new() { Timeout = TimeSpan.FromMinutes(3) };
    private HttpMessageInvoker? _http;
    private Uri? _service;

    public IReadOnlyCollection<Webhook> Sent => _sent;

    /// <summary>Who signs from now on; at first the account's token.</summary>
    public string Token { get; set; } = options.AuthToken;

    public void Connect(HttpMessageInvoker? http, Uri? service) => (_http, _service) = (http, service);

    public async Task<Webhook> Send(string url, IReadOnlyDictionary<string, string> form, Forgery forged = Forgery.None, Uri? service = null)
    {
        // The fragment is for Twilio: how often to try again, and after what. It is neither signed nor sent.
        var (address, wishes) = url.Split('#', 2) is [var before, var after] ? (before, after) : (url, "");
        var tries = 1 + (int.TryParse(Wish(wishes, "rc"), out var retries) ? retries : 1);
        var policy = (Wish(wishes, "rp") ?? "ct").Split(',');
        Webhook webhook;
        do webhook = await Try(address, form, forged, service ?? _service);
        while (--tries > 0 && IsRetried(webhook, policy));
        _sent.Enqueue(webhook);
        return webhook;
    }

    private async Task<Webhook> Try(string url, IReadOnlyDictionary<string, string> form, Forgery forged, Uri? service)
    {
        var signature = Signature.Of(forged == Forgery.WrongToken ? "another token" : Token, url, form);
        var (sentTo, sentForm) = Forge(url, form, forged);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Destination(sentTo, service)) { Content = new FormUrlEncodedContent(sentForm) };
            request.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1");
            if (forged != Forgery.NoSignature) request.Headers.Add("X-Twilio-Signature", signature);
            using var response = await (_http ?? _own).SendAsync(request, CancellationToken.None);
            return new(sentTo, sentForm, forged, response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            return new(sentTo, sentForm, forged, null, Failure: e);
        }
    }

    private Uri Destination(string url, Uri? service)
    {
        if (service is not null && url.StartsWith(options.PublicBaseUrl, StringComparison.Ordinal)) return new Uri(service, url[options.PublicBaseUrl.Length..]);
        var address = new Uri(url);
        return address.IsLoopback ? address : throw new InvalidOperationException($"{address.Host} is not on this machine: connect the fake to the service first.");
    }

    private static (string Url, IReadOnlyDictionary<string, string> Form) Forge(string url, IReadOnlyDictionary<string, string> form, Forgery forged) => forged switch
    {
        Forgery.None or Forgery.NoSignature or Forgery.WrongToken => (url, form),
        Forgery.ChangedField => (url, form.ToDictionary(f => f.Key, f => f.Key is "MessageStatus" or "Body" or "Digits" ? f.Value + "0" : f.Value)),
        Forgery.AddedField => (url, new Dictionary<string, string>(form) { ["Zeal"] = "1" }),
        Forgery.RemovedField => (url, form.Where(f => f.Key != "From").ToDictionary()),
        Forgery.ChangedQuery => (url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "n=1", form),
    };

    private static string? Wish(string fragment, string name) =>
        fragment.Split('&').FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>"ct": no connection; "rt": no answer; or the class of the status. Only "ct", unless one asks for more.</summary>
    private static bool IsRetried(Webhook webhook, string[] policy)
    {
        var kind = webhook switch
        {
            { Status: HttpStatusCode status } => (int)status switch { >= 500 => "5xx", >= 400 => "4xx", _ => null },
            { Failure: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } } => "ct",
            { Failure: InvalidOperationException } => null,
            _ => "rt",
        };
        return kind is not null && (policy.Contains("all") || policy.Contains(kind));
    }

    public void Dispose() => _own.Dispose();
}
