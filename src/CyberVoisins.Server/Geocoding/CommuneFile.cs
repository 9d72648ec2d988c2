using System.Globalization;
using CsvHelper;
using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>
/// communes.csv, one line per commune, UTF-8: code,name,postcodes (joined by |),latitude,longitude,population,namesakes,sharers.
/// Decimals with a point, whatever the machine's language.
/// </summary>
internal static class CommuneFile
{
    public const string Name = "communes.csv";

    private static readonly string[] Columns = ["code", "name", "postcodes", "latitude", "longitude", "population", "namesakes", "sharers"];

    /// <exception cref="InvalidDataException">Not such a file.</exception>
    public static IReadOnlyList<Commune> Read(TextReader text)
    {
        try
        {
            using var csv = CsvReader.Create(text);
            csv.ReadHeader();
            List<Commune> communes = [];
            while (csv.Read())
                communes.Add(Line(csv));
            // A list without a commune is a file without its lines, not a country without towns.
            return communes.Count > 0 ? communes : throw new InvalidDataException("No commune in the list.");
        }
        // The reader has an exception of its own for each way in which a line can be wrong.
        catch (Exception e) when (e is not IOException and not OutOfMemoryException)
        {
            throw new InvalidDataException($"Not a list of communes: {e.GetType().Name}.", e);
        }
    }

    private static Commune Line(CsvReader csv)
    {
        double Decimal(string column) => double.Parse(csv.GetString(column), CultureInfo.InvariantCulture);
        int Count(string column) => int.Parse(csv.GetString(column), CultureInfo.InvariantCulture);
        return new(
            csv.GetString("code"), csv.GetString("name"), csv.GetString("postcodes").Split('|', StringSplitOptions.RemoveEmptyEntries),
            new Coordinates(Decimal("latitude"), Decimal("longitude")), Count("population"), Count("namesakes"), Count("sharers"));
    }

    public static void Write(TextWriter text, IEnumerable<Commune> communes)
    {
        using var csv = CsvWriter.Create(text, leaveOpen: true);
        csv.WriteRecord(Columns);
        foreach (var c in communes)
            csv.WriteRecord(
            [
                c.Code, c.Name, string.Join('|', c.Postcodes), Plain(c.Center.Latitude), Plain(c.Center.Longitude),
                Plain(c.Population), Plain(c.Namesakes), Plain(c.Sharers),
            ]);
    }

    private static string Plain(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
