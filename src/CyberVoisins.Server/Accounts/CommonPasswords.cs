namespace CyberVoisins.Server.Accounts;

/// <summary>
/// What is tried first: the long passwords of leaked lists, in French and English, and what anybody would guess here.
/// Small on purpose: after five wrong guesses an account rests, so only the very first guesses matter.
/// </summary>
internal static class CommonPasswords
{
    private static readonly string[] Bases =
    [
        "motdepasse", "azerty", "azertyuiop", "qwerty", "qwertyuiop", "password", "passw0rd", "p@ssword", "p@ssw0rd", "bonjour", "soleil",
        "loulou", "doudou", "chouchou", "jetaime", "iloveyou", "administrateur", "administrator", "administration", "admin", "bienvenue",
        "welcome", "letmein", "changeme", "changezmoi", "marseille", "cybervoisins", "cybervoisin", "association", "coordinateur",
        "coordinatrice", "benevole", "bénévole", "entraide", "voisin", "voisins", "1234567890", "0123456789", "123456789", "qsdfghjklm", "wxcvbn",
        "abcdefghijkl", "abcdef", "1q2w3e4r5t6y", "1qaz2wsx3edc", "superman", "pokemon", "football", "liverpool", "princess", "sunshine",
    ];

    /// <summary>A common word, repeated or dressed with digits and marks; few different characters; or what others know of the person.</summary>
    public static bool Contains(string password, params ReadOnlySpan<string?> ownTexts)
    {
        var text = password.ToLowerInvariant();
        if (text.Distinct().Count() < 5) return true;
        foreach (var own in ownTexts)
            if (own is { Length: >= 3 } && Undressed(text.Replace(own.ToLowerInvariant(), "", StringComparison.Ordinal)).Length < 4)
                return true;
        foreach (var known in Bases)
            if (Undressed(text.Replace(known, "", StringComparison.Ordinal)).Length == 0 && text.Contains(known, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static string Undressed(string text) => new([.. text.Where(char.IsLetter)]);
}
