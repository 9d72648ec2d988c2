using System.Text.RegularExpressions;

namespace CyberVoisins.Core.Worries;

/// <summary>
/// "INQUIET", "je suis inquiète", "worried", with the mistakes that people make; not "ne vous inquiétez pas". Read before every
/// answer but STOP: who is worried is never taken for somebody who says yes.
/// </summary>
public static partial class WorryWords
{
    /// <param name="plain">Small letters without accents.</param>
    internal static bool Are(string plain) => Worried().IsMatch(Reassured().Replace(plain, " "));

    /// <summary>
    /// A worry about a machine or a paper ("je suis inquiète, ma tablette affiche un virus") and not a word of a person: a case
    /// all the same, but nobody's visit is cancelled for it before a coordinator has called.
    /// </summary>
    /// <param name="plain">Small letters without accents.</param>
    internal static bool AreOfAThing(string plain) => Thing().IsMatch(plain) && !Person().IsMatch(plain);

    [GeneratedRegex(@"\b(inqu?i?ett?e?s?|inquitee?s?|inkiet\w*|inquietude|inquietante?s?|worried|worry|worrying)(?![a-z])")]
    private static partial Regex Worried();

    // Who says not to worry, or no longer to, is not worried.
    [GeneratedRegex(@"(\A|\b(t|te|vous|nous|s|m|me)\W{0,2})inquiet\w*\W+(pas|plus|jamais|point)\b|\b(ne|n)\W+(te|t|vous|nous|m|me|s)\W{0,2}inquiet\w*(\W+(pas|plus|jamais|point))?"
        + @"|\b(pas|plus|jamais|sans|aucune?|peu|rien|moins|ni)\W+(du tout |trop |vraiment |si |tres |d.?|de quoi (s.|etre )?)*inquiet\w*|\b(don.?t|not|no|never|without)\W+(be |too |really |to )*worr(y|ied|ies|ying)\b")]
    private static partial Regex Reassured();

    [GeneratedRegex(@"\b(telephone|portable|smartphone|tablette|ordinateur|pc|ecran|imprimante|box|internet|wifi|mail|mails|email|courriel|virus|facture|impots?|ameli|site|compte|mot de passe|application|appli|logiciel|retraite|dossier)\b")]
    private static partial Regex Thing();

    [GeneratedRegex(@"\b(il|elle|lui|ils|elles|monsieur|madame|homme|femme|dame|mec|gars|garcon|fille|voisin|voisine|benevole|personne|quelqu.un|visite|visiteur|chez|venu|venue|vient|passe (ce|hier|demain)|porte|peur|mari|fils|famille|aidant|aidante|he|she|him|her|neighbou?r|volunteer|man|woman|visit)\b")]
    private static partial Regex Person();
}
