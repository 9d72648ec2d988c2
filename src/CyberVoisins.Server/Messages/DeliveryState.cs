using CyberVoisins.Core.Messages;

namespace CyberVoisins.Server.Messages;

/// <summary>Twilio's words for where a message is, and which of two news is the later one.</summary>
internal static class DeliveryState
{
    /// <summary>Null for a word that we do not know: it changes nothing.</summary>
    public static MessageState? Of(string? status) => status switch
    {
        "queued" or "accepted" or "scheduled" or "sending" => MessageState.Accepted,
        "sent" => MessageState.Sent,
        "delivered" or "read" => MessageState.Delivered,
        "undelivered" or "failed" or "canceled" => MessageState.Undelivered,
        _ => null,
    };

    /// <summary>No other news follows, by right.</summary>
    public static bool IsFinal(MessageState state) => state is MessageState.Delivered or MessageState.Undelivered;

    /// <summary>News come late, twice and in any order: a state is never replaced by an earlier one, and "delivered" has the last word.</summary>
    public static int Rank(MessageState state) => state switch
    {
        MessageState.Queued => 0,
        MessageState.InFlight or MessageState.Uncertain => 1,
        MessageState.Accepted => 2,
        MessageState.Sent => 3,
        MessageState.Undelivered => 4,
        MessageState.Delivered => 5,
        // Ended by us, or never an SMS: no callback concerns them.
        MessageState.Rejected or MessageState.Cancelled or MessageState.Expired or MessageState.OptedOut or MessageState.ToCall or MessageState.Called => 6,
    };
}
