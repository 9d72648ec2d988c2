using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Every telephone: what arrived on it, in order; the same message twice is remembered as twice. A test may say what becomes of the next SMS.</summary>
internal sealed class Telephones : ISmsSender
{
    private readonly Lock _lock = new();
    private readonly List<(MessageId Id, string To, string Body)> _arrived = [];
    private readonly List<MessageId> _attempts = [];
    private readonly List<MessageId> _lookedUp = [];
    private readonly Dictionary<string, Queue<Func<OutgoingSms, Task<SendOutcome>>>> _next = [];

    public string Name { get; init; } = "telephones";

    /// <summary>Whether an answer reaches us.</summary>
    public bool TwoWay { get; init; } = true;

    public bool CanBeAnsweredFrom(PhoneNumber to) => TwoWay;
    public bool NoTraceMeansNotSent => false;

    /// <summary>What the provider says of an SMS that it takes.</summary>
    public MessageState AcceptedAs { get; set; } = MessageState.Delivered;

    /// <summary>What looking up finds; by default no trace.</summary>
    public Func<OutgoingSms, FoundSms?> Finds { get; set; } = _ => null;

    /// <summary>Every time that the provider was called, whatever came of it.</summary>
    public IReadOnlyList<MessageId> Attempts
    {
        get { lock (_lock) return [.. _attempts]; }
    }

    public IReadOnlyList<MessageId> LookedUp
    {
        get { lock (_lock) return [.. _lookedUp]; }
    }

    public IReadOnlyList<string> To(string phone)
    {
        lock (_lock) return [.. _arrived.Where(s => s.To == phone).Select(s => s.Body)];
    }

    public IReadOnlyList<(MessageId Id, string To, string Body)> All
    {
        get { lock (_lock) return [.. _arrived]; }
    }

    /// <summary>What becomes of the next SMS to this phone, one after the other; afterwards they arrive again.</summary>
    public void Next(string phone, params SendOutcome[] outcomes)
    {
        foreach (var outcome in outcomes) Next(phone, _ => Task.FromResult(outcome));
    }

    public void Next(string phone, Func<OutgoingSms, Task<SendOutcome>> outcome)
    {
        lock (_lock)
        {
            if (!_next.TryGetValue(phone, out var queue)) _next[phone] = queue = [];
            queue.Enqueue(outcome);
        }
    }

    public async Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        Func<OutgoingSms, Task<SendOutcome>>? next = null;
        lock (_lock)
        {
            _attempts.Add(sms.Id);
            if (_next.TryGetValue(sms.To.E164, out var queue)) queue.TryDequeue(out next);
        }
        var outcome = next is null ? new SendOutcome.Accepted($"SM{sms.Id.Value:N}", AcceptedAs) : await next(sms);
        if (outcome is SendOutcome.Accepted)
            lock (_lock) _arrived.Add((sms.Id, sms.To.E164, sms.Body));
        return outcome;
    }

    public Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel)
    {
        lock (_lock) _lookedUp.Add(sms.Id);
        return Task.FromResult(Finds(sms));
    }
}
