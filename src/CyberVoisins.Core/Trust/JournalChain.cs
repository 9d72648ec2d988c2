using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CyberVoisins.Core.Matching.Explanations;

namespace CyberVoisins.Core.Trust;

/// <summary>
/// The lines of a chain, as text: each is canonical JSON and holds the SHA-256 of the bytes of the line before. Whoever has the
/// lines and one hash from elsewhere (a minute of a meeting, a letter to the town hall) can tell that none up to it was changed.
/// </summary>
public static class JournalChain
{
    /// <summary>What the first line holds: 64 zeros.</summary>
    public static readonly string Start = new('0', 64);

    /// <summary>The chain of what belongs to no association.</summary>
    public const string Service = "service";

    public static string LineOf(JournalRecord record) => Encoding.UTF8.GetString(CanonicalJson.Write(record));

    /// <summary>SHA-256 of the line's UTF-8 bytes, 64 small hexadecimal digits.</summary>
    public static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    /// <summary>The record that the line is; null when it is not, byte for byte, what <see cref="LineOf"/> writes.</summary>
    public static JournalRecord? Read(string line)
    {
        try
        {
            var record = CanonicalJson.Read<JournalRecord>(Encoding.UTF8.GetBytes(line));
            return LineOf(record) == line ? record : null;
        }
        // Whatever was done to a line, it is a broken line, and never a crash of whoever checks it.
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or NodaTime.Text.UnparsableValueException)
        {
            return null;
        }
    }
}

/// <summary>Checks a chain line by line, in order, without holding it.</summary>
public sealed class JournalCheck
{
    private string? _chain;

    /// <summary>How many lines were given.</summary>
    public int Lines { get; private set; }

    /// <summary>Hash of the last line; <see cref="JournalChain.Start"/> before the first.</summary>
    public string Head { get; private set; } = JournalChain.Start;

    /// <summary>The position, from 1, of the first line that does not follow from the one before; null while all do.</summary>
    public int? FirstBroken { get; private set; }

    /// <summary>The position of the line whose hash was looked for; null when none has it.</summary>
    public int? Found { get; private set; }

    /// <returns>The record, for further checks; null when the line is none.</returns>
    public JournalRecord? Add(string line, string? lookFor = null)
    {
        Lines++;
        var record = JournalChain.Read(line);
        if (record is null || record.Sequence != Lines || record.Previous != Head || record.Chain != (_chain ??= record.Chain)) FirstBroken ??= Lines;
        Head = JournalChain.HashOf(line);
        if (Head == lookFor) Found ??= Lines;
        return record;
    }

    /// <summary>Something outside the line is wrong: a copy of one of its values, or the head.</summary>
    public void Break(int line) => FirstBroken = FirstBroken is { } first ? Math.Min(first, line) : line;
}
