using System.Collections.Frozen;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;

namespace CyberVoisins.Server.Imports;

/// <summary>What a column of a file of people is.</summary>
public enum PeopleColumn
{
    FirstName,
    Mobile,
    Phone,
    Landline,
    Address,
    Postcode,
    Commune,
    /// <summary>ISO 639-1.</summary>
    Language,
    /// <summary>Whether the person agreed: a yes, or the day.</summary>
    Agreement,
    /// <summary>How far a volunteer goes.</summary>
    Kilometres,
    /// <summary>What a volunteer gives each month.</summary>
    Minutes,
}

/// <summary>Which column of a file says what, by the words at its head, whatever their capitals and accents. The first that says a thing says it.</summary>
internal sealed class PeopleColumns
{
    /// <summary>Of the words at the head of a column. A family name is not among them: none is kept here.</summary>
    private static readonly FrozenDictionary<string, PeopleColumn> Known = new Dictionary<PeopleColumn, string[]>
    {
        [PeopleColumn.FirstName] = ["prenom", "prenoms", "prenom usuel", "first name", "firstname", "given name"],
        [PeopleColumn.Mobile] = ["mobile", "portable", "telephone mobile", "telephone portable", "tel mobile", "tel portable", "numero de portable", "gsm", "mobile phone"],
        [PeopleColumn.Phone] = ["telephone", "tel", "numero", "numero de telephone", "n de telephone", "telephone 1", "tel 1", "phone", "phone number", "telephone number"],
        [PeopleColumn.Landline] = ["fixe", "telephone fixe", "tel fixe", "domicile", "telephone domicile", "landline"],
        [PeopleColumn.Address] = ["adresse", "adresse postale", "adresse 1", "rue", "voie", "numero et rue", "address", "street"],
        [PeopleColumn.Postcode] = ["code postal", "cp", "code", "postcode", "postal code", "zip", "zip code"],
        [PeopleColumn.Commune] = ["commune", "ville", "localite", "city", "town"],
        [PeopleColumn.Language] = ["langue", "language"],
        [PeopleColumn.Agreement] = ["accord", "d accord", "consentement", "rgpd", "agreement", "consent"],
        [PeopleColumn.Kilometres] = ["km", "kilometres", "rayon", "rayon km", "distance", "distance km"],
        [PeopleColumn.Minutes] = ["minutes", "minutes par mois", "minutes per month"],
    }.SelectMany(c => c.Value.Select(words => (words, c.Key))).ToFrozenDictionary(x => x.words, x => x.Key, StringComparer.Ordinal);

    private readonly Dictionary<PeopleColumn, int> _at = [];

    /// <summary>As they stand in the file.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>What nobody needs here, a family name first of all: read by nothing and kept nowhere.</summary>
    public List<string> NotKept { get; } = [];

    /// <exception cref="Refusal">ImportColumnMissing.</exception>
    public static PeopleColumns Of(FileLine header, ImportKind kind)
    {
        var columns = new PeopleColumns();
        foreach (var (i, cell) in header.Cells.Index().Where(c => c.Item.Length > 0))
        {
            var words = string.Join(' ', PlainText.Words(cell));
            var known = Known.TryGetValue(words, out var column) && (kind == ImportKind.Volunteers || column is not (PeopleColumn.Kilometres or PeopleColumn.Minutes)) && columns._at.TryAdd(column, i);
            (known ? columns.Kept : columns.NotKept).Add(cell.Length > 60 ? cell[..60] : cell);
        }
        if (!columns.Has(PeopleColumn.FirstName)) throw Missing("prénom");
        if (!columns.Has(PeopleColumn.Mobile) && !columns.Has(PeopleColumn.Phone) && (kind == ImportKind.Volunteers || !columns.Has(PeopleColumn.Landline))) throw Missing(kind == ImportKind.Volunteers ? "mobile" : "téléphone");
        if (!columns.Has(PeopleColumn.Address) && !columns.Has(PeopleColumn.Postcode) && !columns.Has(PeopleColumn.Commune)) throw Missing("adresse");
        return columns;
    }

    public bool Has(PeopleColumn column) => _at.ContainsKey(column);

    public string Cell(FileLine line, PeopleColumn column) => _at.TryGetValue(column, out var i) ? Bare(line[i]) : "";

    /// <summary>The cells of a line that are read, as they are read.</summary>
    public IEnumerable<(PeopleColumn Column, string Cell)> Cells(FileLine line) => _at.Keys.Select(column => (column, Cell(line, column)));

    /// <summary>A spreadsheet's mark that a text is a text is none of it, however often it stands there.</summary>
    private static string Bare(string cell) => cell.TrimStart('\'', ' ', '\t', '\u00A0');

    private static Refusal Missing(string column) => new(ErrorCode.ImportColumnMissing, "file", column);
}
