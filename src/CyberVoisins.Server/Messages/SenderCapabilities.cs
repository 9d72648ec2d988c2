using CyberVoisins.Core.Messages;

namespace CyberVoisins.Server.Messages;

/// <summary>Whether whoever gets an SMS can answer it by SMS: the text follows from that, and never assumes it.</summary>
internal static class SenderCapabilities
{
    /// <summary>French Guiana, Saint-Pierre-et-Miquelon: Twilio says "two-way: no" of both (sms-facts.md, section 0.4).</summary>
    private static readonly string[] OneWayCountries = ["+594", "+508"];

    /// <param name="from">A number in E.164, a short code, or letters, which nobody can answer; null when a messaging service chooses.</param>
    /// <param name="serviceIsTwoWay">What the messaging service can do.</param>
    public static bool CanBeAnswered(string? from, PhoneNumber to, bool serviceIsTwoWay = true) =>
        !OneWayCountries.Any(country => to.E164.StartsWith(country, StringComparison.Ordinal))
        && (from is null ? serviceIsTwoWay : from.TrimStart('+') is { Length: > 0 } number && number.All(char.IsAsciiDigit));
}

/// <summary>How the readers of our SMS may answer, by the senders that are configured.</summary>
internal sealed class ReplyWays(TwilioOptions twilio, BrevoOptions brevo)
{
    /// <summary>Where links lead; null when the service has no public address.</summary>
    public string? PublicBaseUrl { get; } = twilio.PublicBaseUrl is { Length: > 0 } url ? url : null;

    /// <summary>True when some sender that may carry an SMS to this number cannot be answered from there: a text for it is then written beside the usual one.</summary>
    public bool MayBeOneWay(PhoneNumber to) =>
        (twilio.IsConfigured && !twilio.CanBeAnsweredFrom(to)) || brevo.IsConfigured; // nobody can answer Brevo's
}
