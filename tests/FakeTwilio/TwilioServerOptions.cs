namespace FakeTwilio;

/// <summary>Who has the account, where the service is reached, and how eager the fake is.</summary>
public sealed record TwilioServerOptions
{
    public string AccountSid { get; init; } = "AC0123456789abcdef0123456789abcdef";
    public string AuthToken { get; init; } = "0123456789abcdef0123456789abcdef";

    /// <summary>Any user "SK…" with this secret is an API key of the account: each process of a test may have its own.</summary>
    public string ApiKeySecret { get; init; } = "secret";

    /// <summary>The numbers of the account: one of these, or letters, or a Messaging Service, sends.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = ["+33937000000"];

    /// <summary>Must be on 127.0.0.1; port 0 is a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>What the service calls itself: webhooks are signed for this address, wherever they are sent.</summary>
    public string PublicBaseUrl { get; init; } = "https://voisins.example";

    /// <summary>The paths of the number's own webhooks; a fragment "#rc=3&amp;rp=all" asks for retries, as at Twilio.</summary>
    public string SmsPath { get; init; } = "/webhooks/twilio/sms";
    public string VoicePath { get; init; } = "/webhooks/twilio/voice";

    /// <summary>Told when a call ends; null as long as the number has no such webhook.</summary>
    public string? VoiceStatusPath { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
    public Delivery Delivery { get; init; } = Delivery.Automatic;

    /// <summary>Between two steps of an automatic delivery, on <see cref="Clock"/>.</summary>
    public TimeSpan StepDelay { get; init; }

    /// <summary>How long after the delivery a message has its price.</summary>
    public TimeSpan PriceDelay { get; init; } = TimeSpan.FromMinutes(1);
    public decimal PricePerSegment { get; init; } = 0.0798m;
    public string Currency { get; init; } = "USD";

    /// <summary>Twilio itself obeys STOP and START, and refuses with 21610 who said STOP.</summary>
    public bool HonoursStop { get; init; }

    /// <summary>Message Redaction is bought: ContentRetention and AddressRetention are allowed.</summary>
    public bool Redaction { get; init; }

    /// <summary>However large a page was asked for: small, so that looking something up turns pages.</summary>
    public int MostPerPage { get; init; } = 1000;

    /// <summary>A POST of a message was read and nothing is decided; true when the caller was killed there.</summary>
    public Func<PostedSms, bool> OnArrived { get; init; } = _ => false;

    /// <summary>The message is taken and the answer not written; true when the caller was killed there.</summary>
    public Func<SmsMessage, bool> OnRecorded { get; init; } = _ => false;
}

/// <summary>Who makes an accepted SMS go on: the fake by itself, or the test with <see cref="TwilioServer.Report"/>.</summary>
public enum Delivery
{
    Automatic,
    OnDemand,
}
