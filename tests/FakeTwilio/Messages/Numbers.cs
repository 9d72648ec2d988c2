using System.Text.RegularExpressions;

namespace FakeTwilio;

/// <summary>What Twilio would know of a telephone number, for the countries that the service is for.</summary>
internal static partial class Numbers
{
    /// <summary>France and its overseas: every other country is closed in the console (Geo permissions).</summary>
    private static readonly string[] Open = ["+33", "+262", "+590", "+594", "+596", "+508", "+687", "+689"];

    private static readonly Dictionary<string, int> National = new()
    {
        ["+33"] = 9, ["+262"] = 9, ["+590"] = 9, ["+594"] = 9, ["+596"] = 9, ["+508"] = 6, ["+687"] = 6, ["+689"] = 8,
    };

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    [GeneratedRegex(@"\A\+33[1-59]")]
    private static partial Regex Fixed();

    [GeneratedRegex(@"\A(?=.*[A-Za-z])[A-Za-z0-9 +&_-]{1,11}\z")]
    private static partial Regex Alphanumeric();

    public static bool IsE164(string number) =>
        E164().IsMatch(number) && (Country(number) is not { } country || number.Length == country.Length + National[country]);

    public static bool IsOpen(string number) => Country(number) is not null;
    public static bool IsLandline(string number) => Fixed().IsMatch(number);

    /// <summary>A brand: at most 11 characters, one of them a letter.</summary>
    public static bool IsAlphanumeric(string sender) => Alphanumeric().IsMatch(sender);

    private static string? Country(string number) => Open.FirstOrDefault(c => number.StartsWith(c, StringComparison.Ordinal));
}
