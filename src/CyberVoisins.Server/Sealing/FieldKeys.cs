using System.Security.Cryptography;

namespace CyberVoisins.Server.Sealing;

/// <summary>
/// The keys of the sealed columns, the oldest first. The first also finds telephone numbers and e-mail addresses (their seal must
/// stay the same to be searched); the last seals what is written from now on.
/// </summary>
/// <param name="All">At least one, each 32 random bytes.</param>
internal sealed record FieldKeys(IReadOnlyList<byte[]> All)
{
    public const int Bytes = 32;
    private const string FileName = "fields.keys";

    /// <summary>Where they stand when the configuration holds none: one a line, in base64, readable by the service's user alone.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "keys", FileName);

    /// <summary>Those of Encryption:Keys (a list, base64), or of the file, which is made at the first start.</summary>
    /// <exception cref="StartupException">A key that is none.</exception>
    public static FieldKeys Read(IConfiguration configuration)
    {
        var configured = configuration.GetSection("Encryption:Keys").Get<string[]>() ?? [];
        if (configured.Length > 0) return new([.. configured.Select(key => Parse(key, "Encryption:Keys"))]);
        var path = PathIn(configuration["Data:Folder"] ?? "data");
        if (!File.Exists(path)) Append(path, New(), mode: FileMode.CreateNew);
        return new([.. Lines(path).Select(line => Parse(line, path))]);
    }

    /// <summary>One more, the newest, at the end of the file.</summary>
    /// <exception cref="StartupException">The keys are in the configuration, which only the operator can change.</exception>
    public static void AddTo(IConfiguration configuration)
    {
        if (configuration.GetSection("Encryption:Keys").GetChildren().Any())
            throw new StartupException("The keys stand in Encryption:Keys: add one at the end of that list (openssl rand -base64 32), start every process again, then run: reseal");
        Append(PathIn(configuration["Data:Folder"] ?? "data"), New());
    }

    public static byte[] New() => RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>Written to the end, and on the disk when this returns: a key that is lost takes every value with it.</summary>
    public static void Append(string path, byte[] key, FileMode mode = FileMode.Append)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(path, options);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (IOException) when (mode == FileMode.CreateNew && Lines(path).Length > 0)
        {
            // Another process made it at the same moment: its key is everybody's.
        }
    }

    /// <summary>Leaves the newest key alone in the file; in the configuration only the operator can.</summary>
    /// <returns>False when the keys are in the configuration.</returns>
    public static bool ForgetOlder(IConfiguration configuration)
    {
        if (configuration.GetSection("Encryption:Keys").GetChildren().Any()) return false;
        var path = PathIn(configuration["Data:Folder"] ?? "data");
        var draft = $"{path}.{Path.GetRandomFileName()}";
        Append(draft, Parse(Lines(path)[^1], path), mode: FileMode.CreateNew);
        File.Move(draft, path, overwrite: true); // whole, or as it was
        return true;
    }

    private static string[] Lines(string path) => [.. File.ReadAllLines(path).Where(line => line.Length > 0)];

    private static byte[] Parse(string text, string where)
    {
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(text, key, out var length) && length == Bytes
            ? key
            : throw new StartupException($"{where} holds a key that is not {Bytes} bytes in base64. Make one with: openssl rand -base64 {Bytes}");
    }
}
