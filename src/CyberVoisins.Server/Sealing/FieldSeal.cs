using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CyberVoisins.Server.Sealing;

/// <summary>
/// Seals columns with AES-256-GCM (NIST SP 800-38D): a copy of the database without the keys names nobody. "3fa1.…": which key, then base64url of
/// nonce, cipher text and tag. An empty text stays empty, so that SQL sees what was forgotten.
/// </summary>
internal sealed class FieldSeal
{
    private const int NonceBytes = 12, TagBytes = 16;

    private readonly Func<FieldKeys>? _reread;
    private volatile IReadOnlyDictionary<string, byte[]> _byId;
    private readonly byte[] _first, _nonceKey, _indexKey, _current;
    private readonly string _indexId;

    /// <param name="reread">Where to look when a value is sealed with a key that was added since: another process rotates.</param>
    public FieldSeal(FieldKeys keys, Func<FieldKeys>? reread = null)
    {
        _reread = reread;
        (_first, _current, CurrentId) = (keys.All[0], keys.All[^1], IdOf(keys.All[^1]));
        // Searched values have keys of their own, so that a nonce that follows from the value never meets a random one.
        _indexKey = IndexKeyOf(keys.All[0]);
        _nonceKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.All[0], FieldKeys.Bytes, info: "CyberVoisins.index.nonce.v1"u8.ToArray());
        _indexId = IdOf(_indexKey);
        _byId = Known(keys);
        Id = string.Join('.', keys.All.Select(IdOf));
    }

    /// <summary>Tells two rings of keys apart; reveals none.</summary>
    public string Id { get; }

    /// <summary>How what is written now begins.</summary>
    public string CurrentId { get; }

    /// <summary>How what can be found again begins.</summary>
    public string IndexId => _indexId;

    /// <summary>A key for something else than columns, the same for every process; it changes when the first key does (<see cref="ChangeFirstKey"/>), and only then.</summary>
    /// <param name="purpose">Another purpose is another key.</param>
    public byte[] KeyFor(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _first, FieldKeys.Bytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Another seal each time.</summary>
    public string Seal(string text) => text.Length == 0 ? "" : Seal(Encoding.UTF8.GetBytes(text));

    public string Seal(byte[] bytes) => Write(CurrentId, _current, RandomNumberGenerator.GetBytes(NonceBytes), bytes);

    /// <summary>The same seal for the same value, so that SQL finds it: only for what must be searched.</summary>
    public string SealToFind(string text) =>
        text.Length == 0 ? "" : Write(_indexId, _indexKey, HMACSHA256.HashData(_nonceKey, Encoding.UTF8.GetBytes(text)).AsSpan(0, NonceBytes), Encoding.UTF8.GetBytes(text));

    /// <exception cref="CryptographicException">Sealed with a key that is not there, or changed since.</exception>
    public string Open(string text) => text.Length == 0 ? "" : Encoding.UTF8.GetString(OpenBytes(text));

    /// <inheritdoc cref="Open"/>
    public byte[] OpenBytes(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var key = Key(dot < 0 ? "" : text[..dot]);
        Span<byte> whole = Base64Url.DecodeFromChars(text.AsSpan(dot + 1));
        if (whole.Length < NonceBytes + TagBytes) throw new CryptographicException("A sealed column is too short.");
        var bytes = new byte[whole.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(whole[..NonceBytes], whole[NonceBytes..^TagBytes], whole[^TagBytes..], bytes);
        return bytes;
    }

    private byte[] Key(string id)
    {
        if (!_byId.ContainsKey(id) && _reread is not null) _byId = Known(_reread());
        return _byId.TryGetValue(id, out var key) ? key : throw new CryptographicException("A column is sealed with a key that is not there: see Encryption:Keys, or keys/fields.keys in the data folder.");
    }

    // Also what numbers would be found by, were another key the first: a change of it that was cut off is read, and finished.
    private static Dictionary<string, byte[]> Known(FieldKeys keys) => keys.All.Concat(keys.All.Select(IndexKeyOf)).ToDictionary(IdOf);

    private static byte[] IndexKeyOf(byte[] key) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, FieldKeys.Bytes, info: "CyberVoisins.index.v1"u8.ToArray());

    private static string Write(string id, byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> bytes)
    {
        var whole = new byte[NonceBytes + bytes.Length + TagBytes];
        nonce.CopyTo(whole);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, bytes, whole.AsSpan(NonceBytes, bytes.Length), whole.AsSpan(NonceBytes + bytes.Length));
        return $"{id}.{Base64Url.EncodeToString(whole)}";
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key))[..8];
}
