using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Server.Sealing;

namespace CyberVoisins.Server.Links;

/// <summary>
/// Makes and checks the tokens of links: 8 random letters and digits, then 8 of their HMAC-SHA256 (47 bits each). The database holds the
/// first half only, so that a copy of it opens nothing; and a token that we did not sign is refused before the database is asked.
/// The signing key is derived from the keys of sealed columns, which every process of the service has.
/// </summary>
internal sealed class LinkSeal(FieldSeal keys)
{
    public const int HalfLength = 8;

    /// <summary>No punctuation: a telephone that finds links in a text would stop before one at the end.</summary>
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly byte[] _key = keys.KeyFor("CyberVoisins.AnswerLink.v1");

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
        string.Concat(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(key)).Take(HalfLength).Select(b => Alphabet[b % Alphabet.Length]));
}
