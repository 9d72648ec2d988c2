using System.Globalization;
using System.Net;
using System.Text.Json;
using CyberVoisins.Core.Messages;
using NodaTime;
using static CyberVoisins.Server.Messages.TwilioApi;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Twilio's REST API (2010-04-01). It has no idempotency key, so a write is never retried here: whether the body
/// was begun tells "never sent" from "nobody knows" (shared/design/sms-facts.md, section 1).
/// </summary>
internal sealed class TwilioSms(TwilioApi api, TwilioOptions options) : ISmsSender
{
    /// <summary>A message that Twilio could not hand over within the hour is dropped: a ghost of ten hours ago is worse.</summary>
    private const string ValidityPeriodSeconds = "3600";

    public string Name => "twilio";
    public bool NoTraceMeansNotSent => false;
    public bool CanBeAnsweredFrom(PhoneNumber to) => SenderCapabilities.CanBeAnswered(options.From, options.TwoWay, to);

    public async Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        using var body = await TrackedContent.Form(Form(sms));
        try
        {
            using var request = api.Request(HttpMethod.Post, $"{api.AccountPath}/Messages.json");
            request.Content = body;
            using var response = await api.Send(request, cancel);
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
        var path = $"{api.AccountPath}/Messages.json?To={Uri.EscapeDataString(sms.To.E164)}&PageSize=100&DateSent%3E={TwilioApi.Day(day.PlusDays(-1))}&DateSent%3C={TwilioApi.Day(day.PlusDays(2))}";
        await foreach (var message in api.List(path, "messages", cancel))
            if (Text(message, "body") == sms.Body && Text(message, "direction") is "outbound-api" && Text(message, "sid") is { } sid && !known.Contains(sid) && CreatedSince(message, sms.FlownAt))
                return new(sid, DeliveryState.Of(Text(message, "status")) ?? MessageState.Accepted);
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

    private static async Task<SendOutcome> Read(HttpResponseMessage response, Instant flownAt, CancellationToken cancel)
    {
        // Never processed, whoever says it: Twilio, or what stands before it.
        if (response.StatusCode == HttpStatusCode.TooManyRequests) return new SendOutcome.NotSent("429", RetryAfter(response, flownAt));
        if (TwilioApi.Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } answer)
            return new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
            return Text(answer, "sid") is { Length: 34 } sid && (sid.StartsWith("SM", StringComparison.Ordinal) || sid.StartsWith("MM", StringComparison.Ordinal))
                ? new SendOutcome.Accepted(sid, MessageState.Accepted)
                : new SendOutcome.Uncertain("no-sid");
        return (int)response.StatusCode is >= 400 and < 500 && answer.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var code)
            ? Classify(code, response.StatusCode)
            : new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
    }

    /// <summary>The decision table of sms-facts.md, section 1; an unknown code of a refusal is a refusal.</summary>
    private static SendOutcome Classify(int code, HttpStatusCode status) => code switch
    {
        20429 or 21611 => new SendOutcome.NotSent($"{code}", Duration.FromMinutes(2)),
        21610 => new SendOutcome.Unsubscribed(),
        20003 or 21408 or 21606 or 21608 or 21659 or 21663 or 35118 or 30029 or 30030 or 30700 or 20404 => new SendOutcome.Misconfigured($"{code}"),
        _ when status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => new SendOutcome.Misconfigured($"{code}"),
        _ => new SendOutcome.Rejected($"{code}"),
    };

    /// <summary>Seconds or a date, as RFC 9110 allows.</summary>
    private static Duration? RetryAfter(HttpResponseMessage response, Instant flownAt) => response.Headers.RetryAfter switch
    {
        { Delta: { } delay } => Duration.FromTimeSpan(delay),
        { Date: { } date } => Instant.FromDateTimeOffset(date) - (response.Headers.Date is { } now ? Instant.FromDateTimeOffset(now) : flownAt),
        _ => null,
    };

    private static bool CreatedSince(JsonElement message, Instant since) =>
        !DateTimeOffset.TryParse(Text(message, "date_created"), CultureInfo.InvariantCulture, out var created)
        || Instant.FromDateTimeOffset(created) >= since - Duration.FromMinutes(2);
}
