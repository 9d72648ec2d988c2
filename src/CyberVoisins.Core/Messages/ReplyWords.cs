namespace CyberVoisins.Core.Messages;

/// <summary>The words of an answer, small and without accents. Strict: a word that is missing here asks a person, a word too many decides for one.</summary>
internal static class ReplyWords
{
    private static readonly HashSet<string> YesWords = ["oui", "ouii", "ouiii", "ok", "okay", "dac", "daccord", "accepte", "volontiers", "yes", "ouais"];
    private static readonly HashSet<string> NoWords = ["non", "nan", "no", "refuse", "impossible", "indisponible"];
    private static readonly HashSet<string> CancelWords = ["annuler", "annule", "annulez", "annulation", "cancel"];
    private static readonly HashSet<string> DoneWords = ["fait", "faite", "fini", "termine"];
    private static readonly HashSet<string> AbsentWords = ["absent", "absente"];
    private static readonly HashSet<string> HelpWords = ["aide", "help", "info", "infos"];
    private static readonly HashSet<string> ContactWords = ["contact", "contacter"];
    private static readonly HashSet<string> StartWords = ["reprendre", "start", "reprise"];
    private static readonly HashSet<string> StopWords =
    [
        "stop", "stopper", "stoppez", "arret", "arrete", "arreter", "arretez", "desabonner", "desabonnez", "desabonnement", "desinscrire", "desinscrivez", "desinscription",
        "stopall", "unsubscribe", "optout", "quit", "revoke", // Twilio blocks the number at these, whatever we answer
    ];

    /// <summary>Means nothing but STOP, wherever it stands.</summary>
    private static readonly HashSet<string> PlainStopWords = ["stop", "stopper", "stoppez", "desabonner", "desabonnez", "desabonnement", "desinscrire", "desinscrivez", "desinscription", "stopall", "unsubscribe", "optout"];

    private static readonly HashSet<string> TransportWords = ["bus", "tram", "tramway", "metro", "train", "car", "gare"];

    /// <summary>What may stand beside a yes, besides politeness, without putting it off or naming another hour.</summary>
    private static readonly HashSet<string> WordsOfAYes =
    [
        "pour", "le", "la", "les", "l", "de", "du", "un", "une", "en", "code", "demande", "avec", "plaisir", "joie", "j", "je", "suis", "c", "est", "ca", "marche", "va", "moi", "me", "convient",
        "bien", "sur", "entendu", "note", "compris", "peux", "aider", "venir", "viens", "viendrai", "viendra", "serai", "y", "dispo", "disponible", "libre", "possible", "top", "genial", "nickel", "alors", "donc",
        "madame", "monsieur", "tous", "toutes", "reponse", "confirme", "reponds", "vais", "fais", "h", "heure", "heures",
    ];

    /// <summary>What doubts or turns round what it stands beside: "pas d'accord", "oui mais", "peut-être".</summary>
    private static readonly HashSet<string> DoubtWords =
        ["pas", "plus", "mais", "peut", "jamais", "ni", "sauf", "si", "aucun", "aucune", "quand", "sais", "demain", "plutot", "ou", "pourquoi", "sinon"];

    /// <summary>A no bears "pas" and "jamais", but not these.</summary>
    private static readonly HashSet<string> DoubtOfANo = ["mais", "peut", "si", "sauf", "pourquoi"];

    private static readonly HashSet<string> Negations = ["pas", "plus", "jamais", "ni", "aucun", "aucune", "sans", "rien", "guere"];

    /// <summary>What may be said beside an answer without changing it, and alone without asking for anything.</summary>
    private static readonly HashSet<string> PoliteWords =
    [
        "merci", "mercis", "beaucoup", "bonjour", "bonsoir", "bonne", "bon", "journee", "soiree", "nuit", "svp", "stp", "plait", "cordialement", "salut", "avance", "bien", "parfait",
        "super", "tres", "vous", "il", "s", "d", "a", "et", "thanks", "thank", "you", "au", "revoir", "bientot", "week", "end", "weekend", "recu",
    ];

    private static readonly HashSet<string> ThanksWords = ["merci", "mercis", "bonjour", "bonsoir", "bonne", "salut", "thanks", "thank", "revoir", "bientot", "parfait", "super", "recu", "cordialement"];

    public static bool IsYes(string word) => YesWords.Contains(word);
    public static bool IsNo(string word) => NoWords.Contains(word);
    public static bool IsCancel(string word) => CancelWords.Contains(word);
    public static bool IsDone(string word) => DoneWords.Contains(word);
    public static bool IsAbsent(string word) => AbsentWords.Contains(word);
    public static bool IsHelp(string word) => HelpWords.Contains(word);
    public static bool IsContact(string word) => ContactWords.Contains(word);
    public static bool IsStart(string word) => StartWords.Contains(word);
    public static bool IsStop(string word) => StopWords.Contains(word);
    public static bool IsPlainStop(string word) => PlainStopWords.Contains(word);
    public static bool IsTransport(string word) => TransportWords.Contains(word);
    public static bool GoesWithAYes(string word) => IsYes(word) || IsPolite(word) || WordsOfAYes.Contains(word);
    public static bool IsDoubt(string word) => DoubtWords.Contains(word);
    public static bool IsDoubtOfANo(string word) => DoubtOfANo.Contains(word);
    public static bool IsNegation(string word) => Negations.Contains(word);
    public static bool IsPolite(string word) => PoliteWords.Contains(word);

    /// <summary>"merci", "ok merci", "bonne journée": nobody asks for anything. "ok" alone may be an answer.</summary>
    public static bool OnlyThanks(IReadOnlyCollection<string> words) =>
        words.Any(ThanksWords.Contains) && words.All(w => PoliteWords.Contains(w) || w is "ok" or "okay" or "daccord" or "dac");

    /// <summary>"CHARTE", "charte merci", "j'accepte la charte": the word and nothing that doubts it.</summary>
    public static bool OnlyCharter(IReadOnlyCollection<string> words) => words.Contains("charte") && words.All(w => w == "charte" || GoesWithAYes(w));

    /// <summary>The answer that a word gives to the demand of a code; null when it gives none.</summary>
    public static Func<string?, Reply>? AnswerOf(string word) =>
        IsYes(word) ? code => new Reply.Yes(code)
        : IsNo(word) ? code => new Reply.No(code)
        : IsCancel(word) ? code => new Reply.Cancel(code)
        : IsDone(word) ? code => new Reply.Done(code, null)
        : IsAbsent(word) ? code => new Reply.Absent(code)
        : null;
}
