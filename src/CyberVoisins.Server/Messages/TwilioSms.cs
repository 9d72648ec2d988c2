using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Twilio's REST API (2010-04-01). It has no idempotency key, so a write is never retried here: whether the body
/// was begun tells "never sent" from "nobody knows" (shared/design/sms-facts.md, section 1).
/// </summary>
internal sealed class TwilioSms(HttpClient http, TwilioOptions options) : ISmsSender
{
    /// <summary>A message that Twilio could not hand over within the hour is dropped: a ghost of ten hours ago is worse.</summary>
    private const string ValidityPeriodSeconds = "3600";

    public string Name => "twilio";
    public bool NoTraceMeansNotSent => false;

    public async Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        using var body = new TrackedForm(Form(sms));
        try
        {
            using var request = Request(HttpMethod.Post, $"{options.BaseUrl}/2010-04-01/Accounts/{options.AccountSid}/Messages.json");
            request.Content = body;
            using var response = await http.SendAsync(request, cancel);
            return await Read(response, sms.FlownAt, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return body.Started ? new SendOutcome.Uncertain("connection-lost") : new SendOutcome.NotSent("unreachable");
        }
    }

    public async Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel)
    {
        // Twilio filters by GMT day; the day before and after cover midnight and clocks that differ.
        var day = sms.FlownAt.InUtc().Date;
        var next = $"/2010-04-01/Accounts/{options.AccountSid}/Messages.json?To={Uri.EscapeDataString(sms.To.E164)}&PageSize=100"
            + $"&DateSent%3E={day.PlusDays(-1).ToString("uuuu-MM-dd", null)}&DateSent%3C={day.PlusDays(2).ToString("uuuu-MM-dd", null)}";
        while (next is not null)
        {
            using var request = Request(HttpMethod.Get, options.BaseUrl + next);
            using var response = await http.SendAsync(request, cancel);
            response.EnsureSuccessStatusCode();
            if (Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } page
                || !page.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
                throw new JsonException("Twilio's list of messages cannot be read.");
            foreach (var message in messages.EnumerateArray())
                if (Text(message, "body") == sms.Body && Text(message, "direction") is "outbound-api" && Text(message, "sid") is { } sid && !known.Contains(sid) && CreatedSince(message, sms.FlownAt))
                    return new(sid, DeliveryState.Of(Text(message, "status")) ?? MessageState.Accepted);
            next = Text(page, "next_page_uri");
        }
        return null;
    }

    private Dictionary<string, string> Form(OutgoingSms sms)
    {
        var form = new Dictionary<string, string>
        {
            ["To"] = sms.To.E164,
            ["Body"] = sms.Body,
            ["StatusCallback"] = $"{options.PublicBaseUrl}/webhooks/twilio/status?m={sms.Id}",
            ["ValidityPeriod"] = ValidityPeriodSeconds,
        };
        if (string.IsNullOrWhiteSpace(options.MessagingServiceSid)) form["From"] = options.From!;
        else form["MessagingServiceSid"] = options.MessagingServiceSid;
        return form;
    }

    private HttpRequestMessage Request(HttpMethod method, string url)
    {
        var (user, secret) = string.IsNullOrWhiteSpace(options.ApiKeySid) ? (options.AccountSid, options.AuthToken) : (options.ApiKeySid, options.ApiKeySecret);
        return new(method, url) { Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{secret}"))) } };
    }

    private static async Task<SendOutcome> Read(HttpResponseMessage response, Instant flownAt, CancellationToken cancel)
    {
        // Never processed, whoever says it: Twilio, or what stands before it.
        if (response.StatusCode == HttpStatusCode.TooManyRequests) return new SendOutcome.NotSent("429", RetryAfter(response, flownAt));
        if (Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } answer)
            return new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
            return Text(answer, "sid") is { Length: 34 } sid && (sid.StartsWith("SM", StringComparison.Ordinal) || sid.StartsWith("MM", StringComparison.Ordinal))
                ? new SendOutcome.Accepted(sid, MessageState.Accepted)
                : new SendOutcome.Uncertain("no-sid");
        return (int)response.StatusCode is >= 400 and < 500 && answer.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var code)
            ? Classify(code, response.StatusCode)
            : new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
    }

    /// <summary>Read as bytes: a charset that .NET does not know is no reason to fail.</summary>
    internal static JsonElement? Json(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The decision table of sms-facts.md, section 1; an unknown code of a refusal is a refusal.</summary>
    internal static SendOutcome Classify(int code, HttpStatusCode status) => code switch
    {
        20429 or 21611 => new SendOutcome.NotSent($"{code}", Duration.FromMinutes(2)),
        21610 => new SendOutcome.Unsubscribed(),
        20003 or 21408 or 21606 or 21608 or 21659 or 21663 or 35118 or 30029 or 30030 or 30700 or 20404 => new SendOutcome.Misconfigured($"{code}"),
        _ when status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => new SendOutcome.Misconfigured($"{code}"),
        _ => new SendOutcome.Rejected($"{code}"),
    };

    /// <summary>Seconds or a date, as RFC 9110 allows.</summary>
    internal static Duration? RetryAfter(HttpResponseMessage response, Instant flownAt) => response.Headers.RetryAfter switch
    {
        { Delta: { } delay } => Duration.FromTimeSpan(delay),
        { Date: { } date } => Instant.FromDateTimeOffset(date) - (response.Headers.Date is { } now ? Instant.FromDateTimeOffset(now) : flownAt),
        _ => null,
    };

    internal static bool CreatedSince(JsonElement message, Instant since) =>
        !DateTimeOffset.TryParse(Text(message, "date_created"), CultureInfo.InvariantCulture, out var created)
        || Instant.FromDateTimeOffset(created) >= since - Duration.FromMinutes(2);

    internal static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Knows whether a byte of it was handed to the network.</summary>
    internal sealed class TrackedForm(Dictionary<string, string> form) : FormUrlEncodedContent(form)
    {
        public bool Started { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            Started = true;
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Started = true;
            return base.SerializeToStreamAsync(stream, context);
        }
    }
}
