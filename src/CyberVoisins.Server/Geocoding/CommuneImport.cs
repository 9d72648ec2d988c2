using System.Text.Json;
using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>The list of communes cannot be imported; the message is one sentence for the operator, and the old file stays.</summary>
internal sealed class CommuneImportFailed(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Reads the State's list of communes and writes communes.csv into the data folder, where the service finds it at its next
/// start. Paris, Lyon and Marseille give way to their arrondissements wherever these are known.
/// </summary>
internal static class CommuneImport
{
    public const string StateUrl =
        "https://geo.api.gouv.fr/communes?fields=nom,code,codesPostaux,centre,population&format=json&geometry=centre";

    /// <param name="source">A path, or an http(s) URL such as <see cref="StateUrl"/>.</param>
    /// <exception cref="CommuneImportFailed"/>
    public static async Task<int> Run(string source, string dataFolder, HttpClient http, CancellationToken cancel)
    {
        try
        {
            await using var json = source.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                ? await http.GetStreamAsync(new Uri(source), cancel)
                : File.OpenRead(source);
            return await Run(json, dataFolder, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or UriFormatException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new CommuneImportFailed($"{source} cannot be read: {e.Message}", e);
        }
    }

    /// <returns>How many communes the new file holds.</returns>
    /// <exception cref="CommuneImportFailed"/>
    public static async Task<int> Run(Stream json, string dataFolder, CancellationToken cancel)
    {
        var rows = await Read(json, cancel);
        var communes = Counted(WithArrondissements(rows));
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, CommuneFile.Name);
        var draft = path + ".new";
        await using (var text = new StreamWriter(draft))
            CommuneFile.Write(text, communes);
        // In one step: a service that starts now reads the old file or the new one, never a half.
        File.Move(draft, path, overwrite: true);
        return communes.Count;
    }

    private static async Task<List<Commune>> Read(Stream json, CancellationToken cancel)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(json, cancellationToken: cancel);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new CommuneImportFailed("The list of communes is not a JSON array; the old file is kept.");
            var rows = document.RootElement.EnumerateArray().Select(Row).OfType<Commune>().ToList();
            return rows.Count > 0
                ? rows
                : throw new CommuneImportFailed("The list holds no commune with a code, a name and a centre (ask for geometry=centre); the old file is kept.");
        }
        catch (JsonException e)
        {
            throw new CommuneImportFailed($"The list of communes is not JSON (line {e.LineNumber + 1}); the old file is kept.", e);
        }
    }

    /// <summary>Null when the code, the name or the centre is missing: a few islands without one.</summary>
    private static Commune? Row(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object
        && Text(row, "code") is { Length: 5 } code && Text(row, "nom") is { Length: > 0 } name
        && row.TryGetProperty("centre", out var centre) && centre.ValueKind == JsonValueKind.Object
        && centre.TryGetProperty("coordinates", out var pair) && pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
        && pair.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number) && Coordinates.IsValid(pair[1].GetDouble(), pair[0].GetDouble())
            ? new(code, name, Postcodes(row), new(pair[1].GetDouble(), pair[0].GetDouble()), Population(row), 0, 0)
            : null;

    private static List<string> Postcodes(JsonElement row) =>
        row.TryGetProperty("codesPostaux", out var codes) && codes.ValueKind == JsonValueKind.Array
            ? [.. codes.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!).Where(c => c.Length == 5)]
            : [];

    private static int Population(JsonElement row) =>
        row.TryGetProperty("population", out var population) && population.ValueKind == JsonValueKind.Number && population.TryGetInt32(out var people) ? people : 0;

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static List<Commune> WithArrondissements(List<Commune> rows)
    {
        var known = rows.Select(r => r.Code).ToHashSet();
        var all = rows.Concat(CommuneTable.Embedded().All.Where(c => IsArrondissement(c) && !known.Contains(c.Code))).ToList();
        var replaced = all.Select(c => Arrondissements.TownOf(c.Code)).OfType<string>().ToHashSet();
        return [.. all.Where(c => !replaced.Contains(c.Code)).OrderBy(c => c.Code, StringComparer.Ordinal)];
    }

    private static bool IsArrondissement(Commune commune) => Arrondissements.TownOf(commune.Code) is not null;

    /// <summary>With the namesakes and the sharers of each, counted over the whole list.</summary>
    private static List<Commune> Counted(List<Commune> communes)
    {
        var names = communes.CountBy(c => PlaceName.Normalize(c.Name)).ToDictionary();
        var postcodes = communes.SelectMany(c => c.Postcodes.Distinct()).CountBy(p => p).ToDictionary();
        return [.. communes.Select(c => c with
        {
            Namesakes = names[PlaceName.Normalize(c.Name)] - 1,
            Sharers = c.Postcodes.Select(p => postcodes[p] - 1).DefaultIfEmpty(0).Max(),
        })];
    }
}
