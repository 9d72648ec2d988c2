using CyberVoisins.Server.Api.Http.Limits;
using GraphQL.Execution;
using GraphQLParser.AST;
using Microsoft.Extensions.Caching.Memory;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// Remembers the parse of recent documents, and only the parse: every validation rule still runs for every request,
/// so nobody profits from what another caller was allowed to do.
/// </summary>
internal sealed class ParsedDocuments(DocumentLimits limits) : IDocumentBuilder, IDisposable
{
    // In characters of source; a document takes about twenty times its source in memory, so 20 MB at most.
    private const int CachedCharacters = 500_000;

    private readonly GraphQLDocumentBuilder _parser = new();
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = CachedCharacters });

    public GraphQLDocument Build(string body)
    {
        if (_cache.TryGetValue(body, out GraphQLDocument? known))
            return known!;

        DocumentText.Check(body, limits);
        var document = _parser.Build(body);
        return _cache.Set(body, document, new MemoryCacheEntryOptions { Size = body.Length });
    }

    public void Dispose() => _cache.Dispose();
}
