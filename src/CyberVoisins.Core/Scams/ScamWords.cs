using System.Text.RegularExpressions;

namespace CyberVoisins.Core.Scams;

/// <summary>What a sentence sounds like.</summary>
public enum ScamSign
{
    BankCard,
    /// <summary>A secret code, a password, an identifier.</summary>
    Code,
    Transfer,
    /// <summary>RIB, IBAN, bank details.</summary>
    BankDetails,
    Inheritance,
    Loan,
    GiftCard,
    Crypto,
    /// <summary>Notes, cheques, money orders.</summary>
    Cash,
    /// <summary>"Ne dites rien à personne."</summary>
    Secrecy,
    /// <summary>Somebody takes hold of a computer from afar.</summary>
    RemoteControl,
    /// <summary>A false adviser, a courier who fetches the card, fees for a parcel, a prize, a new number of a child.</summary>
    Pretence,
}

/// <summary>A sign, and the words that gave it, small and without accents.</summary>
public sealed record ScamFinding(ScamSign Sign, string Words);

/// <summary>
/// Words of the swindles that old people meet here, in French first. A local list, no service: it raises a quiet flag for a person, and stops
/// nothing. A word that has an ordinary use ("code", "virement", "prêt") counts only beside what makes it suspicious: somebody asks, gives or takes.
/// </summary>
public static partial class ScamWords
{
    private const int LongestWords = 60;

    private static readonly (ScamSign Sign, Regex[] Patterns)[] Signs =
    [
        (ScamSign.BankCard, [CardGiven(), CardFetched()]),
        (ScamSign.Code, [CodeGiven(), CodeAskedByAPerson(), CodeSeen()]),
        (ScamSign.Transfer, [Transfer()]),
        (ScamSign.BankDetails, [BankDetails()]),
        (ScamSign.Inheritance, [Inheritance()]),
        (ScamSign.Loan, [Loan()]),
        (ScamSign.GiftCard, [GiftCard()]),
        (ScamSign.Crypto, [Crypto()]),
        (ScamSign.Cash, [Cash()]),
        (ScamSign.Secrecy, [Secrecy()]),
        (ScamSign.RemoteControl, [RemoteControl()]),
        (ScamSign.Pretence, [Pretence(), NewNumber()]),
    ];

    /// <summary>At most one finding for each sign, in their order; none for a text that warns ("ne donnez jamais votre code"). Never throws.</summary>
    public static IReadOnlyList<ScamFinding> In(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        // A sentence with "jamais" says what is not done: it is what we write ourselves.
        var plain = string.Join("| ", Spelled.Plain(text).Split('|').Where(sentence => !Never().IsMatch(sentence)));
        return [.. from sign in Signs
                   let found = sign.Patterns.Select(p => p.Match(plain)).FirstOrDefault(m => m.Success)
                   where found is not null
                   select new ScamFinding(sign.Sign, Cut(found.Value.Replace("|", "", StringComparison.Ordinal).Trim()))];
    }

    private static string Cut(string words) => words.Length <= LongestWords ? words : words[..LongestWords];

    [GeneratedRegex(@"\b(jamais|never)\b")]
    private static partial Regex Never();

    /// <summary>Somebody hands it over, asks for it or takes it, at most five words away and in the same sentence.</summary>
    private const string Give = @"\b(donn\w*|envo[iy]\w*|demand\w*|reclam\w*|veut|veulent|voulait|voulu|exig\w*|communiqu\w*|transm\w*|confie\w*|dict\w*|pris|prend|prends|prendre|prenez|recuper\w*|photographi\w*|vole|dites|dis|lis|lisez|renvo\w*|fourni\w*|il (me|nous|lui) faut|give|send|tell|wants?|needs?)\b";

    private const string Person = @"\b(il|elle|ils|lui|monsieur|dame|voisine?|benevole|homme|femme|quelqu un|type|inconnue?|gars)\b";
    private const string Card = @"(cartes? (bleues?|bancaires?|de credit|de paiement|visa|mastercard)|cb|numeros? de (ma |sa |la |votre |ta )?cartes?|chiffres de (la |ma |sa |votre |ta )?carte|carte et (le |son |mon |ton |votre )?code|dos de (la |ma |sa |votre |ta )?carte|(bank|credit) ?card)";
    private const string Secret = @"(codes? (secrets?|pin|confidentiels?|bancaires?|whatsapp|personnels?|de (validation|verification|securite|confirmation)|a (6|six) chiffres|de (la |ma |sa |votre |ta )?carte|recus?|(de|d) (ma |la |votre |ta )?banque|que (vous|tu) (venez|viens|allez|vas|avez|as)|que je (t|vous) ai envoye)|(pin|whatsapp|verification) codes?|mots? de passe|identifiants?)";
    private const string Near = @"\W(\w+ ){0,5}";

