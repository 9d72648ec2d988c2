using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Hashes sign-in codes. Six digits are a million guesses: a salt beside the hash would hide them from a reader of the
/// database for a millisecond. So each code has its own random key, stored encrypted by data protection, whose keys are
/// files outside the database. (The SMS itself waits in the outbox in clear; what this protects is every code after it.)
/// </summary>
internal sealed class CodeSeal(IDataProtectionProvider protection)
{
    private const int KeyBytes = 32;
    private readonly IDataProtector _protector = protection.CreateProtector("CyberVoisins.SignInCode.v1");

    /// <summary>Six random digits, and what to store of them.</summary>
    public (string Code, byte[] Hash, byte[] Salt) New()
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", null);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        return (code, Hash(key, code), _protector.Protect(key));
    }

    public bool Opens(SignInCode row, string code)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(row.Hash, Hash(_protector.Unprotect(row.Salt), code));
        }
        catch (CryptographicException) // the key files were lost: the code is worth nothing, and a new one will be
        {
            return false;
        }
    }

    private static byte[] Hash(byte[] key, string code) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(code));
}
