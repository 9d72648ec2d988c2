namespace CyberVoisins.Core.Messages;

/// <summary>The countries that may be written to: France and its overseas, whose country codes are their own (ITU-T E.164; sms-facts.md, section 4).</summary>
public static class FrenchNumbers
{
    private static readonly string[] CountryCodes = ["+33", "+262", "+508", "+590", "+594", "+596", "+681", "+687", "+689"];

    public static bool MayBeWrittenTo(PhoneNumber phone) => CountryCodes.Any(code => phone.E164.StartsWith(code, StringComparison.Ordinal));
}
