using CyberVoisins.Core.Messages;

namespace CyberVoisins.Core.Requests;

/// <summary>
/// Guesses from a person's own words what help is about, for somebody to confirm: the category with most of its words in
/// the text. Two categories that come equally near are no guess.
/// </summary>
public static class CategoryWords
{
    /// <summary>Beginnings of words, in small letters without accents; a word of three letters or fewer is meant whole.</summary>
    private static readonly Dictionary<HelpCategory, string[]> Words = new()
    {
        [HelpCategory.DigitalDiagnosis] = ["diagnostic", "bilan", "niveau"],
        [HelpCategory.DeviceBasics] = ["telephone", "smartphone", "portable", "tablette", "ordinateur", "clavier", "souris", "ecran", "sonne", "volume", "pc"],
        [HelpCategory.DeviceMaintenance] = ["panne", "casse", "bloque", "imprimante", "repar", "lent", "batterie", "demarre", "allume"],
        [HelpCategory.DigitalContent] = ["photo", "fichier", "dossier", "stockage", "cle"],
        [HelpCategory.Internet] = ["internet", "wifi", "navig", "google", "box", "connexion", "fibre"],
        [HelpCategory.Email] = ["mail", "email", "courriel", "messagerie", "gmail"],
        [HelpCategory.OfficeSoftware] = ["word", "excel", "tableur", "traitement"],
        [HelpCategory.SocialNetworks] = ["whatsapp", "facebook", "skype", "visio", "video", "messenger", "instagram", "zoom"],
        [HelpCategory.Health] = ["ameli", "doctolib", "sante", "medecin", "medical", "mutuelle", "vitale", "ordonnance", "secu", "hopital"],
        [HelpCategory.BankingAndShopping] = ["banque", "bancaire", "virement", "achat", "acheter", "commande", "paiement", "payer"],
        [HelpCategory.Entrepreneurship] = ["entreprise", "entrepreneur", "siret", "urssaf"],
        [HelpCategory.JobSearch] = ["emploi", "chomage", "travail", "candidature", "embauche"],
        [HelpCategory.DigitalSecurity] = ["arnaque", "pirat", "virus", "passe", "securite", "hameconnage"],
        [HelpCategory.Parenting] = ["parental", "enfant"],
        [HelpCategory.School] = ["ecole", "college", "lycee", "pronote", "ent", "cantine"],
        [HelpCategory.DigitalCreation] = ["montage", "creer", "dessin"],
        [HelpCategory.DigitalCulture] = ["culture"],
        [HelpCategory.ArtificialIntelligence] = ["chatgpt", "intelligence", "artificielle"],
        [HelpCategory.AdministrativeProcedures] =
            ["impot", "retraite", "caf", "apl", "prefecture", "passeport", "identite", "franceconnect", "declaration", "demarche", "papiers", "logement", "grise", "allocation", "administrat", "formulaire"],
    };

    /// <summary>Null when no word, or no single category, stands out; never throws.</summary>
    public static HelpCategory? Guess(string text)
    {
        HashSet<string> said = [.. PlainText.Words(text)];
        var found = Words.Select(w => (Category: w.Key, Hits: w.Value.Count(known => said.Any(word => Is(word, known)))))
            .Where(w => w.Hits > 0).OrderByDescending(w => w.Hits).ToList();
        // "Ameli on my telephone" is about ameli: a device is where, unless nothing else is said.
        var about = found.Where(f => f.Category != HelpCategory.DeviceBasics).ToList() is { Count: > 0 } rest ? rest : found;
        return about switch
        {
            [] => null,
            [var first, var second, ..] when first.Hits == second.Hits => null,
            [var first, ..] => first.Category,
        };
    }

    private static bool Is(string word, string known) => known.Length <= 3 ? word == known : word.StartsWith(known, StringComparison.Ordinal);
}
