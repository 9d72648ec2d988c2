using CyberVoisins.Core.Requests;

namespace CyberVoisins.Server.Voice;

/// <summary>What a key, or a word said instead, stands for.</summary>
internal static class VoiceKeys
{
    /// <summary>The few things that most people ask about; 0 is something else.</summary>
    public static readonly IReadOnlyDictionary<string, HelpCategory?> Categories = new Dictionary<string, HelpCategory?>
    {
        ["1"] = HelpCategory.DeviceBasics,
        ["2"] = HelpCategory.AdministrativeProcedures,
        ["3"] = HelpCategory.Health,
        ["4"] = HelpCategory.Email,
        ["5"] = HelpCategory.SocialNetworks,
        ["6"] = HelpCategory.BankingAndShopping,
        ["7"] = HelpCategory.DigitalSecurity,
        ["8"] = HelpCategory.DeviceMaintenance,
        ["0"] = null,
    };

    private static readonly (string Key, string[] Beginnings)[] Words =
    [
        ("5", ["inqui", "worri", "danger", "secours"]),
        ("2", ["rendez", "visite", "annul", "confirm"]),
        ("3", ["parl", "quelqu", "personne", "association"]),
        ("4", ["benevol", "bénévol"]),
        ("1", ["aid", "demand", "besoin"]),
    ];

    /// <summary>The key pressed, or the one that the words mean; empty when neither says anything.</summary>
    public static string InMenu(VoiceInput input)
    {
        if (input.Digits.Length > 0) return input.Digits;
        var said = input.Speech.ToLowerInvariant().Split([' ', '\'', '’', ',', '.', '-'], StringSplitOptions.RemoveEmptyEntries);
        return Words.Where(w => w.Beginnings.Any(b => said.Any(word => word.StartsWith(b, StringComparison.Ordinal)))).Select(w => w.Key).FirstOrDefault() ?? "";
    }
}
