using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace CyberVoisins.Server.Links;

/// <summary>
/// Makes and checks the tokens of links: 8 random letters and digits, then 8 of their HMAC-SHA256 (47 bits each). The database holds the
/// first half only, so that a copy of it opens nothing; and a token that we did not sign is refused before the database is asked.
/// The signing key is a file beside the keys of cookies, encrypted by them, the same for every process of the service.
/// </summary>
internal sealed class LinkSeal(IDataProtectionProvider protection, IConfiguration configuration)
{
    public const int HalfLength = 8;

    /// <summary>No punctuation: a telephone that finds links in a text would stop before one at the end.</summary>
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const int KeyBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("CyberVoisins.AnswerLink.v1");
    private readonly Lock _lock = new();
    private byte[]? _key;

    private string File => Path.Combine(configuration["Data:Folder"] ?? "data", "keys", "answer-links.key");

    /// <summary>A new token, and what to store of it.</summary>
    public (string Token, string Key) New()
    {
        var key = RandomNumberGenerator.GetString(Alphabet, HalfLength);
        return (key + Signature(key), key);
    }

    /// <returns>What is stored of it; null when we did not sign it. Takes as long for every wrong token.</returns>
    public string? Open(string? token)
    {
        if (token is not { Length: 2 * HalfLength }) return null;
        var key = token[..HalfLength];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token[HalfLength..]), Encoding.UTF8.GetBytes(Signature(key))) ? key : null;
    }

    private string Signature(string key) =>
        string.Concat(HMACSHA256.HashData(SigningKey(), Encoding.UTF8.GetBytes(key)).Take(HalfLength).Select(b => Alphabet[b % Alphabet.Length]));

    private byte[] SigningKey()
    {
        lock (_lock) return _key ??= Read() ?? Write();
    }

    private byte[]? Read()
    {
        try
        {
            return _protector.Unprotect(System.IO.File.ReadAllBytes(File));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (CryptographicException) // the keys of the service were lost: links are worth nothing, and new ones will be
        {
            System.IO.File.Delete(File);
            return null;
        }
    }

    /// <summary>Two processes may start at once: the file appears whole, and the second takes the first one's.</summary>
    private byte[] Write()
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var draft = $"{File}.{Path.GetRandomFileName()}";
        System.IO.File.WriteAllBytes(draft, _protector.Protect(key));
        try
        {
            System.IO.File.Move(draft, File, overwrite: false);
            return key;
        }
        catch (IOException) when (System.IO.File.Exists(File))
        {
            System.IO.File.Delete(draft);
            return Read() ?? throw new InvalidOperationException("The key of the links cannot be read.");
        }
    }
}
