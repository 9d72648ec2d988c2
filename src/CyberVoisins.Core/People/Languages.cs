namespace CyberVoisins.Core.People;

/// <summary>The languages that can be asked for: ISO 639-1 codes, and "fsl" (ISO 639-3) for French Sign Language.</summary>
public static class Languages
{
    public const string French = "fr";

    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal)
    {
        "fr", "fsl", "ar", "bm", "bn", "br", "de", "el", "en", "es", "fa", "ff", "hi", "it", "ja", "ka", "km", "ko",
        "ku", "ln", "nl", "pa", "pl", "ps", "pt", "rcf", "gcf", "ro", "ru", "so", "sq", "sr", "ta", "tr", "uk", "ur",
        "vi", "wo", "zh",
    };
}
