using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Everybody who can carry a message, the first choice first. The second is used only for what was proven not to have left
/// with the first, and what the first may have is looked up there: nobody ever gets it from both.
/// </summary>
internal sealed class SmsProviders(IEnumerable<ISmsSender> senders, TimeProvider clock, IVoiceSender? voice = null)
{
    /// <summary>So often proven not sent by the first choice, the second tries.</summary>
    public const int PatienceWithTheFirst = 2;

    /// <summary>When a provider refuses us, what is meant for it waits this long.</summary>
    private static readonly Duration Pause = Duration.FromMinutes(1);

    private readonly List<ISmsSender> _senders = [.. senders];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Instant Until, string Error)> _refused = [];

    public ISmsSender First => _senders[0];

    public ISmsSender? ByName(string? name) => name is null ? First : _senders.Find(s => s.Name == name) ?? (voice?.Name == name ? voice : null);

    /// <summary>Who carries it now; null when all refuse us for the moment.</summary>
    public ISmsSender? For(Message message)
    {
        if (message.Channel == MessageChannel.Voice) return voice;
        var first = message.Attempts >= PatienceWithTheFirst && _senders.Count > 1 ? 1 : 0;
        return _senders.Skip(first).Concat(_senders.Take(first)).FirstOrDefault(s => !IsRefusing(s.Name));
    }

    /// <summary>The words for a recipient by a sender: what cannot be answered offers another way.</summary>
    public static string TextFor(Message message, ISmsSender sender) =>
        message.OneWayBody is { } oneWay && !sender.CanBeAnsweredFrom(message.To) ? oneWay : message.Body;

    /// <summary>True while nobody takes anything: looking for what is due would only put it off.</summary>
    public bool AllRefuse => _senders.All(s => IsRefusing(s.Name));

    /// <summary>When a refusing provider is tried again.</summary>
    public Instant NextTry => clock.Now() + Pause;

    public void Refused(string name, string error)
    {
        lock (_lock) _refused[name] = (clock.Now() + Pause, error);
    }

    public void Took(string name)
    {
        lock (_lock) _refused.Remove(name);
    }

    /// <summary>Who refuses us and why; it stands until that provider takes something again.</summary>
    public string? Trouble
    {
        get
        {
            lock (_lock)
                return _refused.Count == 0 ? null : string.Join(" ", _refused.Select(r => $"The SMS provider {r.Key} refuses us (error {r.Value.Error}): check its settings. Messages wait."));
        }
    }

    private bool IsRefusing(string name)
    {
        lock (_lock) return _refused.TryGetValue(name, out var refusal) && clock.Now() < refusal.Until;
    }
}

/// <summary>Reads a message out on the telephone; at most one, and none by default.</summary>
internal interface IVoiceSender : ISmsSender;
