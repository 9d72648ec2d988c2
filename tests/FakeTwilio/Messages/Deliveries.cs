using System.Collections.Concurrent;
using System.Globalization;

namespace FakeTwilio;

/// <summary>How an accepted SMS goes on, and how the service hears of it.</summary>
internal sealed class Deliveries(Account account) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>By itself, when that is how the fake delivers.</summary>
    public void Begin(SmsMessage message, CallbackPlan plan)
    {
        if (account.Options.Delivery == Delivery.OnDemand || message.Status == "scheduled") return;
        var run = Task.Run(() => Run(message, plan));
        _running[run] = true;
        run.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    public async Task Run(SmsMessage message, CallbackPlan plan)
    {
        try
        {
            await Wait(plan.Late);
            var steps = Steps(message);
            // The first status is the answer's own and is never called back.
            foreach (var step in plan.Reordered ? steps.AsEnumerable().Reverse() : steps)
            {
                await Wait(account.Options.StepDelay);
                if (message.Status == "canceled") return;
                // News that comes in another order does not make a message go backwards.
                if (!message.IsFinal) Apply(message, step.Status, step.Error);
                if (!plan.Lost) await Task.WhenAll(Enumerable.Range(0, plan.Copies).Select(_ => Tell(message, step.Status, step.Error, plan.Forged, null)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test ended before the news was due.
        }
    }

    public async Task<Webhook> Report(SmsMessage message, string status, int? error, Forgery forged, Uri? service)
    {
        if (forged == Forgery.None) Apply(message, status, error);
        return await Tell(message, status, error, forged, service);
    }

    public async Task Settled()
    {
        while (_running.Keys.ToList() is { Count: > 0 } running) await Task.WhenAll(running);
    }

    private Task Wait(TimeSpan time) => time > TimeSpan.Zero ? Task.Delay(time, account.Options.Clock, _end.Token) : Task.CompletedTask;

    private List<(string Status, int? Error)> Steps(SmsMessage message)
    {
        var error = account.Faults.ErrorOf(message.To);
        var steps = new List<(string, int?)>();
        if (message.Status == "accepted") steps.Add(("queued", null));
        steps.Add(("sent", null));
        steps.Add((error is null ? "delivered" : "undelivered", error));
        return steps;
    }

    private void Apply(SmsMessage message, string status, int? error)
    {
        (message.Status, message.ErrorCode, message.Updated) = (status, error, account.Now);
        if (status is "sent" or "delivered" or "undelivered") message.Sent ??= account.Now;
        if (status == "delivered") message.Delivered ??= account.Now;
    }

    private Task<Webhook> Tell(SmsMessage message, string status, int? error, Forgery forged, Uri? service)
    {
        var form = new Dictionary<string, string>
        {
            ["MessageSid"] = message.Sid, ["MessageStatus"] = status, ["SmsSid"] = message.Sid, ["SmsStatus"] = status, ["To"] = message.To, ["From"] = message.From,
            ["AccountSid"] = account.Options.AccountSid, ["ApiVersion"] = "2010-04-01",
        };
        if (error is { } code) form["ErrorCode"] = code.ToString(CultureInfo.InvariantCulture);
        if (message.MessagingServiceSid is { } by) form["MessagingServiceSid"] = by;
        return message.StatusCallback is { } url
            ? account.Webhooks.Send(url, form, forged, service)
            : Task.FromResult(new Webhook("", form, forged, null));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Settled();
        _end.Dispose();
    }
}
