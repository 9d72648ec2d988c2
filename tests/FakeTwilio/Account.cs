using System.Collections.Concurrent;

namespace FakeTwilio;

/// <summary>What Twilio holds for the account; it outlives the listening.</summary>
internal sealed class Account(TwilioServerOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<SmsMessage> _messages = [];
    private readonly List<VoiceCall> _calls = [];
    private readonly ConcurrentDictionary<string, bool> _unsubscribed = new();

    public TwilioServerOptions Options => options;
    public DateTimeOffset Now => options.Clock.GetUtcNow();
    public Sids Sids { get; } = new();
    public FaultPlan Faults { get; } = new();
    public WebhookSender Webhooks { get; } = new(options);
    public ConcurrentQueue<PostedSms> Posts { get; } = new();
    public ConcurrentDictionary<string, Recording> Recordings { get; } = new();

    /// <summary>How long a POST takes to answer.</summary>
    public TimeSpan Delay { get; set; }

    public IReadOnlyList<SmsMessage> Messages
    {
        get { lock (_lock) return [.. _messages]; }
    }

    public IReadOnlyList<VoiceCall> Calls
    {
        get { lock (_lock) return [.. _calls]; }
    }

    public void Add(SmsMessage message)
    {
        lock (_lock) _messages.Add(message);
    }

    public void Add(VoiceCall call)
    {
        lock (_lock) _calls.Add(call);
    }

    public bool Remove(SmsMessage message)
    {
        lock (_lock) return _messages.Remove(message);
    }

    public bool IsUnsubscribed(string number) => options.HonoursStop && _unsubscribed.ContainsKey(number);

    /// <summary>The words that Twilio knows by default are English.</summary>
    public void Hear(string from, string body)
    {
        if (body.Trim().ToUpperInvariant() is "STOP" or "UNSUBSCRIBE" or "END" or "QUIT" or "STOPALL" or "REVOKE" or "OPTOUT" or "CANCEL") _unsubscribed[from] = true;
        if (body.Trim().ToUpperInvariant() is "START" or "YES" or "UNSTOP") _unsubscribed.TryRemove(from, out _);
    }
}
