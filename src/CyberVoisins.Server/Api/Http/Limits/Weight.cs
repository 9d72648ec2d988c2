namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>
/// What a selection asks for, fragments expanded. Sums stop at <see cref="Ceiling"/>, so that no document,
/// however it multiplies itself, can overflow or turn negative.
/// </summary>
internal readonly record struct Weight(int Depth, long Fields, long Cost, int IntrospectionDepth, int IntrospectionLists)
{
    public const long Ceiling = 1_000_000_000;

    /// <summary>Two selections side by side.</summary>
    public static Weight operator +(Weight a, Weight b) => new(
        Math.Max(a.Depth, b.Depth),
        Math.Min(Ceiling, a.Fields + b.Fields),
        Math.Min(Ceiling, a.Cost + b.Cost),
        Math.Max(a.IntrospectionDepth, b.IntrospectionDepth),
        Math.Max(a.IntrospectionLists, b.IntrospectionLists));

    /// <summary>A field of our schema around this selection, which is resolved for each of <paramref name="items"/>.</summary>
    /// <param name="own">What resolving the field itself costs.</param>
    public Weight Under(int items, int own) => this with
    {
        Depth = Depth + 1,
        Fields = 1,
        Cost = Math.Min(Ceiling, own + items * Cost),
    };

    /// <summary>A field of introspection around this selection.</summary>
    public Weight UnderIntrospection(bool list) => this with
    {
        Fields = 1,
        IntrospectionDepth = IntrospectionDepth + 1,
        IntrospectionLists = IntrospectionLists + (list ? 1 : 0),
    };
}
