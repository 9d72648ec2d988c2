using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using OtpNet;
using QRCoder;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>
/// Codes of an authenticator app: RFC 6238 with what every app understands (SHA-1, six digits, thirty seconds), one step of
/// tolerance on each side. The secret lies in the database under data protection, whose keys are elsewhere.
/// </summary>
internal sealed class TotpSeal(IDataProtectionProvider protection)
{
    public const int Digits = 6;
    private const int SecretBytes = 20;
    private static readonly VerificationWindow OneStep = new(previous: 1, future: 1);

    private readonly IDataProtector _protector = protection.CreateProtector("CyberVoisins.Totp.v1");

    /// <summary>A new secret as it is typed into an app, and as it is kept.</summary>
    public (string Shown, byte[] Sealed) New()
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (Base32Encoding.ToString(secret), _protector.Protect(secret));
    }

    /// <summary>The step that a code belongs to; null when it is none of the secret's codes around this instant.</summary>
    public long? StepOf(byte[]? sealed_, string code, Instant now)
    {
        if (sealed_ is null) return null;
        try
        {
            var totp = new Totp(_protector.Unprotect(sealed_));
            return totp.VerifyTotp(now.ToDateTimeUtc(), code, out var step, OneStep) ? step : null;
        }
        catch (CryptographicException) // the keys were lost: an administrator resets it
        {
            return null;
        }
    }

    /// <summary>What an app reads from a square code. Only a first name stands in it, and it is shown to its owner alone.</summary>
    public static string Uri(string shown, string firstName) =>
        $"otpauth://totp/CyberVoisins:{System.Uri.EscapeDataString(firstName.Length == 0 ? "compte" : firstName)}?secret={shown}&issuer=CyberVoisins&algorithm=SHA1&digits={Digits}&period=30";

    /// <summary>The square code of an otpauth address, as an SVG image: made here, because a secret is not given to a service of images.</summary>
    public static string Square(string uri)
    {
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var drawing = new SvgQRCode(code);
        return drawing.GetGraphic(4);
    }
}