    [GeneratedRegex(Give + Near + Card + @"\b|" + Person + Near + @"(cartes? (bleues?|bancaires?|de credit)|dos de (la |ma |sa )?carte)\b|\bchiffres (\w+ ){0,4}carte\b|\b" + Card + Near + @"\b(demande|veut|donnee?|envoye|photographie|vole)\b|\bcryptogramme\b|\bdonne\w* (\w+ ){0,2}carte (\w+ ){0,2}code\b")]
    private static partial Regex CardGiven();

    [GeneratedRegex(@"\b(coursier|livreur|agent|facteur|policier|gendarme|banquier|conseiller|quelqu un)\b (\w+ ){0,8}(chercher|prendre|recuper\w*|reprendre|collecter) (\w+ ){0,2}cartes?\b(?! (vitale|de visite|d identite))")]
    private static partial Regex CardFetched();

    [GeneratedRegex(@"\b(donn\w*|envo[iy]\w*|renvo\w*|communiqu\w*|transm\w*|confie\w*|fourni\w*|dict\w*|dites|dis|lis|lisez|il (me|nous|lui) faut|give|send|tell|wants?|needs?)\b" + Near + Secret + @"\b")]
    private static partial Regex CodeGiven();

    // A site asks for a password every day; a person should not.
    [GeneratedRegex(Person + @" (\w+ ){0,3}(demand\w*|veut|voulait|reclam\w*|exig\w*|insist\w*|pris|retenu|note)\b" + Near + "(" + Secret + @"|(le|mon|ton|votre|son) code(?! (de la (porte|visite)|d |de l|du|postal|wifi|pour|au)))\b")]
    private static partial Regex CodeAskedByAPerson();

    [GeneratedRegex(@"\b(mon|ton|votre) codes? devant\b|\bcodes? (\w+ ){0,4}(retenu|recopie|memorise)\b")]
    private static partial Regex CodeSeen();

    [GeneratedRegex(@"\b(faites|fais|effectuez|effectue|envoyez|envoie|fasse|(demand\w*|veut)\W(\w+ ){0,4})\W?(\w+ ){0,3}virements?\b|\bvirements? (urgents?|immediats?|instantanes?|a faire)\b|\bm a fait faire (\w+ ){0,2}virements?\b|\bvir(e|er|ez|es|ement)? (\w+ ){0,3}(argent|euros)\b(?! de la)|\bwire transfer\b|\btransfer (the |some )?money\b")]
    private static partial Regex Transfer();

    [GeneratedRegex(@"\A(?!.*\b(caf|mutuelle|impots?|edf|engie|poste|cpam|ameli|retraite|carsat|mairie|employeur|bailleur|assurance|securite sociale)\b).*?(?<w>" + Give + Near + @"(rib|iban|identite bancaire)\b)|\b(informations|coordonnees|donnees) bancaires\b")]
    private static partial Regex BankDetails();

    [GeneratedRegex(@"\b(vous etes|tu es) (l |une? )?heriti\w*|\bheritage (de|d un montant)\W(\w+ ){0,3}(\d+|millions?|somme)\b|\bheritage (\w+ ){0,8}(attend|vous revient)\b|\b(legue|leguer|legs)\b|\b(j |vous |tu )?herit(e|es|ez|er) de (\w+ )?(\d+|million)|\b(un )?don de \d+|\brecevoir un don\b|\bma fortune\b|\bbeneficiaire d une? (grande |grosse )?(donation|somme|fonds|heritage)\b|\bdonation de \d+|\binheritance\b")]
    private static partial Regex Inheritance();

