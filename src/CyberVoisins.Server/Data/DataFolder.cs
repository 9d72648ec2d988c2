namespace CyberVoisins.Server.Data;

/// <summary>The folder of Data:Folder: the SQLite file, the keys, imported communes, the development clock.</summary>
internal static class DataFolder
{
    /// <summary>The folder, made when missing; checked before anything writes to it.</summary>
    /// <exception cref="StartupException">It cannot be written.</exception>
    public static string Ensure(IConfiguration configuration)
    {
        var folder = configuration["Data:Folder"] ?? "data";
        try
        {
            Directory.CreateDirectory(folder);
            // A name of its own: another process may start in the same folder at this moment.
            var probe = Path.Combine(folder, $".writable-{Path.GetRandomFileName()}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartupException($"The folder {Shown(folder)} cannot be written: change its owner, or set Data:Folder (Data__Folder).", e);
        }
    }

    private static string Shown(string folder) => folder.Length == 0 || folder.Contains('\0', StringComparison.Ordinal) ? "of Data:Folder" : Path.GetFullPath(folder);
}
