namespace FakeTwilio;

/// <summary>How the news of one SMS travels; as it stands, each once, in order, after the answer, and true.</summary>
public sealed record CallbackPlan
{
    /// <summary>How often each is sent, in parallel.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The last news comes first.</summary>
    public bool Reordered { get; init; }

    /// <summary>All of it comes before the 201 is written.</summary>
    public bool Early { get; init; }

    /// <summary>How long the news waits after the answer, on the fake's clock.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>No news is sent; the message changes all the same.</summary>
    public bool Lost { get; init; }

    /// <summary>The news is sent with something wrong about it, which the service must refuse.</summary>
    public Forgery Forged { get; init; }
}

/// <summary>What is wrong about a webhook that is not Twilio's.</summary>
public enum Forgery
{
    None,
    /// <summary>No signature at all.</summary>
    NoSignature,
    /// <summary>Signed with another token.</summary>
    WrongToken,
    /// <summary>A field was changed after the signature.</summary>
    ChangedField,
    /// <summary>A field was added after the signature.</summary>
    AddedField,
    /// <summary>A field was removed after the signature.</summary>
    RemovedField,
    /// <summary>The query was changed after the signature.</summary>
    ChangedQuery,
}
