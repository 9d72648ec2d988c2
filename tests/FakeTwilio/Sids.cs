using System.Globalization;

namespace FakeTwilio;

/// <summary>Sids as Twilio shapes them, counted so that a failing test shows the same ones again.</summary>
internal sealed class Sids
{
    private long _last;

    public string Next(string prefix) => prefix + Interlocked.Increment(ref _last).ToString("x32", CultureInfo.InvariantCulture);
}
