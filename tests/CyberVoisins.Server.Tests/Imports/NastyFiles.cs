using System.Globalization;
using System.Text;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Imports;

/// <summary>Files as they are: old encodings, odd separators, formulas, empty lines, thousands of lines, and what an attacker would send.</summary>
public sealed class NastyFiles(RefusingHood world) : IClassFixture<RefusingHood>
{
    private const string Head = "Prénom;Téléphone;Adresse;Code postal;Commune\r\n", Line = "Hélène;06 39 98 50 10;;75017;Paris\r\n";

    private async Task<IReadOnlyList<string>> Fates(string file) => ImportingPeople.Fates(await ImportingPeople.Report(world.Hood, file, dryRun: true));

    private async Task<string> Refused(string file)
    {
        var before = await world.Hood.Rows();
        var code = (await ImportingPeople.Answer(world.Hood, file))["errors"]![0].Text("code");
        Assert.Equal(before, await world.Hood.Rows());
        return code;
    }

    public static TheoryData<string> SameTable => new(
        Files.Csv(Head + Line), Files.Csv(Head + Line, mark: true), Files.Windows1252(Head + Line), Files.Csv("\uFEFF" + Head + Line, Encoding.Unicode),
        Files.Csv((Head + Line).Replace(';', ',')), Files.Csv((Head + Line).Replace(';', '\t')), Files.Csv((Head + Line).Replace("\r\n", "\n", StringComparison.Ordinal)), Files.Csv(Head + Line.TrimEnd()),
        Files.Csv("PRENOM;TEL;adresse;CP;Ville\r\n" + Line), Files.Csv(Head + "\"Hélène\";\"06 39 98 50 10\";\"\";\"75017\";\"Paris\"\r\n"), Files.Csv(Head + "Hélène;639985010;;75017;Paris\r\n"), Files.Csv(Head + "Hélène;'+33639985010;;75017;Paris\r\n"),
        Files.Xlsx(["Prénom", "Téléphone", "Adresse", "Code postal", "Commune"], ["Hélène", "639985010", "", "75017", "Paris"]));

    [Theory]
    [MemberData(nameof(SameTable))]
    public async Task The_same_table_is_read_however_it_was_saved(string file) => Assert.Equal(["2 Hélène CREATED"], await Fates(file));

    [Fact]
    public async Task Empty_lines_are_no_lines_and_numbers_are_those_of_the_file()
    {
        Assert.Equal(["4 Hélène CREATED", "6 Paul REFUSED INVALID_PHONE PHONE"], await Fates(Files.Csv(Head + "\r\n;;;;\r\n" + Line + ";;;;\r\nPaul\r\n\r\n")));
        Assert.Equal(["3 Hélène CREATED"], await Fates(Files.Workbook("""<row r="1"><c r="A1" t="inlineStr"><is><t>Prénom</t></is></c><c r="B1" t="inlineStr"><is><t>Tél</t></is></c><c r="C1" t="inlineStr"><is><t>Ville</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>Hélène</t></is></c><c r="B3"><v>639985010</v></c><c r="C3" t="inlineStr"><is><t>75017 Paris</t></is></c></row>""")));
    }

    [Fact]
    public async Task A_formula_is_never_a_name_and_never_computed()
    {
        Assert.Equal(["2  REFUSED FORMULA_IN_CELL FIRST_NAME", "3  REFUSED FORMULA_IN_CELL ADDRESS", "4 https://x.example REFUSED INVALID_NAME FIRST_NAME", "5 Ann<b> REFUSED INVALID_TEXT FIRST_NAME"], await Fates(Files.Csv(Head
            + "\"=HYPERLINK(\"\"https://x.example\"\")\";0639985010;;75017;Paris\r\nPaul;0639985010;@SUM(1);75017;Paris\r\nhttps://x.example;0639985010;;75017;Paris\r\nAnn<b>;0639985010;;75017;Paris\r\n")));
        // The mark that a text is a text hides none, nor does a wide sign.
        Assert.Equal(["2  REFUSED FORMULA_IN_CELL FIRST_NAME", "3  REFUSED FORMULA_IN_CELL FIRST_NAME", "4  REFUSED FORMULA_IN_CELL ADDRESS", "5  REFUSED FORMULA_IN_CELL FIRST_NAME"], await Fates(Files.Csv(Head
            + "'=1+1;0639985010;;75017;Paris\r\n＝3+3;0639985010;;75017;Paris\r\nPaul;0639985010;'+1;75017;Paris\r\n' '@SUM(1);0639985010;;75017;Paris\r\n")));
        // What a spreadsheet last computed is what it shows: a value, of which nothing here is computed again.
        Assert.Equal(["2 2 CREATED"], await Fates(Files.Xlsx(["Prénom", "Téléphone", "Ville"], ["=1+1", "639985010", "75017 Paris"])));
    }

