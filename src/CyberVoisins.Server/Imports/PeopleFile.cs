using System.Globalization;
using System.Text;
using CsvHelper;
using ExcelDataReader;

namespace CyberVoisins.Server.Imports;

/// <summary>A line of a file, by its number in the file as a spreadsheet shows it.</summary>
internal sealed record FileLine(int Number, IReadOnlyList<string> Cells)
{
    public string this[int column] => column < Cells.Count ? Cells[column] : "";
}

/// <summary>
/// A file of people as a table of texts: CSV with any usual separator, in UTF-8, UTF-16 or Windows-1252, or the first sheet of an XLSX. Whatever is in it, it costs
/// little: lines, columns, cells and what an XLSX unfolds to are bounded, and nothing in it is computed or fetched.
/// </summary>
internal sealed record PeopleFile(FileLine Header, IReadOnlyList<FileLine> Lines)
{
    public const int MostLines = 500;

    /// <summary>As base64 it fits in the largest body that the API takes.</summary>
    public const int MostBytes = 180_000;

    private const int MostColumns = 60, LongestCell = 500, MostEmptyLines = 20_000;

    static PeopleFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="Refusal">ImportNotReadable, ImportTooLarge.</exception>
    public static PeopleFile Read(string base64)
    {
        if (base64.Length > MostBytes / 3 * 4 + 8) throw TooLarge();
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw NotReadable();
        }
        if (bytes.Length > MostBytes) throw TooLarge();
        try
        {
            return Of(bytes is [(byte)'P', (byte)'K', 3, 4, ..] ? Sheet(bytes) : Text(bytes));
        }
        // Each library has exceptions of its own for each way in which a file can be broken, and their messages may quote it.
        catch (Exception e) when (e is not Refusal and not OutOfMemoryException and not OperationCanceledException)
        {
            throw NotReadable();
        }
    }

    private static PeopleFile Of(IEnumerable<FileLine> all)
    {
        FileLine? header = null;
        var (lines, empty) = (new List<FileLine>(), 0);
        foreach (var line in all)
        {
            if (line.Cells.All(string.IsNullOrWhiteSpace))
            {
                if (++empty > MostEmptyLines) throw TooLarge();
                continue;
            }
            if (line.Cells.Count > MostColumns) throw NotReadable();
            if (header is null)
            {
                header = line;
                continue;
            }
            lines.Add(line);
            if (lines.Count > MostLines) throw TooLarge();
        }
        return header is null ? throw NotReadable() : new(header, lines);
    }

    private static IEnumerable<FileLine> Text(byte[] bytes)
    {
        // No text holds a NUL: what does is another kind of file.
        var text = Decoded(bytes);
        if (text.Contains('\0', StringComparison.Ordinal)) throw NotReadable();
        using var csv = CsvReader.Create(new StringReader(text), new CsvReaderOptions { HasHeader = false, DetectSeparatorHint = true, TrackLineNumbers = true, SkipEmptyLines = false, IncludeValuesInExceptions = false });
        while (csv.Read())
            yield return new((int)csv.LineNumber, [.. Enumerable.Range(0, Math.Min(csv.FieldCount, MostColumns + 1)).Select(i => Cut(csv.GetString(i)))]);
    }

    /// <summary>A mark says which; else UTF-8 if it is that, and what Excel wrote in France for thirty years if not.</summary>
    private static string Decoded(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            using var marked = new StreamReader(new MemoryStream(bytes), Encoding.Unicode, detectEncodingFromByteOrderMarks: true);
            return marked.ReadToEnd();
        }
        var content = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes;
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252).GetString(content);
        }
    }

    private static IEnumerable<FileLine> Sheet(byte[] bytes)
    {
        using var workbook = SheetGuard.Checked(bytes) ?? throw TooLarge();
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(workbook);
        // A sheet whose lines were coloured to their end has sixteen thousand columns, of which nobody reads more than the first.
        for (var number = 1; reader.Read(); number++)
            yield return new(number, [.. Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(i => Cut(Plain(reader.GetValue(i))))]);
    }

    /// <summary>What a cell shows, or nearly: a telephone that a spreadsheet took for a number comes without its first 0, and is read all the same.</summary>
    private static string Plain(object? value) => value switch
    {
        null => "",
        string text => text,
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? "oui" : "non",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>One character more than anybody may write, so that what is too long is refused and not shortened.</summary>
    private static string Cut(string? cell) => (cell ?? "").Trim() is var text && text.Length > LongestCell ? text[..LongestCell] : text;

    private static Refusal NotReadable() => new(ErrorCode.ImportNotReadable, "file");
    private static Refusal TooLarge() => new(ErrorCode.ImportTooLarge, "file", MostLines, MostBytes / 1000);
}
