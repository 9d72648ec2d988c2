namespace CyberVoisins.Server.Geocoding;

/// <summary>The density grid cannot be imported; the message is one sentence for the operator, and the old file stays.</summary>
internal sealed class DensityImportFailed(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Takes over INSEE's grid, saved as CSV with its columns CODGEO and DENS7 (or code and level; commas or semicolons), as density.csv
/// of the data folder, where the service finds it at its next start.
/// </summary>
internal static class DensityImport
{
    private static readonly (string Code, string Level)[] Known = [("CODGEO", "DENS7"), ("code", "level")];

    /// <returns>How many communes the new file holds.</returns>
    /// <exception cref="DensityImportFailed"/>
    public static int Run(string file, string dataFolder)
    {
        try
        {
            var text = File.ReadAllText(file);
            var header = text.AsSpan()[..(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)].ToString();
            var separator = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
            var names = header.Split(separator).Select(name => name.Trim().Trim('"').Trim()).ToList();
            var (code, level) = Known.FirstOrDefault(k => names.Contains(k.Code) && names.Contains(k.Level));
            if (code is null) throw new InvalidDataException("the first line must name the columns CODGEO and DENS7, or code and level");
            using var reader = new StringReader(text);
            return Replace(DensityTable.Read(reader, separator, code, level), dataFolder);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DensityImportFailed($"{file} cannot be imported: {e.Message.TrimEnd('.')}; the old file is kept.", e);
        }
    }

    private static int Replace(IReadOnlyDictionary<string, Core.Geography.DensityClass> levels, string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, DensityTable.FileName);
        var draft = path + ".new";
        using (var text = new StreamWriter(draft)) DensityTable.Write(text, levels);
        // In one step: a service that starts now reads the old file or the new one, never a half.
        File.Move(draft, path, overwrite: true);
        return levels.Count;
    }
}
