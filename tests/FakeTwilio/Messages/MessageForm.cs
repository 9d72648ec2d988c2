using System.Globalization;

namespace FakeTwilio;

/// <summary>
/// The fields of a new message, checked as Twilio documents them and a little more strictly: Twilio overlooks some
/// unknown fields, and a test must not.
/// </summary>
internal static class MessageForm
{
    private static readonly HashSet<string> Known =
    [
        "To", "From", "MessagingServiceSid", "Body", "MediaUrl", "ContentSid", "ContentVariables", "StatusCallback", "ApplicationSid", "ProvideFeedback", "Attempt",
        "ValidityPeriod", "ForceDelivery", "ContentRetention", "AddressRetention", "SmartEncoded", "PersistentAction", "TrafficType", "ShortenUrls", "ScheduleType",
        "SendAt", "SendAsMms", "RiskCheck", "FallbackFrom", "MaxPrice",
    ];

    /// <summary>Why Twilio would not take it; null when it would.</summary>
    public static TwilioError? Refusal(IReadOnlyDictionary<string, string> form, TwilioServerOptions options, Func<string, bool> unsubscribed)
    {
        if (form.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown) return TwilioError.UnknownField(unknown);
        return Presence(form) ?? Recipient(form["To"], unsubscribed) ?? Sender(form, options) ?? Text(form) ?? Settings(form, options);
    }

    private static TwilioError? Presence(IReadOnlyDictionary<string, string> form)
    {
        if (Missing(form, "To")) return new(400, 21604, "A 'To' phone number is required.");
        if (Missing(form, "From") && Missing(form, "MessagingServiceSid")) return new(400, 21603, "A 'From' phone number is required.");
        return Missing(form, "Body") && Missing(form, "MediaUrl") && Missing(form, "ContentSid") ? new(400, 21602, "Message body is required.") : null;
    }

    private static TwilioError? Recipient(string to, Func<string, bool> unsubscribed)
    {
        if (!Numbers.IsE164(to)) return new(400, 21211, $"Invalid 'To' Phone Number: {to}");
        if (!Numbers.IsOpen(to)) return new(400, 21408, $"Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}");
        if (Numbers.IsLandline(to)) return new(400, 21614, $"'To' number is not a valid mobile number: {to}");
        return unsubscribed(to) ? new(400, 21610, "Attempt to send to unsubscribed recipient") : null;
    }

    private static TwilioError? Sender(IReadOnlyDictionary<string, string> form, TwilioServerOptions options)
    {
        if (!Missing(form, "MessagingServiceSid"))
            return IsSid(form["MessagingServiceSid"], "MG") ? null : new(400, 21701, $"The Messaging Service Sid {form["MessagingServiceSid"]} is invalid.");
        var from = form["From"];
        if (from.StartsWith('+') ? !Numbers.IsE164(from) : !Numbers.IsAlphanumeric(from) && !options.Numbers.Contains(from))
            return new(400, 21212, $"Invalid From Number (caller ID): {from}");
        if (from.StartsWith('+') && !options.Numbers.Contains(from)) return new(400, 21659, $"'From' {from} is not a Twilio phone number or Short Code of this account");
        return from == form["To"] ? new(400, 21266, "'To' and 'From' number cannot be the same") : null;
    }

    private static TwilioError? Text(IReadOnlyDictionary<string, string> form) =>
        form.GetValueOrDefault("Body", "").Length > 1600 ? new(400, 21617, "The concatenated message body exceeds the 1600 character limit.") : null;

    private static TwilioError? Settings(IReadOnlyDictionary<string, string> form, TwilioServerOptions options)
    {
        if (form.TryGetValue("StatusCallback", out var url) && !IsCallback(url)) return new(400, 21609, $"The StatusCallback URL {url} is not a valid URL.");
        // Twilio has a code for what is no positive number (90014) and another for what is beyond ten hours (90007).
        if (form.TryGetValue("ValidityPeriod", out var text))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < 1) return new(400, 90014, $"ValidityPeriod should be a positive integer: {text}");
            if (seconds > 36_000) return new(400, 90007, $"Invalid validity period value: {text}");
        }
        if (Other(form, "ContentRetention", "retain", "discard") || Other(form, "AddressRetention", "retain", "obfuscate") || Other(form, "RiskCheck", "enable", "disable")
            || Other(form, "ScheduleType", "fixed") || Other(form, "SmartEncoded", "true", "false") || Other(form, "ProvideFeedback", "true", "false"))
            return new(400, 20001, "Unknown parameters: a value is not one of those documented.");
        if (form.ContainsKey("ContentRetention") && !options.Redaction) return new(400, 30029, "Invalid ContentRetention: Message Redaction is not enabled.");
        if (form.ContainsKey("AddressRetention") && !options.Redaction) return new(400, 30030, "Invalid AddressRetention: Message Redaction is not enabled.");
        return form.ContainsKey("ScheduleType") && Missing(form, "MessagingServiceSid") ? new(400, 35118, "MessagingServiceSid is required to schedule a message.") : null;
    }

    public static bool IsCallback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.Host.Length > 0 && !address.Host.Contains('_', StringComparison.Ordinal);

    public static bool IsSid(string text, string prefix) =>
        text.Length == 34 && text.StartsWith(prefix, StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit);

    private static bool Missing(IReadOnlyDictionary<string, string> form, string name) => string.IsNullOrEmpty(form.GetValueOrDefault(name));
    private static bool Other(IReadOnlyDictionary<string, string> form, string name, params string[] values) => form.TryGetValue(name, out var value) && !values.Contains(value);
}
