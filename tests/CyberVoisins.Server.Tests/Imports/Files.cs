using System.IO.Compression;
using System.Security;
using System.Text;

namespace CyberVoisins.Server.Tests.Imports;

/// <summary>Files of people as spreadsheets write them, and as nobody should.</summary>
internal static class Files
{
    public static string Csv(string text, Encoding? encoding = null, bool mark = false)
    {
        encoding ??= new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Convert.ToBase64String([.. mark ? Encoding.UTF8.GetPreamble() : [], .. encoding.GetBytes(text)]);
    }

    public static string Windows1252(string text) => Csv(text, CodePagesEncodingProvider.Instance.GetEncoding(1252));

    /// <summary>A workbook of one sheet: texts inline, "=…" a formula with the value 2, and numbers as numbers.</summary>
    public static string Xlsx(params string[][] rows) => Workbook(string.Concat(rows.Select((row, r) => $"<row r=\"{r + 1}\">{string.Concat(row.Select((cell, c) => Cell(cell, $"{(char)('A' + c)}{r + 1}")))}</row>")));

    public static string Workbook(string rows, string head = "") => Zip(
        ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""),
        ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
        ("xl/worksheets/sheet1.xml", $"""{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""));

    public static string Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.SmallestSize).Open());
                writer.Write(text);
            }
        return Convert.ToBase64String(stream.ToArray());
    }

    private static string Cell(string cell, string at) => cell switch
    {
        "" => "",
        ['=', .. var formula] => $"<c r=\"{at}\"><f>{SecurityElement.Escape(formula)}</f><v>2</v></c>",
        _ when cell.All(char.IsAsciiDigit) && cell[0] != '0' => $"<c r=\"{at}\"><v>{cell}</v></c>",
        _ => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>",
    };
}
