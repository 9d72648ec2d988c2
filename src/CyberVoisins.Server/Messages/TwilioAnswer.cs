using System.Globalization;
using System.Net;
using System.Text.Json;
using CyberVoisins.Core.Messages;
using NodaTime;
using static CyberVoisins.Server.Messages.TwilioApi;

namespace CyberVoisins.Server.Messages;

/// <summary>What Twilio's answer to a POST proves, of an SMS and of a call alike: the decision table of sms-facts.md, section 1.</summary>
internal static class TwilioAnswer
{
    private const int SidLength = 34;

    /// <param name="prefixes">How the id of what was made begins.</param>
    public static async Task<SendOutcome> Read(HttpResponseMessage response, string[] prefixes, Instant flownAt, CancellationToken cancel)
    {
        // Never processed, whoever says it: Twilio, or what stands before it.
        if (response.StatusCode == HttpStatusCode.TooManyRequests) return new SendOutcome.NotSent("429", RetryAfter(response, flownAt));
        if (Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } answer)
            return new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
            return Text(answer, "sid") is { Length: SidLength } sid && prefixes.Any(p => sid.StartsWith(p, StringComparison.Ordinal))
                ? new SendOutcome.Accepted(sid, MessageState.Accepted)
                : new SendOutcome.Uncertain("no-sid");
        return (int)response.StatusCode is >= 400 and < 500 && answer.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var code)
            ? Classify(code, response.StatusCode)
            : new SendOutcome.Uncertain($"http-{(int)response.StatusCode}");
    }

    /// <summary>An unknown code of a refusal is a refusal.</summary>
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

    /// <summary>What was made before the flight is another one; two minutes for clocks that differ.</summary>
    public static bool CreatedSince(JsonElement made, Instant since) =>
        !DateTimeOffset.TryParse(Text(made, "date_created"), CultureInfo.InvariantCulture, out var created)
        || Instant.FromDateTimeOffset(created) >= since - Duration.FromMinutes(2);
}
