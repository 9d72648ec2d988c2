using System.Collections.Concurrent;

namespace FakeTwilio;

/// <summary>Which POST of a message goes wrong and how: those queued first, then those of a number, then whatever a function decides.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentQueue<Fault?> _next = new();
    private readonly ConcurrentDictionary<string, Fault> _numbers = new();
    private readonly ConcurrentDictionary<string, CallbackPlan> _callbacks = new();
    private readonly ConcurrentDictionary<string, int> _errors = new();

    /// <summary>Asked when nothing else is planned.</summary>
    public Func<PostedSms, Fault?> Decide { get; set; } = _ => null;

    /// <summary>How news travels, unless the number has a plan of its own.</summary>
    public Func<PostedSms, CallbackPlan> DecideCallbacks { get; set; } = _ => new();

    /// <summary>The next request gets the first of these, and so on; null is a request without a fault.</summary>
    public void Next(params Fault?[] faults)
    {
        foreach (var fault in faults) _next.Enqueue(fault);
    }

    /// <summary>Every request to that number, until null is said.</summary>
    public void To(string number, Fault? fault)
    {
        if (fault is null) _numbers.TryRemove(number, out _);
        else _numbers[number] = fault;
    }

    /// <summary>The news of every SMS to that number.</summary>
    public void CallbacksOf(string number, CallbackPlan plan) => _callbacks[number] = plan;

    /// <summary>SMS to that number end "undelivered" with this code (30003 and the like); null: they are delivered again.</summary>
    public void Undeliverable(string number, int? code)
    {
        if (code is { } error) _errors[number] = error;
        else _errors.TryRemove(number, out _);
    }

    /// <summary>A fault in so many of a hundred requests, drawn from <see cref="Fault.All"/> or from those given.</summary>
    public void Seeded(ulong seed, int percent, params Fault[] among)
    {
        var dice = new Dice(seed);
        Decide = _ => dice.Below(100) < percent ? dice.One(among.Length > 0 ? among : Fault.All) : null;
    }

    internal Fault? Of(PostedSms posted) =>
        _next.TryDequeue(out var next) ? next : _numbers.TryGetValue(posted.To, out var fault) ? fault : Decide(posted);

    internal CallbackPlan CallbacksOf(PostedSms posted) => _callbacks.TryGetValue(posted.To, out var plan) ? plan : DecideCallbacks(posted);
    internal int? ErrorOf(string number) => _errors.TryGetValue(number, out var code) ? code : null;
}