    [GeneratedRegex(@"\bpropos\w* (un |des )?prets?\b|\bprets? de \d+ (a \d+ )?euros\b|\bemprunt\w* (\w+ ){0,2}(argent|sous|\d+ euros)\b|\bme doit (\w+ ){0,2}\d+ euros\b|\bbesoin de \d+ euros\b|\bpromet de (me |te |vous )?(rendre|rembourser)\b|\bprets? (d argent|entre particuliers?|rapides?|personnels?|urgents?|sans)\b|\bcredits? (rapides?|sans|faciles?|urgents?)\b|\bpret(er|ez|e|es) (\w+ ){0,2}(de l argent|\d+ euros|une somme|des sous)\b|\b(avancez?|avancer|depannez?|depanner) (moi |lui |nous |me )?(de |d )?(\d+ euros|l argent|un peu d argent)\b|\bsans justificatifs?\b")]
    private static partial Regex Loan();

    [GeneratedRegex(@"\bcartes? cadeaux?\b|\bgift ?cards?\b|\b(transcash|neosurf|paysafecard|toneo)\b|\b(recharges?|cartes?|coupons?|tickets?) pcs\b|\bcartes? (google play|itunes|steam)\b|\bgratt(e|er|ez) (la |les |le )?(cartes?|tickets?|codes?)\b|\bgratter (\w+ ){0,5}codes?\b|\btabac\b (\w+ ){0,6}(tickets?|coupons?|recharges?|codes?)\b|\btickets? de \d+ euros\b")]
    private static partial Regex GiftCard();

    [GeneratedRegex(@"\b(bitcoins?|crypto(monnaies?)?|ethereum|forex)\b|\b(gagn\w*|invest\w*|euros) (\w+ ){0,5}trading\b|\bplacez? (vos|tes|votre|ton) (economies|argent|epargne)\b|\bsans aucun risque\b|\bplacements? (\w+ )?(garantis?|sans risque)\b|\brendements? garantis?\b")]
    private static partial Regex Crypto();

    [GeneratedRegex(@"\b(western union|moneygram|mandat cash)\b|\bretir\w* (\w+ ){0,3}(argent|especes|euros)\b|\bcheques? en blanc\b|\bsigne(r|z)? (un |une |des )?(cheques?|procurations?)\b|\bargent (a disparu|disparu|manque|qui manque)\b|\b(pris|vole) (\w+ ){0,2}argent\b|\bbesoin d argent\b|\bdemand\w* (\w+ ){0,4}(argent|cheques?|especes|\d+ euros)\b")]
    private static partial Regex Cash();

    [GeneratedRegex(@"\b(ne |n )(\w+ )?(dites|dis|dire) (surtout )?(rien|pas a|a personne)\b|\b(?<!je )n en (parlez|parle|parler|dites|dis) (surtout )?(pas|a)\b|\bpas un mot\b|\b(notre|nos) (petits? )?secrets?\b|\bgard\w* (bien )?(le |ce |notre )?secret\b|\breste\w* (\w+ )?entre nous\b|\b(don t|do not) tell\b")]
    private static partial Regex Secrecy();

    [GeneratedRegex(@"\b(any ?desk|team ?viewer|rust ?desk|ultraviewer)\b|\b(prenne|prendre|pris) (la main (?!de)|le controle)|\bse connect\w* (\w+ ){0,2}mon (ordinateur|telephone|portable)\b|\bappel\w* (\w+ ){0,2}(microsoft|windows)\b")]
    private static partial Regex RemoteControl();

    [GeneratedRegex(@"\bconseill\w* bancaire\b|\b(annuler|bloquer|stopper|arreter) (\w+ ){0,2}fraudes?\b|\bcolis (\w+ ){0,6}(regl\w*|pay\w*|frais)\b|\bgrande? gagnante?\b|\bfrais d envoi\b|\bvendu (une assurance|un abonnement|un contrat)\b|\bservice (des |anti )?fraudes?\b|\bcompte (\w+ ){0,3}(pirate|compromis)\b|\bgagnez? (\w+ ){0,4}(loterie|lot|tirage|iphone|million|\d+ euros)\b|\bgros lot\b|\bfrais (\w+ ){0,4}(colis|douane|debloquer)\b|\bpay\w* (les |des )?frais\b|\bamendes? (\w+ ){0,2}(en retard|impayees?)\b")]
    private static partial Regex Pretence();

    [GeneratedRegex(@"\bnouveau numero\b.{0,60}\b(argent|payer|facture|virement)\b|\b(maman|mamie|mamy|papa|papi|papy)\b.{0,80}\b(argent|payer|facture|virement|depanner)\b", RegexOptions.Singleline)]
    private static partial Regex NewNumber();
}
