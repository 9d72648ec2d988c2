namespace CyberVoisins.Core.Messages;

/// <summary>A telephone number in E.164 ("+33612345678"). Reading what people type is the shell's work; this only holds it.</summary>
public sealed record PhoneNumber
{
    /// <summary>Stands for a number that was forgotten: +999 is assigned to no country (ITU-T E.164), so nothing can be sent there.</summary>
    public static readonly PhoneNumber Forgotten = new("+99900000000");

    /// <param name="e164">"+", then 8 to 15 digits of which the first is not 0: no country code begins with it.</param>
    /// <exception cref="ArgumentException">Not E.164.</exception>
    public PhoneNumber(string e164)
    {
        if (e164 is null || e164.Length is < 9 or > 16 || e164[0] != '+' || e164[1] == '0' || e164.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
            throw new ArgumentException("A phone number is written in E.164: + then 8 to 15 digits.", nameof(e164));
        E164 = e164;
    }

    public string E164 { get; }

    /// <summary>Safe to log: "+336••••••78" would still help an attacker, so only the last two digits stay.</summary>
    public override string ToString() => $"••{E164[^2..]}";
}
