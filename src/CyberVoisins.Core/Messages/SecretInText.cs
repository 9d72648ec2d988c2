using System.Text.RegularExpressions;

namespace CyberVoisins.Core.Messages;

/// <summary>Whether a person in need wrote down what nobody must be told: a card's or an account's number, a password. It is not kept, and they are told so.</summary>
public static partial class SecretInText
{
    public static bool In(string text) => HasCard(text) || Iban().IsMatch(text) || Password().IsMatch(text);

    private static bool HasCard(string text)
    {
        foreach (var match in Cards().EnumerateMatches(text))
            if (IsCard([.. text.AsSpan(match.Index, match.Length).ToArray().Where(char.IsAsciiDigit).Select(c => c - '0')])) return true;
        return false;
    }

    /// <summary>ISO/IEC 7812: 13 to 19 figures of which the last checks the others (the Luhn formula, annex B).</summary>
    private static bool IsCard(int[] figures)
    {
        if (figures.Length is < 13 or > 19) return false;
        var sum = 0;
        for (var i = 0; i < figures.Length; i++)
            sum += (figures.Length - i) % 2 == 0 ? figures[i] * 2 / 10 + figures[i] * 2 % 10 : figures[i];
        return sum % 10 == 0;
    }

    [GeneratedRegex(@"[0-9](?:[ .\u00A0-]?[0-9]){12,18}", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex Cards();

    /// <summary>ISO 13616: two letters, two figures, then 11 to 30 places.</summary>
    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex Iban();

    /// <summary>"mon mot de passe est Soleil42"; not "mon mot de passe est perdu": what follows has a figure or a sign.</summary>
    [GeneratedRegex(@"\b(?:mots? de passe|mdp|code (?:secret|confidentiel|pin)|password)\b(?: \p{L}+){0,3}?\s*(?:est|c'est|:|=|is)\s*(?=\S*[0-9!?$%&*_])\S{4,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Password();
}
