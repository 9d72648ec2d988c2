namespace FakeTwilio;

/// <summary>A call that Twilio holds: of the service to somebody, or of somebody to the service.</summary>
public sealed class VoiceCall
{
    public required string Sid { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>"outbound-api" or "inbound".</summary>
    public required string Direction { get; init; }
    public required string Status { get; set; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>Where the TwiML is; null when it came with the call.</summary>
    public string? Url { get; set; }
    public string? Twiml { get; set; }
    public string? StatusCallback { get; init; }
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? Ended { get; set; }

    /// <summary>Who answers, as machine detection says; null without it.</summary>
    public string? AnsweredBy { get; set; }

    internal bool IsFinal => Status is "completed" or "busy" or "no-answer" or "failed" or "canceled";
}

/// <summary>What a caller said after a beep.</summary>
public sealed record Recording(string Sid, string CallSid, DateTimeOffset Created, int Seconds, string Says);
