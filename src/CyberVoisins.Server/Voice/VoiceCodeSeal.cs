using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace CyberVoisins.Server.Voice;

/// <summary>
/// Hashes the four digits that a resident types on the telephone. Ten thousand guesses are nothing to a reader of the
/// database: each hash has its own random key, stored beside it encrypted by data protection, whose keys are files elsewhere.
/// </summary>
internal sealed class VoiceCodeSeal(IDataProtectionProvider protection)
{
    private const int HashBytes = 32;
    private readonly IDataProtector _protector = protection.CreateProtector("CyberVoisins.VoiceCode.v1");

    /// <summary>Four random digits, and what to store of them: the hash, then its key.</summary>
    public (string Code, byte[] Hash) New()
    {
        var code = RandomNumberGenerator.GetInt32(10_000).ToString("0000", null);
        var key = RandomNumberGenerator.GetBytes(HashBytes);
        return (code, [.. Hash(key, code), .. _protector.Protect(key)]);
    }

    /// <summary>In constant time; false too when the key files were lost.</summary>
    public bool Opens(byte[] stored, string code)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(stored.AsSpan(0, HashBytes), Hash(_protector.Unprotect(stored[HashBytes..]), code));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Hash(byte[] key, string code) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(code));
}
