namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>
/// What one document may ask for. Generous for our own clients, whose largest document is well under half of each limit;
/// small enough that a refusal costs the server next to nothing. All limits are inclusive.
/// </summary>
internal sealed record DocumentLimits
{
    /// <summary>Characters of the document; checked before anything reads it.</summary>
    public int Characters { get; init; } = 32 * 1024;

    /// <summary>Tokens of the document: bounds the engine's own checks, which compare fields and fragments in pairs.</summary>
    public int Tokens { get; init; } = 1_000;

    /// <summary>Brackets within brackets, of values as of fields; the parser recurses into them.</summary>
    public int Nesting { get; init; } = 64;

    /// <summary>Directives in the whole document.</summary>
    public int Directives { get; init; } = 50;

    /// <summary>Nested fields, fragments expanded.</summary>
    public int Depth { get; init; } = 12;

    /// <summary>Aliases in the whole document.</summary>
    public int Aliases { get; init; } = 30;

    /// <summary>Root fields of an operation, fragments expanded.</summary>
    public int RootFields { get; init; } = 20;

    /// <summary>Fields an operation may make us resolve at most; <see cref="DocumentMeasure"/> says how it is counted.</summary>
    public int Complexity { get; init; } = 5_000;

    /// <summary>How long one operation may work (GraphQL:TimeoutSeconds); then it is cancelled, and what it had begun to write is undone.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether <c>__schema</c> and <c>__type</c> may be asked at all.</summary>
    public bool Introspection { get; init; }

    /// <summary>Introspection's own depth: the standard query of the tools nests fifteen levels.</summary>
    public int IntrospectionDepth { get; init; } = 16;

    /// <summary>Lists within lists of introspection: types, their fields, their arguments; a fourth would multiply the answer.</summary>
    public int IntrospectionLists { get; init; } = 3;
}
