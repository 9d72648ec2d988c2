using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// What a segment to France costs today by the provider's own list: the dearest operator's, so that a budget is never
/// passed. Null until it was read; then the operator's assumption holds (<see cref="SmsLimits.PricePerSegment"/>).
/// </summary>
internal sealed class PriceList(TimeProvider clock, ILogger<PriceList> log, TwilioPrices? twilio = null)
{
    private static readonly Duration Pause = Duration.FromHours(24);
    private static readonly Duration PauseAfterFailure = Duration.FromHours(1);

    private Instant _next = Instant.MinValue;

    public decimal? Current { get; private set; }
    public string? Unit { get; private set; }

    public async Task Refresh(CancellationToken cancel)
    {
        if (twilio is null || clock.Now() < _next) return;
        _next = clock.Now() + PauseAfterFailure;
        try
        {
            (Current, Unit) = await twilio.Read(cancel) ?? (Current, Unit);
            _next = clock.Now() + Pause;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or JsonException && !cancel.IsCancellationRequested)
        {
            log.LogWarning("The price list of SMS could not be read ({Error}); yesterday's, or the assumption of the settings, holds.", e.GetType().Name);
        }
    }
}

/// <summary>https://pricing.twilio.com/v1/Messaging/Countries/FR: outbound_sms_prices[].prices[].current_price.</summary>
internal sealed class TwilioPrices(HttpClient http, TwilioOptions options)
{
    public async Task<(decimal? Price, string? Unit)?> Read(CancellationToken cancel)
    {
        using var request = new TwilioApi(http, options).Request(HttpMethod.Get, "");
        request.RequestUri = new Uri($"{options.PricingUrl}/v1/Messaging/Countries/FR");
        using var response = await http.SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
        if (TwilioApi.Json(await response.Content.ReadAsByteArrayAsync(cancel)) is not { ValueKind: JsonValueKind.Object } list
            || !list.TryGetProperty("outbound_sms_prices", out var operators) || operators.ValueKind != JsonValueKind.Array) return null;
        var prices = operators.EnumerateArray()
            .SelectMany(o => o.TryGetProperty("prices", out var p) && p.ValueKind == JsonValueKind.Array ? p.EnumerateArray().ToList() : [])
            .Select(p => decimal.TryParse(TwilioApi.Text(p, "current_price"), NumberStyles.Number, CultureInfo.InvariantCulture, out var price) ? price : (decimal?)null)
            .Where(p => p > 0).ToList();
        return prices.Count == 0 ? null : (prices.Max(), TwilioApi.Text(list, "price_unit")?.ToUpperInvariant());
    }
}
