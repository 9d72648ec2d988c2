using System.Globalization;
using CsvHelper;
using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>
/// The density of communes, from INSEE's "grille communale de densité" in 7 levels, once an operator imported it: density.csv
/// (code,level) in the data folder. Nothing is shipped and nothing is guessed: without the file every commune is Unknown.
/// </summary>
internal sealed class DensityTable(IReadOnlyDictionary<string, DensityClass> levels)
{
    public const string FileName = "density.csv";

    private static readonly string[] Columns = ["code", "level"];

    public int Count => levels.Count;

    /// <summary>Arrondissements of Paris, Lyon and Marseille have their town's level: the grid does not divide them.</summary>
    /// <param name="communeCode">INSEE code.</param>
    public DensityClass Of(string communeCode) =>
        levels.TryGetValue(communeCode, out var level) || (Arrondissements.TownOf(communeCode) is { } town && levels.TryGetValue(town, out level))
            ? level
            : DensityClass.Unknown;

    /// <summary>The file of the data folder, read once; nothing known when there is none or it cannot be read.</summary>
    public static DensityTable Load(string dataFolder, ILogger logger)
    {
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path)) return new(new Dictionary<string, DensityClass>());
        try
        {
            using var text = new StreamReader(path);
            return new(Read(text, ',', "code", "level"));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Path} cannot be read ({Error}); the density of communes is unknown. Import it again.", path, e.GetType().Name);
            return new(new Dictionary<string, DensityClass>());
        }
    }

    /// <exception cref="InvalidDataException">Not such a file; the message says what is wrong.</exception>
    public static IReadOnlyDictionary<string, DensityClass> Read(TextReader text, char separator, string code, string level)
    {
        try
        {
            using var csv = CsvReader.Create(text, CsvReaderOptions.Default with { Separator = separator });
            csv.ReadHeader();
            if (!csv.Headers.Contains(code) || !csv.Headers.Contains(level)) throw new InvalidDataException($"The first line must name the columns {code} and {level}.");
            var levels = new Dictionary<string, DensityClass>(StringComparer.Ordinal);
            for (var line = 2; csv.Read(); line++)
                if (!levels.TryAdd(CodeOf(csv.GetString(code), line), LevelOf(csv.GetString(level), line)))
                    throw new InvalidDataException($"Line {line} names a commune for the second time.");
            return levels.Count > 0 ? levels : throw new InvalidDataException("No commune in the list.");
        }
        // The reader has an exception of its own for each way in which a line can be wrong.
        catch (Exception e) when (e is not IOException and not InvalidDataException and not OutOfMemoryException)
        {
            throw new InvalidDataException($"Not a list of densities: {e.GetType().Name}.", e);
        }
    }

    public static void Write(TextWriter text, IReadOnlyDictionary<string, DensityClass> levels)
    {
        using var csv = CsvWriter.Create(text, leaveOpen: true);
        csv.WriteRecord(Columns);
        foreach (var (code, level) in levels.OrderBy(l => l.Key, StringComparer.Ordinal))
            csv.WriteRecord([code, ((int)level).ToString(CultureInfo.InvariantCulture)]);
    }

    private static string CodeOf(string text, int line) =>
        text.Trim() is { Length: 5 } code && code.All(char.IsAsciiLetterOrDigit) ? code : throw new InvalidDataException($"Line {line}: a commune's code has five characters.");

    private static DensityClass LevelOf(string text, int line) =>
        text.Trim() is [>= '1' and <= '7' and var digit] ? (DensityClass)(digit - '0') : throw new InvalidDataException($"Line {line}: a level is 1 to 7.");
}
