namespace CyberVoisins.Core.Visits;

/// <summary>
/// The word that whoever comes says at the door: a plain French noun, of 4 to 9 letters without accents, heard well on the telephone, that
/// sounds like no other word and no other of the list. It names a visit, not a person; it changes when the visit moves or gets another volunteer.
/// </summary>
public static class CodeWords
{
    public static readonly IReadOnlyList<string> All =
    [
        "ABRICOT", "AGNEAU", "ALOUETTE", "ANANAS", "ARMOIRE", "ARROSOIR", "ARTICHAUT", "ASPERGE", "AUTRUCHE", "BALEINE", "BAMBOU", "BANANE", "BARQUE", "BASILIC",
        "BATEAU", "BETTERAVE", "BIJOU", "BISCUIT", "BISON", "BOCAL", "BONNET", "BOUGIE", "BOUQUET", "BOUSSOLE", "BRACELET", "BRIOCHE", "BROUETTE", "BUFFLE", "CABANE",
        "CACTUS", "CAILLOU", "CAMION", "CANARD", "CAPUCINE", "CARAFE", "CARAMEL", "CARILLON", "CAROTTE", "CARTABLE", "CASCADE", "CASSEROLE", "CASTOR", "CEINTURE",
        "CERISE", "CHALET", "CHAMEAU", "CHARRUE", "CHAUDRON", "CHEMISE", "CHENILLE", "CHEVAL", "CHOCOLAT", "CIGALE", "CIGOGNE", "CITRON", "CLAIRON", "CLAVIER",
        "CLOCHER", "COCOTIER", "COFFRET", "COLLIER", "COLOMBE", "CONCOMBRE", "CONFITURE", "COQUILLE", "CORBEILLE", "CORNICHON", "COUPOLE", "COURGETTE", "CRAYON",
        "CREVETTE", "CROCODILE", "DAMIER", "DAUPHIN", "DENTELLE", "DIAMANT", "DOMINO", "DRAGON", "DRAPEAU", "ENCLUME", "ENDIVE", "ENVELOPPE", "ESCALIER", "ESCARGOT",
        "FALAISE", "FANFARE", "FARINE", "FAUTEUIL", "FENOUIL", "FICELLE", "FLEUVE", "FONTAINE", "FOULARD", "FOURMI", "FRAISE", "FRAMBOISE", "FROMAGE", "GALETTE",
        "GARAGE", "GAUFRE", "GAZELLE", "GIRAFE", "GLACIER", "GONDOLE", "GRELOT", "GRENIER", "GRILLON", "GROSEILLE", "GUIRLANDE", "GUITARE", "HAMAC", "HARICOT", "HARPE",
        "HIBOU", "HOMARD", "HORLOGE", "HUBLOT", "IGLOO", "IRIS", "JAGUAR", "JARDIN", "JASMIN", "JONQUILLE", "KANGOUROU", "KIWI", "LAMPION", "LANTERNE", "LAPIN",
        "LAURIER", "LAVANDE", "LENTILLE", "LICORNE", "LILAS", "LIMACE", "LOSANGE", "LOUTRE", "LUCARNE", "LUNETTES", "MACARON", "MAGNOLIA", "MANDARINE", "MANTEAU",
        "MARMOTTE", "MARRON", "MELON", "MERINGUE", "MIMOSA", "MIROIR", "MONTAGNE", "MOULIN", "MOUSTACHE", "MOUTON", "MUGUET", "MUSIQUE", "NACELLE", "NARCISSE", "NAVIRE",
        "NECTARINE", "NOISETTE", "NUAGE", "OASIS", "OLIVE", "OMELETTE", "ORANGE", "OREILLER", "ORIGAN", "OTARIE", "OURSON", "PAGODE", "PALMIER", "PANIER", "PANTALON",
        "PAPILLON", "PARAPLUIE", "PARASOL", "PASTILLE", "PATATE", "PEIGNE", "PENDULE", "PERROQUET", "PERVENCHE", "PIANO", "PIGEON", "PINCEAU", "PINGOUIN", "PINTADE",
        "PISTACHE", "PIVOINE", "PLATANE", "POIREAU", "POIVRON", "POTIRON", "POULAIN", "POUSSIN", "PRALINE", "PRUNEAU", "PUPITRE", "PUZZLE", "PYRAMIDE", "RADEAU",
        "RAISIN", "RENARD", "RHUBARBE", "ROBINET", "ROMARIN", "ROSSIGNOL", "ROULOTTE", "RUBAN", "RUCHE", "SABLIER", "SAFRAN", "SALADE", "SANDALE", "SARDINE", "SAUMON",
        "SAVON", "SAXOPHONE", "SENTIER", "SIFFLET", "SOLEIL", "SONNETTE", "SOURIS", "SUCRE", "TABOURET", "TAMBOUR", "TANDEM", "TAPIS", "TARTINE", "TAUREAU", "TILLEUL",
        "TISANE", "TOBOGGAN", "TOMATE", "TORTUE", "TOUCAN", "TOUPIE", "TOURNESOL", "TRACTEUR", "TRIANGLE", "TROMPETTE", "TRUFFE", "TULIPE", "TUNNEL", "TURBAN", "VALISE",
        "VANILLE", "VERGER", "VERVEINE", "VIGNETTE", "VIOLETTE", "VIOLON", "VIRGULE", "VOILIER", "VOLCAN", "WAGON", "YAOURT", "ZODIAQUE"
    ];

    /// <param name="below">A number from 0 to one less than its argument, that nobody can foretell: whoever guesses the word gets in.</param>
    /// <param name="taken">Words that the same resident or volunteer has just had; never as many as the list.</param>
    public static string Draw(Func<int, int> below, IReadOnlyCollection<string> taken)
    {
        var free = All.Except(taken).ToList();
        return free[below(free.Count)];
    }
}
