using System.Globalization;

namespace FakeTwilio;

/// <summary>A message as the resource shows it: numbers as strings, dates as in mail (RFC 2822).</summary>
internal static class MessageJson
{
    public static Dictionary<string, object?> Of(SmsMessage message, Account account)
    {
        var uri = $"/2010-04-01/Accounts/{account.Options.AccountSid}/Messages/{message.Sid}";
        return new()
        {
            ["account_sid"] = account.Options.AccountSid,
            ["api_version"] = "2010-04-01",
            ["body"] = message.Body,
            ["date_created"] = Date(message.Created),
            ["date_sent"] = Date(message.Sent),
            ["date_updated"] = Date(message.Updated),
            ["direction"] = message.Direction,
            ["error_code"] = message.ErrorCode,
            ["error_message"] = null,
            ["from"] = message.From,
            ["messaging_service_sid"] = message.MessagingServiceSid,
            ["num_media"] = "0",
            // A Messaging Service counts when it has chosen a sender.
            ["num_segments"] = (message.Status is "accepted" or "scheduled" ? 0 : message.Segments).ToString(CultureInfo.InvariantCulture),
            ["price"] = Price(message, account),
            ["price_unit"] = account.Options.Currency,
            ["sid"] = message.Sid,
            ["status"] = message.Status,
            ["subresource_uris"] = new { media = uri + "/Media.json", feedback = uri + "/Feedback.json" },
            ["to"] = message.To,
            ["uri"] = uri + ".json",
        };
    }

    public static string? Date(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);

    /// <summary>What it cost is negative, and known only some time after it went.</summary>
    private static string? Price(SmsMessage message, Account account) =>
        message.Delivered is { } delivered && account.Now >= delivered + account.Options.PriceDelay
            ? (-account.Options.PricePerSegment * message.Segments).ToString("0.00000", CultureInfo.InvariantCulture)
            : null;
}