    [Fact]
    public async Task Twice_in_one_file_is_once() =>
        Assert.Equal(["2 Hélène CREATED", "3 helene ALREADY_THERE as 2", "4 Paul CREATED"], await Fates(Files.Csv(Head + Line + "helene;+33 6 39 98 50 10;;75017;Paris\r\nPaul;0639985010;;75017;Paris\r\n")));

    [Fact]
    public async Task Too_many_lines_and_too_many_bytes_are_refused_with_the_limit()
    {
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(Files.Csv("prénom;tél;ville\n" + string.Concat(Enumerable.Repeat("a;1;b\n", 10_000)))));
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(Files.Csv("prénom;tél;ville\n" + string.Concat(Enumerable.Range(0, 501).Select(i => $"a{i};1;b\n")))));
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(Files.Csv(Head + Line + new string('x', 180_000))));
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(Files.Xlsx([["prénom", "tél", "ville"], .. Enumerable.Range(0, 501).Select(i => new[] { "a", "b", i.ToString(CultureInfo.InvariantCulture) })])));
        // One cell at the far end of the sheet: a million empty lines of sixteen thousand columns before it.
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(Files.Workbook("""<row r="1"><c r="A1" t="inlineStr"><is><t>prénom</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>""")));
        // 40 MB of spaces in a small archive.
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(Files.Workbook(new string(' ', 40 * 1024 * 1024))));
        var message = (await ImportingPeople.Answer(world.Hood, Files.Csv("prénom;tél;ville\n" + string.Concat(Enumerable.Repeat("a;1;b\n", 600)))))["errors"]![0].Text("message");
        Assert.Contains("500", message, StringComparison.Ordinal);
    }

    /// <summary>What a cell says of its own place is its author's word: believed, one of 300 million columns took 3 GB.</summary>
    [Fact]
    public async Task A_cell_beyond_what_a_sheet_can_hold_is_refused_before_anything_is_laid_out_for_it()
    {
        const string Good = """<row r="1"><c r="A1" t="inlineStr"><is><t>prénom</t></is></c><c r="B1" t="inlineStr"><is><t>tél</t></is></c><c r="C1" t="inlineStr"><is><t>ville</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Hélène</t></is></c><c r="B2"><v>639985010</v></c><c r="C2" t="inlineStr"><is><t>75017 Paris</t></is></c>{0}</row>{1}""";
        static string With(string cell, string row = "") => Files.Workbook(Good.Replace("{0}", cell, StringComparison.Ordinal).Replace("{1}", row, StringComparison.Ordinal));
        Assert.Equal(["2 Hélène CREATED"], await Fates(With("""<c r="XFD2"/>""")));
        foreach (var far in new[] { "XFE2", "ZZZZ2", "ZZZZZ2", "zzzzz2", "D1048577", "D99999999999999999999" })
            Assert.Equal("IMPORT_TOO_LARGE", await Refused(With($"""<c r="{far}"><v>1</v></c>""")));
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(With("", """<row r="1048577"><c r="A3"><v>1</v></c></row>""")));
        // Two million elements in one another took four seconds.
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(With("", string.Concat(Enumerable.Repeat("<a>", 2_000_000)))));
        // Cells that name no place stand one after the other.
        Assert.Equal("IMPORT_TOO_LARGE", await Refused(With(string.Concat(Enumerable.Repeat("<c/>", 16_385)))));
    }

    [Fact]
    public async Task Five_hundred_lines_are_taken() =>
        Assert.Equal(500, (await ImportingPeople.Report(world.Hood, Files.Csv("prénom;tél;ville\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"Ada;06399{80_000 + i};75017 Paris\n"))), dryRun: true)).Number("created"));

    [Fact]
    public async Task What_is_no_table_is_refused()
    {
        foreach (var file in new[]
        {
            "?", "", Convert.ToBase64String([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0]), Convert.ToBase64String([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0]), Files.Csv(""), Files.Csv("\n\n\n"),
            Files.Zip(("autre.txt", "rien")), Convert.ToBase64String([(byte)'P', (byte)'K', 3, 4, 1, 2, 3]), Files.Csv(string.Join(';', Enumerable.Range(0, 100))),
            // Entities that unfold to thousands of millions.
            Files.Workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row>", """<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>"""),
            Files.Workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row>", """<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/passwd">]>"""),
        })
            Assert.Equal("IMPORT_NOT_READABLE", await Refused(file));
        Assert.Equal("IMPORT_COLUMN_MISSING", await Refused(Files.Csv("nom;tél;ville\nMartin;0639985010;Paris\n")));
        Assert.Equal("IMPORT_COLUMN_MISSING", await Refused(Files.Csv("prénom;ville\nHélène;Paris\n")));
        Assert.Equal("IMPORT_COLUMN_MISSING", await Refused(Files.Csv("prénom;tél\nHélène;0639985010\n")));
    }
}
