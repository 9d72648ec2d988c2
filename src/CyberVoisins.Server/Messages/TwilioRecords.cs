using System.Globalization;
using System.Net;
using System.Text.Json;
using CyberVoisins.Core.Messages;
using NodaTime;
using static CyberVoisins.Server.Messages.TwilioApi;

namespace CyberVoisins.Server.Messages;

/// <summary>Twilio's own list of messages, read back: state, price, segments, and what came in (sms-facts.md, section 1).</summary>
internal sealed class TwilioRecords(TwilioApi api, TwilioOptions options) : IProviderRecords
{
    /// <summary>The most that Twilio gives.</summary>
    private const int PageSize = 1_000;

    public string Name => "twilio";

    public async Task<ProviderRecord?> Read(string sid, Core.MessageId reference, Instant flownAt, CancellationToken cancel) =>
        await api.Get($"{api.AccountPath}/Messages/{sid}.json", cancel) is { } message ? Record(message) : null;

    public async IAsyncEnumerable<ProviderRecord> SentOn(LocalDate day, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var message in api.List($"{api.AccountPath}/Messages.json?DateSent={Day(day)}&PageSize={PageSize}", "messages", cancel))
            if (Text(message, "direction") is "outbound-api" && Text(message, "sid") is not null)
                yield return Record(message);
    }

    public async IAsyncEnumerable<ReceivedSmsRecord> ReceivedSince(Instant since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        // A messaging service has numbers that we do not know: then the whole list is read, and what we sent is left out.
        var to = IsNumber(options.From) ? $"To={Uri.EscapeDataString(options.From!)}&" : "";
        await foreach (var message in api.List($"{api.AccountPath}/Messages.json?{to}DateSent%3E={Day(since.InUtc().Date)}&PageSize={PageSize}", "messages", cancel))
            if (Text(message, "direction") is "inbound" && Text(message, "sid") is { } sid && Phone(Text(message, "from")) is { } from)
                yield return new(sid, from, Text(message, "to") ?? "", Text(message, "body") ?? "",
                    DateTimeOffset.TryParse(Text(message, "date_created"), CultureInfo.InvariantCulture, out var at) ? Instant.FromDateTimeOffset(at) : null);
    }

    public async Task Redact(string sid, CancellationToken cancel)
    {
        using var request = api.Request(HttpMethod.Post, $"{api.AccountPath}/Messages/{sid}.json");
        request.Content = new FormUrlEncodedContent([new("Body", "")]);
        using var response = await api.Send(request, cancel);
        // Deleted there: there is nothing left to empty.
        if (response.StatusCode != HttpStatusCode.NotFound) response.EnsureSuccessStatusCode();
    }

    private static bool IsNumber(string? from) => from is ['+', ..];

    private static ProviderRecord Record(JsonElement message)
    {
        var status = Text(message, "status");
        return new(Text(message, "sid")!, status, Text(message, "error_code"), Price(Text(message, "price")), Text(message, "price_unit"),
            int.TryParse(Text(message, "num_segments"), CultureInfo.InvariantCulture, out var segments) ? segments : 0,
            DeliveryState.Of(status) is MessageState.Delivered or MessageState.Undelivered);
    }

    /// <summary>Twilio writes what it takes as a negative number.</summary>
    private static decimal? Price(string? text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) ? Math.Abs(price) : null;
}
