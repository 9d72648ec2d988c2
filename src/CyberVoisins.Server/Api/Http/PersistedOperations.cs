using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// The operations of our own clients, embedded (Api/Operations: a file each, and web.json, which the build of clients/web writes): asked for by the SHA-256 of their text, so that a
/// page sends no document. With GraphQL:OnlyPersisted nothing else is answered: an allow-list.
/// </summary>
internal sealed class PersistedOperations
{
    private const string Prefix = "operations/";
    private const string Algorithm = "sha256:";
    private const string Web = "web-operations.json";

    private readonly FrozenDictionary<string, string> _texts;

    public PersistedOperations(IConfiguration configuration)
    {
        var read = typeof(PersistedOperations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);
        Ids = read.ToFrozenDictionary(o => o.Key, o => IdOf(o.Value), StringComparer.Ordinal);
        _texts = read.Values.Concat(JsonSerializer.Deserialize<Dictionary<string, string>>(Read(Web))!.Values).ToFrozenDictionary(IdOf, StringComparer.Ordinal);
        Only = configuration.GetValue("GraphQL:OnlyPersisted", false);
    }

    /// <summary>The id of each operation, by its name.</summary>
    public FrozenDictionary<string, string> Ids { get; }

    /// <summary>The ids of all of them, with and without a name.</summary>
    public IEnumerable<string> Known => _texts.Keys;

    /// <summary>Nothing else is answered.</summary>
    public bool Only { get; }

    /// <summary>For pages: a script that says the ids.</summary>
    public string Script => $"const OPERATIONS = {JsonSerializer.Serialize(Ids.OrderBy(o => o.Key, StringComparer.Ordinal).ToDictionary())};\n";

    /// <summary>The document to execute.</summary>
    /// <param name="text">As the caller sent it; null when only an id came.</param>
    /// <param name="id">64 hexadecimal digits, perhaps after "sha256:"; or null.</param>
    /// <exception cref="RequestRefused">Neither came; the id is unknown, or of another text; another document than ours where only ours are answered.</exception>
    public string Resolve(string? text, string? id)
    {
        if (id is not null && id.StartsWith(Algorithm, StringComparison.OrdinalIgnoreCase)) id = id[Algorithm.Length..];
        if (text is null)
            return id is null ? throw RequestRefused.Malformed("The \"query\" member is missing: it must hold a GraphQL document, or \"documentId\" the id of a persisted one.")
                : _texts.GetValueOrDefault(id.ToLowerInvariant()) ?? throw new RequestRefused(StatusCodes.Status400BadRequest, ErrorCodes.PersistedOperationNotFound,
                    "No persisted operation has this id: send the document itself, or load the page anew.");
        var own = Only || id is not null ? IdOf(text) : null;
        if (id is not null && !string.Equals(own, id, StringComparison.OrdinalIgnoreCase))
            throw RequestRefused.Malformed("The id is not the SHA-256 of the document that came with it.");
        return !Only || _texts.ContainsKey(own!) ? text
            : throw new RequestRefused(StatusCodes.Status403Forbidden, ErrorCodes.PersistedOperationRequired, "This server answers its persisted operations only.");
    }

    public static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PersistedOperations).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
