using System.Globalization;
using CsvHelper;
using CyberVoisins.Core.Matching.Audit;

namespace CyberVoisins.Server.Audits;

/// <summary>It is not a file of the audit; the message is one sentence for whoever reads it.</summary>
internal sealed class AuditFileRefused(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>What an outsider gets: the <see cref="AuditSheets"/> as CSV, without id, name, date or place, in an order that says nothing.</summary>
internal static class AuditFile
{
    /// <summary>Draws the bootstrap of every audit: always the same, so that nobody can look for the one that pleases.</summary>
    public const string Seed = "cybervoisins-audit/1";

    private const string Everybody = "everybody", Helper = "helper", WhiteZone = "whiteZone";

    private static readonly string[] Columns =
        ["sheet", "group", "commune", "waitedDays", "served", "termOver", "hasHelper", "hasVisit", "sameNeighbourAgain", "requests", "minutes", "offers"];

    public static void Write(TextWriter text, AuditSheets sheets)
    {
        using var csv = CsvWriter.Create(text, leaveOpen: true);
        csv.WriteRecord(Columns);
        WriteOutcomes(csv, Everybody, "", sheets.Everybody);
        foreach (var sheet in sheets.Groups) WriteOutcomes(csv, sheet.Dimension, sheet.Group, sheet.Outcomes);
        // Fewer than 5 helpers are not shown, and then nothing of them leaves.
        foreach (var h in sheets.Helpers.Where(_ => sheets.Helpers.Count >= SmallNumbers.Shown).OrderBy(h => h.Minutes).ThenBy(h => h.Offers))
            csv.WriteRecord([Helper, "", "", "", "", "", "", "", "", "", Plain(h.Minutes), Plain(h.Offers)]);
        foreach (var zone in sheets.WhiteZones)
            if (zone.Requests is { } requests) csv.WriteRecord([WhiteZone, zone.Commune, "", "", "", "", "", "", "", Plain(requests), "", ""]);
        if (sheets.SmallWhiteZones > 0) csv.WriteRecord([WhiteZone, "", "", "", "", "", "", "", "", Plain(sheets.SmallWhiteZones), "", ""]);
    }

    /// <summary>Fewer than 5 requests in all do not leave. Communes get numbers that mean nothing outside these lines, given by what is in them, never by their codes.</summary>
    private static void WriteOutcomes(CsvWriter csv, string sheet, string group, IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Count < SmallNumbers.Shown) return;
        var number = 0;
        foreach (var commune in outcomes.GroupBy(o => o.Commune, o => Fields(o))
            .Select(c => c.Order(StringComparer.Ordinal).ToList()).OrderByDescending(c => c.Count).ThenBy(c => string.Join('\n', c), StringComparer.Ordinal))
        {
            var name = $"c{Plain(++number)}";
            foreach (var fields in commune) csv.WriteRecord([sheet, group, name, .. fields.Split('|'), "", "", ""]);
        }
    }

    private static string Fields(Outcome o) =>
        string.Join('|', Plain(o.WaitedDays), Plain(o.Served), Plain(o.TermOver), Plain(o.HasHelper), Plain(o.HasVisit), Plain(o.SameNeighbourAgain));

    /// <exception cref="AuditFileRefused"/>
    public static AuditSheets Read(string path)
    {
        try
        {
            using var csv = CsvReader.Create(File.OpenText(path), CsvReaderOptions.Default with { Separator = ',' });
            csv.ReadHeader();
            if (!csv.Headers.SequenceEqual(Columns)) throw new AuditFileRefused($"{path} is not a file that the command audit --export wrote: its first line differs.");
            var outcomes = new Dictionary<(string Sheet, string Group), List<Outcome>>();
            List<HelperRow> helpers = [];
            List<WhiteZone> zones = [];
            var small = 0;
            while (csv.Read())
            {
                var (sheet, group) = (csv.GetString("sheet"), csv.GetString("group"));
                if (sheet == Helper) helpers.Add(new(Count(csv, "minutes"), Count(csv, "offers")));
                else if (sheet == WhiteZone && group.Length == 0) small = Count(csv, "requests");
                else if (sheet == WhiteZone) zones.Add(new(group, Count(csv, "requests")));
                else if (outcomes.TryGetValue((sheet, group), out var known)) known.Add(OutcomeOf(csv));
                else outcomes.Add((Known(sheet), group), [OutcomeOf(csv)]);
            }
            return Sheets(outcomes, helpers, zones, small);
        }
        // The reader, and each kind of value, has an exception of its own for each way in which a line can be wrong.
        catch (Exception e) when (e is not AuditFileRefused and not OutOfMemoryException)
        {
            throw new AuditFileRefused($"{path} cannot be read as a file of the audit: {e.Message}", e);
        }
    }

    private static AuditSheets Sheets(Dictionary<(string Sheet, string Group), List<Outcome>> outcomes, List<HelperRow> helpers, List<WhiteZone> zones, int small) => new(
        outcomes.GetValueOrDefault((Everybody, "")) ?? [],
        [.. outcomes.Where(o => o.Key.Sheet != Everybody).Select(o => new Sheet(o.Key.Sheet, o.Key.Group, o.Value))],
        helpers, zones, small);

    private static string Known(string sheet) =>
        sheet == Everybody || Dimension.All.Any(d => d.Key == sheet) ? sheet : throw new FormatException($"\"{sheet}\" is not a sheet of the audit.");

    private static Outcome OutcomeOf(CsvReader csv) => new(
        csv.GetString("commune"), Count(csv, "waitedDays"), Yes(csv, "served"), Yes(csv, "termOver"), Yes(csv, "hasHelper"), Yes(csv, "hasVisit"), Yes(csv, "sameNeighbourAgain"));

    private static int Count(CsvReader csv, string column) => int.Parse(csv.GetString(column), NumberStyles.None, CultureInfo.InvariantCulture);
    private static bool Yes(CsvReader csv, string column) => bool.Parse(csv.GetString(column));
    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Plain(bool yes) => yes ? "true" : "false";
}
