namespace FakeTwilio;

/// <summary>An SMS that Twilio holds: sent by the account, or received for it.</summary>
public sealed class SmsMessage
{
    public required string Sid { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Body { get; set; }

    /// <summary>"outbound-api", "outbound-reply" or "inbound".</summary>
    public required string Direction { get; init; }
    public required string Status { get; set; }
    public required DateTimeOffset Created { get; init; }
    public required int Segments { get; init; }
    public DateTimeOffset? Sent { get; set; }
    public DateTimeOffset Updated { get; set; }
    public DateTimeOffset? Delivered { get; set; }
    public int? ErrorCode { get; set; }
    public string? MessagingServiceSid { get; init; }
    public string? StatusCallback { get; init; }

    /// <summary>The user of the basic authentication that sent it; "" for a received one.</summary>
    public string By { get; init; } = "";

    /// <summary>The "m" of the status callback's query, which is the sender's own id; null without one.</summary>
    public string? M { get; init; }

    internal bool IsFinal => Status is "delivered" or "undelivered" or "failed" or "canceled" or "received" or "read";
}

/// <summary>A POST of a message as it came, whatever became of it.</summary>
/// <param name="By">The user of the basic authentication.</param>
/// <param name="M">The "m" of the status callback's query: null without one.</param>
public sealed record PostedSms(string By, IReadOnlyDictionary<string, string> Form, string? M)
{
    public string To => Form.GetValueOrDefault("To", "");
    public string Body => Form.GetValueOrDefault("Body", "");
}
