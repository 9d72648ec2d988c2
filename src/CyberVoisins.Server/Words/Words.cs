using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace CyberVoisins.Server.Words;

/// <summary>
/// Every word that a person reads, in French first (the neutral resource) and in English; another language is
/// another file. Sentences are short and plain: docs/adr/0007.
/// </summary>
internal static partial class Words
{
    public static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>What refuses a request: Words/Errors.resx, one entry per <see cref="ErrorCode"/>.</summary>
    public static readonly ResourceManager Errors = new("CyberVoisins.Server.Words.Errors", typeof(Words).Assembly);

    /// <summary>What SMS and calls say: Words/Sms.resx.</summary>
    public static readonly ResourceManager Sms = new("CyberVoisins.Server.Words.Sms", typeof(Words).Assembly);

    /// <summary>What the telephone says; "|" parts two sentences by a breath: Words/Voice.resx.</summary>
    public static readonly ResourceManager Voice = new("CyberVoisins.Server.Words.Voice", typeof(Words).Assembly);

    /// <summary>Explanations, states and labels: Words/Labels.resx.</summary>
    public static readonly ResourceManager Labels = new("CyberVoisins.Server.Words.Labels", typeof(Words).Assembly);

    /// <summary>The sentence under a key, with its figures; a missing key is a bug and says which.</summary>
    public static string Say(this ResourceManager words, CultureInfo culture, string key, params object?[] arguments)
    {
        var text = words.GetString(key, culture)
            ?? throw new InvalidOperationException($"{words.BaseName} has no entry {key}.");
        return arguments.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, arguments);
    }

    /// <summary>"NotFound" is written NOT_FOUND in the schema and in the resources.</summary>
    public static string UpperSnake(this Enum value) => WordStart().Replace(value.ToString(), "_").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
