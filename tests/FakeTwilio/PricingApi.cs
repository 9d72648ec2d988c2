using System.Globalization;

namespace FakeTwilio;

/// <summary>What an SMS costs in a country; at Twilio on a host of its own, here on the same port.</summary>
internal static class PricingApi
{
    public static void Map(WebApplication app, Account account) => app.MapGet("/v1/Messaging/Countries/{country}", (string country, HttpRequest request) =>
    {
        if (Requests.UserOf(request, account.Options) is null) return TwilioError.Unauthenticated.Answer();
        if (country != "FR") return TwilioError.NotFound(request.Path).Answer();
        var price = account.Options.PricePerSegment.ToString(CultureInfo.InvariantCulture);
        string[] types = ["mobile", "local", "shortcode"];
        return Results.Json(new
        {
            country = "France", iso_country = "FR", price_unit = account.Options.Currency, url = "https://pricing.twilio.com/v1/Messaging/Countries/FR",
            outbound_sms_prices = new[] { new { carrier = "Other", mcc = "208", mnc = "000", prices = types.Select(t => new { base_price = price, current_price = price, number_type = t }) } },
            inbound_sms_prices = new[] { new { base_price = "0.0075", current_price = "0.0075", number_type = "mobile" } },
        });
    });
}
