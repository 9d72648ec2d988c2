using CyberVoisins.Core.Messages;

namespace CyberVoisins.Server.Messages;

/// <summary>What a sender can do; a text never assumes more (shared/design/sms-facts.md, section 0).</summary>
internal static class SenderCapabilities
{
    /// <summary>Whether an SMS from there comes back to us.</summary>
    /// <param name="from">The sender; a brand of letters receives nothing. Null when a messaging service chooses.</param>
    /// <param name="twoWay">What the operator says of the messaging service's numbers.</param>
    public static bool CanBeAnswered(string? from, bool twoWay, PhoneNumber to) => (string.IsNullOrWhiteSpace(from) ? twoWay : !from.Any(char.IsLetter)) && !IsOneWay(to);

    /// <summary>French Guiana and Saint-Pierre-et-Miquelon: Twilio says that SMS go there and do not come back.</summary>
    private static bool IsOneWay(PhoneNumber to) => to.E164.StartsWith("+594", StringComparison.Ordinal) || to.E164.StartsWith("+508", StringComparison.Ordinal);
}
