using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>Where SMS leave: Twilio, or the local telephones when none is configured.</summary>
internal interface ISmsSender
{
    string Name { get; }

    /// <summary>Sends at most once; never retries by itself.</summary>
    Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel);

    /// <summary>Looks up whether an SMS of unknown fate left; null when there is no trace of it.</summary>
    /// <param name="known">Ids of the provider that are other messages of ours.</param>
    Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel);

    /// <summary>True when "no trace" proves that it never left, so that it may be sent again.</summary>
    bool NoTraceMeansNotSent { get; }

    /// <summary>Whether an answer by SMS from there reaches us: decides which text is sent.</summary>
    bool CanBeAnsweredFrom(PhoneNumber to) => true;
}

/// <summary>What a provider tells afterwards: where an SMS is, what it cost, what came in while we were away.</summary>
internal interface IProviderRecords
{
    /// <summary>As <see cref="ISmsSender.Name"/>.</summary>
    string Name { get; }

    /// <summary>One message that it took; null when it does not know it.</summary>
    /// <param name="sid">The provider's id.</param>
    /// <param name="reference">Ours, which it was given.</param>
    Task<ProviderRecord?> Read(string sid, MessageId reference, Instant flownAt, CancellationToken cancel);

    /// <summary>Everything that left on a UTC day, page after page.</summary>
    IAsyncEnumerable<ProviderRecord> SentOn(LocalDate day, CancellationToken cancel);

    /// <summary>Everything that came in since the UTC day of an instant, page after page.</summary>
    IAsyncEnumerable<ReceivedSmsRecord> ReceivedSince(Instant since, CancellationToken cancel);

    /// <summary>Empties the text that the provider keeps.</summary>
    Task Redact(string sid, CancellationToken cancel);
}

/// <param name="Status">In the provider's own words.</param>
/// <param name="Price">Positive; null until it is known.</param>
/// <param name="Segments">0 until they are counted.</param>
internal sealed record ProviderRecord(string Sid, string? Status, string? ErrorCode, decimal? Price, string? PriceUnit, int Segments, bool IsFinal);

/// <summary>An SMS that came to us, as the provider lists it.</summary>
/// <param name="At">When it came to the provider; null when it does not say.</param>
internal sealed record ReceivedSmsRecord(string Sid, PhoneNumber From, string To, string Body, Instant? At)
{
    // A record prints its properties; a number and a text belong in no log.
    public override string ToString() => $"SMS {Sid}";
}

/// <summary>What the provider is given.</summary>
/// <param name="Id">Our reference: it comes back in the status callback.</param>
/// <param name="FlownAt">When the attempt began; looking up begins there.</param>
/// <param name="Deadline">After this nobody should get it.</param>
internal sealed record OutgoingSms(MessageId Id, PhoneNumber To, string Body, Instant FlownAt, Instant? Deadline = null)
{
    // A record prints its properties; a number and a text belong in no log.
    public override string ToString() => $"SMS {Id}";
}

internal sealed record FoundSms(string Sid, MessageState State);

/// <summary>What became of an attempt. Only <see cref="NotSent"/> may be tried again.</summary>
internal abstract record SendOutcome
{
    /// <summary>The provider has it.</summary>
    public sealed record Accepted(string Sid, MessageState State) : SendOutcome;

    /// <summary>Proven: it never left.</summary>
    public sealed record NotSent(string Error, Duration? RetryAfter = null) : SendOutcome;

    /// <summary>Refused for good: a wrong number, a landline.</summary>
    public sealed record Rejected(string Error) : SendOutcome;

    /// <summary>The recipient said STOP to the provider.</summary>
    public sealed record Unsubscribed : SendOutcome;

    /// <summary>Ours to repair: a key, a sender, a country. The whole queue waits.</summary>
    public sealed record Misconfigured(string Error) : SendOutcome;

    /// <summary>Nobody knows: looked up, never sent again blindly.</summary>
    public sealed record Uncertain(string Error) : SendOutcome;
}

/// <summary>Without a provider, the outbox itself is the telephone: what it holds as delivered is what the development phone shows.</summary>
internal sealed class LocalSms : ISmsSender
{
    public string Name => "local";
    public bool NoTraceMeansNotSent => true; // nothing ever left this process

    public Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Accepted($"local-{sms.Id}", MessageState.Delivered));

    public Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel) => Task.FromResult<FoundSms?>(null);
}
