namespace CyberVoisins.Core.Messages;

/// <summary>What does not work for a telephone: where the next message to it begins.</summary>
public sealed class Reachability
{
    public required PhoneNumber Phone { get; init; }

    /// <summary>SMS in a row that did not arrive; 0 as soon as one does.</summary>
    public int SmsFailures { get; set; }

    /// <summary>Automatic calls in a row that nobody answered.</summary>
    public int VoiceFailures { get; set; }
}
