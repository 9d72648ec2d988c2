using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;

namespace CyberVoisins.Server.Geocoding;

/// <summary>
/// Remembers what the address service said, so that it is asked once a day for the same text. In this process only; the
/// keys are HMACs under a secret of this run, so that a list of addresses cannot be tried against them.
/// </summary>
internal sealed class AddressMemory(TimeProvider clock) : IDisposable
{
    public static readonly Duration Found = Duration.FromHours(24);

    /// <summary>Short: a street added to the base, or a slip of the service, is soon seen.</summary>
    public static readonly Duration NotFound = Duration.FromMinutes(10);

    private const int MostEntries = 10_000;

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostEntries });

    private sealed record Entry(AddressAnswer Answer, Instant Until);

    public AddressAnswer? Recall(string text) =>
        _cache.TryGetValue(Key(text), out Entry? entry) && clock.Now() < entry!.Until ? entry.Answer : null;

    public void Keep(string text, AddressAnswer answer)
    {
        var lifetime = answer is AddressAnswer.Found ? Found : NotFound;
        using var entry = _cache.CreateEntry(Key(text));
        entry.Value = new Entry(answer, clock.Now() + lifetime);
        entry.Size = 1;
        // Frees the memory by the machine's clock; what is told follows ours.
        entry.AbsoluteExpirationRelativeToNow = lifetime.ToTimeSpan();
    }

    // The commas are kept: "rue de Paris, Maubeuge" and "rue de Paris Maubeuge" are not read alike.
    private string Key(string text) => Convert.ToHexString(HMACSHA256.HashData(
        _secret, Encoding.UTF8.GetBytes(string.Join(',', text.Split([',', '\n']).Select(PlaceName.Normalize)))));

    public void Dispose() => _cache.Dispose();
}
