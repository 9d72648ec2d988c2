using System.Net;
using System.Text.Json;
using CyberVoisins.Core.Messages;
using NodaTime;
using static CyberVoisins.Server.Messages.TwilioApi;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Brevo's transactional SMS (developers.brevo.com/reference/sendtransacsms, read 2026-11-24): a French provider whose
/// newsletter many associations already use. No idempotency key either, so one POST and no retry; our id travels as the
/// tag, by which its events are found again. Its webhooks are not signed: the events are read instead.
/// </summary>
internal sealed class BrevoSms(HttpClient http, BrevoOptions options) : ISmsSender, IProviderRecords
{
    public const string ProviderName = "brevo";

    /// <summary>The most that a page of events holds.</summary>
    private const int PageSize = 100;

    public string Name => ProviderName;
    public bool NoTraceMeansNotSent => false;
    public bool CanBeAnsweredFrom(PhoneNumber to) => false;

    public async Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        using var body = TrackedContent.Json(new { sender = options.Sender, recipient = sms.To.E164, content = sms.Body, type = "transactional", tag = sms.Id.ToString(), unicodeEnabled = false });
        try
        {
            using var request = Request(HttpMethod.Post, "/v3/transactionalSMS/send");
            request.Content = body;
            using var response = await http.SendAsync(request, cancel);
            return Read(response.StatusCode, Json(await response.Content.ReadAsByteArrayAsync(cancel)));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return body.Started ? new SendOutcome.Uncertain("connection-lost") : new SendOutcome.NotSent("unreachable");
        }
    }

    public async Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel)
    {
        FoundSms? found = null;
        await foreach (var e in Events(sms.Id.ToString(), sms.FlownAt, cancel))
        {
            if (Text(e, "messageId") is not { Length: > 0 } sid || known.Contains(sid)) continue;
            var state = DeliveryState.Of(StatusOf(Text(e, "event"))) ?? MessageState.Accepted;
            if (found is null || DeliveryState.Rank(state) > DeliveryState.Rank(found.State)) found = new(sid, state);
        }
        return found;
    }

    public async Task<ProviderRecord?> Read(string sid, Core.MessageId reference, Instant flownAt, CancellationToken cancel)
    {
        ProviderRecord? best = null;
        await foreach (var e in Events(reference.ToString(), flownAt, cancel))
        {
            var status = StatusOf(Text(e, "event"));
            if (best is null || Rank(status) > Rank(best.Status))
                best = new(sid, status, Text(e, "reason") is null ? null : "bounced", Price: null, PriceUnit: null, Segments: 0, DeliveryState.Of(status) is { } state && DeliveryState.IsFinal(state));
        }
        return best;
    }

    /// <summary>Brevo lists events, several of one message; what is asked here is which messages it had.</summary>
    public async IAsyncEnumerable<ProviderRecord> SentOn(LocalDate day, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var e in Pages($"startDate={Day(day)}&endDate={Day(day)}", cancel))
            if (Text(e, "messageId") is { Length: > 0 } sid && seen.Add(sid))
                yield return new(sid, Status: null, ErrorCode: null, Price: null, PriceUnit: null, Segments: 0, IsFinal: false);
    }

    /// <summary>A brand receives nothing.</summary>
    public async IAsyncEnumerable<ReceivedSmsRecord> ReceivedSince(Instant since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>Brevo keeps no text that could be emptied.</summary>
    public Task Redact(string sid, CancellationToken cancel) => Task.CompletedTask;

    private IAsyncEnumerable<JsonElement> Events(string tag, Instant since, CancellationToken cancel)
    {
        var day = since.InUtc().Date;
        return Pages($"tags={tag}&startDate={Day(day.PlusDays(-1))}&endDate={Day(day.PlusDays(4))}", cancel);
    }

    private async IAsyncEnumerable<JsonElement> Pages(string filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var offset = 0; ; offset += PageSize)
        {
            using var request = Request(HttpMethod.Get, $"/v3/transactionalSMS/statistics/events?{filter}&limit={PageSize}&offset={offset}");
            using var response = await http.SendAsync(request, cancel);
            response.EnsureSuccessStatusCode();
            if (Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } page)
                throw new JsonException("Brevo's events cannot be read.");
            // With nothing to show the property is left out.
            if (!page.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array) yield break;
            foreach (var e in events.EnumerateArray()) yield return e;
            if (events.GetArrayLength() < PageSize) yield break;
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, options.BaseUrl + path) { Headers = { { "api-key", options.ApiKey }, { "accept", "application/json" } } };

    /// <summary>"201 {messageId}"; 400 for what is wrong with one SMS; 401, 402 (no credit left) and 403 are ours to repair; 429 was never processed.</summary>
    private static SendOutcome Read(HttpStatusCode status, JsonElement? answer)
    {
        if (status == HttpStatusCode.TooManyRequests) return new SendOutcome.NotSent("429");
        if (answer is not { ValueKind: JsonValueKind.Object } json) return new SendOutcome.Uncertain($"http-{(int)status}");
        if (status is HttpStatusCode.Created or HttpStatusCode.OK)
            return Text(json, "messageId") is { Length: > 0 and <= 40 } sid && sid.All(char.IsAsciiLetterOrDigit) ? new SendOutcome.Accepted(sid, MessageState.Accepted) : new SendOutcome.Uncertain("no-sid");
        return Text(json, "code") is not { } code || (int)status is < 400 or >= 500 ? new SendOutcome.Uncertain($"http-{(int)status}")
            : status is HttpStatusCode.BadRequest ? new SendOutcome.Rejected(Short(code))
            : new SendOutcome.Misconfigured(Short(code));
    }

    private static string Short(string code) => code.Length <= 40 ? code : code[..40];

    private static int Rank(string? status) => DeliveryState.Of(status) is { } state ? DeliveryState.Rank(state) : -1;

    /// <summary>Brevo's events in the words of the delivery table; a word that is new to us stays as it is and changes nothing.</summary>
    private static string? StatusOf(string? @event) => @event switch
    {
        "accepted" or "requests" => "accepted",
        "sent" => "sent",
        "delivered" or "replies" => "delivered",
        "bounces" or "hardBounces" or "softBounces" or "hardBounce" or "softBounce" or "blocked" or "rejected" or "skipped" => "undelivered",
        _ => @event,
    };
}
