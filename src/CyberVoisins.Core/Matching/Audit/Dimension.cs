using System.Globalization;

namespace CyberVoisins.Core.Matching.Audit;

/// <summary>What people are grouped by. The list is what is audited.</summary>
/// <param name="Key">Stable name; the words live with the service.</param>
/// <param name="GroupOf">The group of a row, as a stable name.</param>
public sealed record Dimension(string Key, Func<AuditRow, string> GroupOf)
{
    public static readonly IReadOnlyList<Dimension> All =
    [
        new("density", row => row.Density.ToString()),
        new("age", row => row.Age?.ToString() ?? "Unknown"),
        new("channel", row => row.Channel.ToString()),
        new("language", row => row.Language),
        new("distance", row => row.NearestHelper?.ToString() ?? "None"),
        new("duration", row => row.Minutes.ToString(CultureInfo.InvariantCulture)),
        new("mode", row => row.Mode.ToString()),
        new("need", row => row.Need.Value.ToString(CultureInfo.InvariantCulture)),
    ];
}
