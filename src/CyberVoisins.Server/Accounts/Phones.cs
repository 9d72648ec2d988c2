using PhoneNumbers;
using PhoneNumber = CyberVoisins.Core.Messages.PhoneNumber;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Reads the telephone numbers that people type: France and its overseas, as written at home ("06…", "0692…") or in
/// international form. Numbers of another country, premium and short ones are refused.
/// </summary>
/// <param name="allowFictional">
/// Takes the ranges that ARCEP keeps for fiction (Phones:AllowFictional, by default only in Development). Nobody
/// answers them, so in production an SMS to one is money lost and a person who is never told.
/// </param>
internal sealed class Phones(bool allowFictional)
{
    private const int LongestText = 40;
    private const string FictionalMobile = "+3363998";
    private static readonly string[] FictionalLandlines = ["+3319900", "+3326191", "+3335301", "+3346571", "+3353649"];
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    // The order decides what a number without a country code means: mainland first, as it is written on paper.
    private static readonly string[] Regions = ["FR", "GP", "GF", "MQ", "RE", "YT", "BL", "MF", "PM", "WF", "PF", "NC"];

    // The library believes 0596 and 0269 to be mainland landlines too; the numbering plan gives them to one island each.
    private static readonly (string Prefix, string Region)[] OverseasLandlines =
        [("0590", "GP"), ("0594", "GF"), ("0596", "MQ"), ("0262", "RE"), ("0263", "RE"), ("0269", "YT")];

    /// <summary>A mobile: for volunteers, for relatives, and to sign in.</summary>
    /// <exception cref="Refusal">InvalidPhone, MobileNeeded.</exception>
    public PhoneNumber Parse(string? text, string field) => TryRead(text) switch
    {
        (var phone, Kind.Mobile) => phone,
        (_, Kind.Landline) => throw new Refusal(ErrorCode.MobileNeeded, field),
        null => throw new Refusal(ErrorCode.InvalidPhone, field),
    };

    /// <summary>A mobile, a landline or the number of an internet box: for residents, who may have no mobile.</summary>
    /// <exception cref="Refusal">InvalidPhone.</exception>
    public PhoneNumber ParseAny(string? text, string field) =>
        TryRead(text)?.Phone ?? throw new Refusal(ErrorCode.InvalidPhone, field);

    /// <summary>The mobile that was typed, or null: for a login, where a refusal would say too much.</summary>
    public PhoneNumber? TryParse(string? text) =>
        TryRead(text) is var (phone, kind) && kind == Kind.Mobile ? phone : null;

    /// <summary>Only a mobile receives SMS; a landline and an internet box (09…) do not.</summary>
    public bool CanReceiveSms(PhoneNumber phone) => TryRead(phone.E164) is (_, Kind.Mobile);

    /// <summary>As it is dialled in France ("06 12 34 56 78"); the Pacific, which has a plan of its own, with its country code.</summary>
    public static string Pretty(PhoneNumber phone)
    {
        var number = Library.Parse(phone.E164, null);
        return Library.Format(number, number.CountryCode is 681 or 687 or 689 ? PhoneNumberFormat.INTERNATIONAL : PhoneNumberFormat.NATIONAL);
    }

    private enum Kind { Mobile, Landline }

    private (PhoneNumber Phone, Kind Kind)? TryRead(string? text)
    {
        var clean = Clean(text);
        if (clean is null) return null;
        foreach (var region in RegionsFor(clean))
            if (TryRead(clean, region) is { } read)
                return read;
        return null;
    }

    private static IEnumerable<string> RegionsFor(string clean) =>
        OverseasLandlines.Where(o => clean.StartsWith(o.Prefix, StringComparison.Ordinal)).Select(o => o.Region).Concat(Regions);

    private (PhoneNumber Phone, Kind Kind)? TryRead(string clean, string region)
    {
        global::PhoneNumbers.PhoneNumber number;
        try
        {
            number = Library.Parse(clean, region);
        }
        catch (NumberParseException)
        {
            return null;
        }

        var e164 = Library.Format(number, PhoneNumberFormat.E164);
        if (Fictional(e164) is { } fictional) return allowFictional ? (new(e164), fictional) : null;
        if (!Library.IsValidNumber(number) || !Regions.Contains(Library.GetRegionCodeForNumber(number))) return null;
        // Six digits without a country code are a number in Nouméa, in Wallis and in Saint-Pierre: writing to the wrong one is worse than asking again.
        if (clean.Length < 8) return null;
        return KindOf(Library.GetNumberType(number)) is { } kind ? (new(e164), kind) : null;
    }

    private static Kind? Fictional(string e164) =>
        e164.Length != 12 ? null
        : e164.StartsWith(FictionalMobile, StringComparison.Ordinal) ? Kind.Mobile
        : FictionalLandlines.Any(range => e164.StartsWith(range, StringComparison.Ordinal)) ? Kind.Landline
        : null;

    private static Kind? KindOf(PhoneNumberType type) => type switch
    {
        PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE => Kind.Mobile,
        PhoneNumberType.FIXED_LINE or PhoneNumberType.VOIP => Kind.Landline,
        _ => null, // premium, shared cost, toll-free, pagers: nobody lives behind them
    };

    /// <summary>Digits and a leading "+", or null. The library would read letters as keys and drop what follows a second number.</summary>
    private static string? Clean(string? text)
    {
        if (text is null || text.Length > LongestText) return null;
        var clean = new System.Text.StringBuilder(text.Length);
        var body = text.Replace("(0)", "", StringComparison.Ordinal);
        if (body.Length != text.Length && !IsInternational(body)) body = text;
        foreach (var c in body)
        {
            if (char.IsDigit(c)) clean.Append((char)('0' + (int)char.GetNumericValue(c)));
            else if (c is '+' or '＋' && clean.Length == 0) clean.Append('+');
            else if (!IsSeparator(c)) return null;
        }
        if (clean.Length > 2 && clean[0] == '0' && clean[1] == '0') clean.Remove(0, 2).Insert(0, '+');
        return clean.Length is >= 6 and <= 16 ? clean.ToString() : null;
    }

    private static bool IsInternational(string text) => text.TrimStart() is ['+' or '＋', ..] or ['0', '0', ..];

    // The last ranges are the invisible direction marks that telephones add when a contact is copied.
    private static bool IsSeparator(char c) =>
        c is ' ' or '\t' or '-' or '.' or '/' or '(' or ')' or '\u00A0' or '\u202F' or '\u2212'
            or (>= '\u2000' and <= '\u200A') or (>= '\u2010' and <= '\u2015')
            or '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
