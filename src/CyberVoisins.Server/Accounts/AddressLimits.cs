using System.Net;
using System.Net.Sockets;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// How often one client address tries, in this process: it slows down whoever sweeps over many numbers. The limits that
/// protect a number or an account are in the database. Behind a proxy it needs Proxies:Known.
/// </summary>
internal sealed class AddressLimits(IHttpContextAccessor http, TimeProvider clock)
{
    private const int MostKeys = 20_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Purpose, string Address), List<Instant>> _taken = [];

    /// <summary>Counts one try of the current caller; without an HTTP request there is nobody to count.</summary>
    /// <exception cref="Refusal">TooManyAttempts, with the minutes to wait.</exception>
    public void Take(string purpose, int limit, Duration window)
    {
        if (http.HttpContext?.Connection.RemoteIpAddress is { } address) Take(purpose, Network(address), limit, window);
    }

    /// <summary>Counts one try at something that is not an address: how often one visit is asked about.</summary>
    /// <exception cref="Refusal">TooManyAttempts, with the minutes to wait.</exception>
    public void Take(string purpose, string of, int limit, Duration window)
    {
        var now = clock.Now();
        lock (_lock)
        {
            if (_taken.Count > MostKeys) ForgetOld(now - window);
            var key = (purpose, of);
            if (!_taken.TryGetValue(key, out var taken)) _taken[key] = taken = [];
            taken.RemoveAll(at => at <= now - window);
            if (taken.Count >= limit) throw TooMany(taken[0] + window - now);
            taken.Add(now);
        }
    }

    /// <summary>The last try of these did not count after all.</summary>
    public void GiveBack(string purpose, string of)
    {
        lock (_lock)
            if (_taken.TryGetValue((purpose, of), out var taken) && taken.Count > 0) taken.RemoveAt(taken.Count - 1);
    }

    public static Refusal TooMany(Duration wait) =>
        new(ErrorCode.TooManyAttempts, null, Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes)));

    // A home has a whole /64 of IPv6: counting single addresses would count nothing.
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private void ForgetOld(Instant before)
    {
        foreach (var (key, taken) in _taken.ToList())
            if (taken.Count == 0 || taken[^1] <= before)
                _taken.Remove(key);
        if (_taken.Count > MostKeys) _taken.Clear();
    }
}
