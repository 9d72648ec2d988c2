using System.Collections.Concurrent;
using System.Globalization;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Geocoding;

namespace CyberVoisins.Server.Imports;

/// <summary>A line as it was understood, or the first thing that is wrong in it.</summary>
/// <param name="Phone">Null exactly when something is wrong.</param>
internal sealed record ReadLine(int Number, string FirstName, PhoneNumber? Phone, Place? Place, string Language, int? Metres, int? Minutes, PeopleColumn? Column, Refusal? Wrong)
{
    public static ReadLine Refused(int number, string firstName, PeopleColumn column, Refusal wrong) => new(number, firstName, null, null, "", null, null, column, wrong);
}

/// <summary>Reads each line with the checks of whoever is typed in one by one, and finds the places, several at a time.</summary>
internal sealed class ReadLines(Phones phones, Places places)
{
    private const int AddressesAtOnce = 8;

    /// <summary>A mobile before the rest: SMS reach it.</summary>
    private static readonly PeopleColumn[] Numbers = [PeopleColumn.Mobile, PeopleColumn.Phone, PeopleColumn.Landline];

    public async Task<IReadOnlyList<ReadLine>> Run(PeopleFile file, PeopleColumns columns, ImportKind kind, Association association, CancellationToken cancel)
    {
        var read = file.Lines.Select(line => (Line: Read(line, columns, kind), Address: AddressOf(line, columns))).ToList();
        var found = new ConcurrentDictionary<string, (Place? Place, Refusal? Wrong)>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(read.Where(r => r.Line.Wrong is null).Select(r => r.Address).Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AddressesAtOnce, CancellationToken = cancel },
            async (address, stop) => found[address] = await Find(address, association, stop));
        return [.. read.Select(r => r.Line.Wrong is not null ? r.Line
            : found[r.Address] is { Wrong: { } wrong } ? ReadLine.Refused(r.Line.Number, r.Line.FirstName, PeopleColumn.Address, wrong) : r.Line with { Place = found[r.Address].Place })];
    }

    private async Task<(Place?, Refusal?)> Find(string address, Association association, CancellationToken cancel)
    {
        try
        {
            return (await places.Find(new(address, null, null), "address", association, cancel), null);
        }
        catch (Refusal wrong)
        {
            return (null, wrong);
        }
    }

    private ReadLine Read(FileLine line, PeopleColumns columns, ImportKind kind)
    {
        // Shown beside what is wrong, so that a person finds the line.
        var shown = columns.Cell(line, PeopleColumn.FirstName);
        if (shown.Length > 40) shown = shown[..40];
        var at = PeopleColumn.FirstName;
        try
        {
            foreach (var (column, cell) in columns.Cells(line))
                if (IsFormula(column, cell)) return ReadLine.Refused(line.Number, "", column, new(ErrorCode.FormulaInCell));
            if (columns.Has(at = PeopleColumn.Agreement) && !Agreed(columns.Cell(line, at))) throw new Refusal(ErrorCode.AgreementMissing);
            var firstName = Check.FirstName(columns.Cell(line, at = PeopleColumn.FirstName), "firstName");
            at = Numbers.FirstOrDefault(c => columns.Cell(line, c).Length > 0, PeopleColumn.Phone);
            var typed = Dialled(columns.Cell(line, at));
            var phone = kind == ImportKind.Volunteers ? phones.Parse(typed, "phone") : phones.ParseAny(typed, "phone");
            var language = columns.Cell(line, at = PeopleColumn.Language) is { Length: > 0 } code ? Check.Language(code.ToLowerInvariant(), "language") : Languages.French;
            var metres = columns.Cell(line, at = PeopleColumn.Kilometres) is { Length: > 0 } km ? Check.Metres((int)Math.Clamp(Number(km) * 1000, 0, 1_000_000), "maxDistanceMetres", 100, 100_000) : (int?)null;
            var minutes = columns.Cell(line, at = PeopleColumn.Minutes) is { Length: > 0 } given ? Check.Minutes((int)Math.Clamp(Number(given), 0, 100_000), "minutesPerMonth", 30, 600) : (int?)null;
            return new(line.Number, firstName, phone, null, language, metres, minutes, null, null);
        }
        catch (Refusal wrong)
        {
            return ReadLine.Refused(line.Number, shown, at, wrong);
        }
    }

    private static string AddressOf(FileLine line, PeopleColumns columns)
    {
        var (street, postcode, commune) = (columns.Cell(line, PeopleColumn.Address), columns.Cell(line, PeopleColumn.Postcode), columns.Cell(line, PeopleColumn.Commune));
        // A spreadsheet takes 01000 for a number.
        if (postcode.Length == 4 && postcode.All(char.IsAsciiDigit)) postcode = $"0{postcode}";
        var town = $"{postcode} {commune}".Trim();
        return street.Length == 0 ? town : town.Length == 0 ? street : $"{street}, {town}";
    }

    /// <summary>A number that a spreadsheet took for one has lost its first 0, or its +.</summary>
    private static string Dialled(string phone)
    {
        if (!phone.All(char.IsAsciiDigit)) return phone;
        return phone is [not '0', _, _, _, _, _, _, _, _] ? $"0{phone}" : phone is ['3', '3', _, _, _, _, _, _, _, _, _] ? $"+{phone}" : phone;
    }

    private static bool IsFormula(PeopleColumn column, string cell) =>
        // A spreadsheet of the Far East takes the wide signs for the others.
        cell is ['=' or '@' or '＝' or '＠', ..] || (cell is ['+' or '-' or '＋' or '－', ..] && !Numbers.Contains(column));

    private static bool Agreed(string cell) => string.Join(' ', PlainText.Words(cell)) switch
    {
        "oui" or "o" or "x" or "1" or "vrai" or "ok" or "yes" or "y" or "true" => true,
        var words => words.Length >= 8 && DateOnly.TryParseExact(cell, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
    };

    private static readonly string[] Days = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy", "dd-MM-yyyy"];

    private static double Number(string text) => double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
