using System.Globalization;
using CsvHelper;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;

namespace CyberVoisins.Server.Audits;

/// <summary>It is not a file of the audit; the message is one sentence for whoever reads it.</summary>
internal sealed class AuditFileRefused(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// What an outsider gets: one line for each request and each helper, without id, name, date or place, in an order that says nothing.
/// Whatever a report would hide (groups under 5, <see cref="SmallNumbers"/>) is left out with its whole line.
/// </summary>
internal static class AuditFile
{
    /// <summary>Draws the bootstrap of every audit: always the same, so that nobody can look for the one that pleases.</summary>
    public const string Seed = "cybervoisins-audit/1";

    private const string Helper = "helper", Request = "request";

    private static readonly string[] Columns =
    [
        "kind", "commune", "density", "age", "channel", "language", "nearestHelper", "minutes", "mode", "need", "waitedDays", "served",
        "observableDays", "eligibleHelpers", "reachableMinutes", "visits", "sameNeighbourAgain", "offers",
    ];

    /// <summary>Communes under numbers that stand for nothing outside the file, small groups left out.</summary>
    public static AuditRows Anonymised(AuditRows rows)
    {
        var kept = WithoutSmallGroups(rows.Requests);
        // Numbered by what is in them, never by their codes: the same rows under other codes give the same file.
        var numbers = kept.GroupBy(row => row.Commune)
            .OrderByDescending(g => g.Count()).ThenBy(g => string.Join('\n', g.Select(row => Text(row with { Commune = "" })).Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .Select((g, index) => (g.Key, Name: $"c{(index + 1).ToString("0000", CultureInfo.InvariantCulture)}")).ToDictionary(c => c.Key, c => c.Name);
        return new(
            [.. kept.Select(row => row with { Commune = numbers[row.Commune] }).OrderBy(Text, StringComparer.Ordinal)],
            rows.Helpers.Count < SmallNumbers.Shown ? [] : [.. rows.Helpers.OrderBy(h => h.Minutes).ThenBy(h => h.Offers)]);
    }

    /// <summary>Leaving lines out may make another group small: again, until none is.</summary>
    private static List<AuditRow> WithoutSmallGroups(IEnumerable<AuditRow> rows)
    {
        var kept = rows.ToList();
        for (var before = -1; before != kept.Count;)
        {
            before = kept.Count;
            foreach (var dimension in Dimension.All)
            {
                var hidden = SmallNumbers.Hidden(kept.CountBy(dimension.GroupOf).ToDictionary());
                kept.RemoveAll(row => hidden.Contains(dimension.GroupOf(row)));
            }
        }
        return kept.Count < SmallNumbers.Shown ? [] : kept;
    }

    public static void Write(TextWriter text, AuditRows rows)
    {
        using var csv = CsvWriter.Create(text, leaveOpen: true);
        csv.WriteRecord(Columns);
        foreach (var r in rows.Requests)
            csv.WriteRecord(
            [
                Request, r.Commune, $"{r.Density}", $"{r.Age}", $"{r.Channel}", r.Language, $"{r.NearestHelper}", Plain(r.Minutes), $"{r.Mode}", Plain(r.Need.Value), Plain(r.WaitedDays),
                Plain(r.Served), Plain(r.ObservableDays), Plain(r.EligibleHelpers), Plain(r.ReachableMinutes), Plain(r.Visits), Plain(r.SameNeighbourAgain), "",
            ]);
        foreach (var h in rows.Helpers)
            csv.WriteRecord([Helper, "", "", "", "", "", "", Plain(h.Minutes), "", "", "", "", "", "", "", "", "", Plain(h.Offers)]);
    }

    /// <exception cref="AuditFileRefused"/>
    public static AuditRows Read(string path)
    {
        try
        {
            using var csv = CsvReader.Create(File.OpenText(path), CsvReaderOptions.Default with { Separator = ',' });
            csv.ReadHeader();
            if (!csv.Headers.SequenceEqual(Columns)) throw new AuditFileRefused($"{path} is not a file that the command audit --export wrote: its first line differs.");
            List<AuditRow> requests = [];
            List<HelperRow> helpers = [];
            while (csv.Read())
                if (csv.GetString("kind") == Helper) helpers.Add(new(Count(csv, "minutes"), Count(csv, "offers")));
                else requests.Add(Row(csv));
            return new(requests, helpers);
        }
        // The reader, and each kind of value, has an exception of its own for each way in which a line can be wrong.
        catch (Exception e) when (e is not AuditFileRefused and not OutOfMemoryException)
        {
            throw new AuditFileRefused($"{path} cannot be read as a file of the audit: {e.Message}", e);
        }
    }

    private static AuditRow Row(CsvReader csv) => new(
        csv.GetString("commune"), Of<DensityClass>(csv, "density"), Of<AgeBand>(csv, "age", orNull: true), Of<RequestChannel>(csv, "channel"), csv.GetString("language"),
        Of<DistanceBand>(csv, "nearestHelper", orNull: true), Count(csv, "minutes"), Of<MeetingMode>(csv, "mode"), new NeedClass(Count(csv, "need")), Count(csv, "waitedDays"),
        bool.Parse(csv.GetString("served")), Count(csv, "observableDays"), Count(csv, "eligibleHelpers"), Count(csv, "reachableMinutes"), Count(csv, "visits"),
        bool.Parse(csv.GetString("sameNeighbourAgain")));

    private static T Of<T>(CsvReader csv, string column) where T : struct, Enum =>
        Enum.TryParse<T>(csv.GetString(column), out var value) && Enum.IsDefined(value) ? value : throw new FormatException($"{column} is not one of the known words.");

    private static T? Of<T>(CsvReader csv, string column, bool orNull) where T : struct, Enum =>
        orNull && csv.GetString(column).Length == 0 ? null : Of<T>(csv, column);

    private static int Count(CsvReader csv, string column) => int.Parse(csv.GetString(column), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(AuditRow row) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(row));
    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Plain(bool yes) => yes ? "true" : "false";
}
