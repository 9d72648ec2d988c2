using System.Globalization;

namespace CyberVoisins.Server.Development;

/// <summary>
/// The real clock, moved forward by hand: a newcomer sees the reminder of the day after tomorrow in a second.
/// The shift is kept in data/clock, because what happened "tomorrow" stays in the database.
/// </summary>
internal sealed class DevelopmentClock(string file) : TimeProvider
{
    private TimeSpan _ahead = File.Exists(file) && long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var seconds)
        ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.Zero;

    public TimeSpan Ahead => _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Advance(TimeSpan by)
    {
        _ahead += by;
        // Renamed into place: a kill in the middle of a write would throw the clock back to the present.
        File.WriteAllText($"{file}.new", ((long)_ahead.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        File.Move($"{file}.new", file, overwrite: true);
    }
}
