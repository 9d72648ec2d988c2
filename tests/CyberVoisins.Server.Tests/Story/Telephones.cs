using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Every telephone: what was sent to it, in order. Sending the same message twice is remembered as twice.</summary>
internal sealed class Telephones : ISmsSender
{
    private readonly Lock _lock = new();
    private readonly List<(MessageId Id, string To, string Body)> _sent = [];

    public string Name => "telephones";
    public bool NoTraceMeansNotSent => false;

    public IReadOnlyList<string> To(string phone)
    {
        lock (_lock) return [.. _sent.Where(s => s.To == phone).Select(s => s.Body)];
    }

    public IReadOnlyList<(MessageId Id, string To, string Body)> All
    {
        get { lock (_lock) return [.. _sent]; }
    }

    public Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        lock (_lock) _sent.Add((sms.Id, sms.To.E164, sms.Body));
        return Task.FromResult<SendOutcome>(new SendOutcome.Accepted($"SM{sms.Id.Value:N}", MessageState.Delivered));
    }

    public Task<FoundSms?> Find(OutgoingSms sms, CancellationToken cancel) => Task.FromResult<FoundSms?>(null);
}
