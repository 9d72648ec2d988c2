using System.IO.Compression;
using System.Xml;

namespace CyberVoisins.Server.Imports;

/// <summary>
/// Reads a workbook before the library does, and counts: what an archive says of its own size, and a cell of its own column, is its author's word. A cell "ZZZZZZ2" of a
/// file of 1.5 kB would make the library take an array of three hundred million columns.
/// </summary>
internal static class SheetGuard
{
    public const int MostUnfolded = 16 * 1024 * 1024;

    /// <summary>What a spreadsheet itself can hold: XFD, and 1,048,576 lines; and how deep its parts are, with room to spare.</summary>
    private const int MostColumns = 16_384, MostRows = 1_048_576, Deepest = 64;

    /// <summary>The same workbook with its XML parts alone: sheets in Excel's binary form, macros and pictures are read by nobody here.</summary>
    /// <returns>Null when it is larger than anything that is taken.</returns>
    /// <exception cref="XmlException">A part is no XML, or has a DTD.</exception>
    public static MemoryStream? Checked(byte[] bytes)
    {
        var plain = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read))
        using (var to = new ZipArchive(plain, ZipArchiveMode.Create, leaveOpen: true))
        {
            var left = MostUnfolded;
            foreach (var entry in from.Entries)
            {
                using var part = new MemoryStream();
                using (var content = entry.Open())
                {
                    var buffer = new byte[64 * 1024];
                    for (int read; (read = content.Read(buffer)) > 0; part.Write(buffer, 0, read))
                        if ((left -= read) < 0) return null;
                }
                if (!entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)) continue;
                part.Position = 0;
                if (!IsWithinASheet(part)) return null;
                part.Position = 0;
                using var copy = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                part.CopyTo(copy);
            }
        }
        plain.Position = 0;
        return plain;
    }

    /// <summary>Whatever the part is called: which of them is a sheet is said by another part.</summary>
    private static bool IsWithinASheet(Stream part)
    {
        using var xml = XmlReader.Create(part, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false, MaxCharactersInDocument = MostUnfolded });
        var (rows, cells) = (0, 0);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.Depth > Deepest) return false;
            if (xml.LocalName == "row")
            {
                cells = 0;
                if (++rows > MostRows || Number(xml.GetAttribute("r")) > MostRows) return false;
            }
            else if (xml.LocalName == "c" && (++cells > MostColumns || !IsWithin(xml.GetAttribute("r")))) return false;
        }
        return true;
    }

    /// <summary>"XFD1048576" at most; a cell that names no place stands after the one before.</summary>
    private static bool IsWithin(string? at)
    {
        var (column, i) = (0, 0);
        for (at ??= ""; i < at.Length && char.ToUpperInvariant(at[i]) is >= 'A' and <= 'Z' and var letter; i++)
            if ((column = (column * 26) + letter - 'A' + 1) > MostColumns) return false;
        return Number(at[i..]) <= MostRows;
    }

    private static long Number(string? text)
    {
        long number = 0;
        foreach (var c in text ?? "")
            if (!char.IsAsciiDigit(c) || (number = (number * 10) + c - '0') > MostRows) return char.IsAsciiDigit(c) ? number : 0;
        return number;
    }
}
