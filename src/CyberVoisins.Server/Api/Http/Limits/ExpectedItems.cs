using System.Globalization;
using CyberVoisins.Server.Api.Paging;
using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>How many items a field may return: the factor by which it multiplies the cost of what is under it.</summary>
internal static class ExpectedItems
{
    /// <summary>Assumed of a list that neither takes a page size nor says <see cref="Expects"/>.</summary>
    public const int Default = 10;

    private const string Key = "expectedItems";

    /// <summary>Says how many items a list without pages usually has, e.g. 7 for the days of a week.</summary>
    public static FieldBuilder<TSource, TReturn> Expects<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, int items) =>
        field.Configure(definition => definition.WithMetadata(Key, items));

    public static int Of(FieldType? definition, GraphQLField field, IGraphType? parent)
    {
        if (definition is null)
            return 1;
        if (definition.Arguments?.Find("first") is { } first)
            return PageSize(first, field.Arguments?.ValueFor("first"));
        if (!IsList(definition.ResolvedType))
            return 1;
        // The connection's own field has already counted its page.
        return parent is IConnectionGraphType ? 1 : definition.GetMetadata(Key, Default);
    }

    public static bool IsList(IGraphType? type) => (type is NonNullGraphType required ? required.ResolvedType : type) is ListGraphType;

    // Clamped: a negative page would pay for a huge one next to it.
    private static int PageSize(QueryArgument first, GraphQLValue? value) => value switch
    {
        null or GraphQLNullValue => first.DefaultValue is int given ? Clamp(given) : PageArguments.DefaultFirst,
        GraphQLIntValue literal when int.TryParse(literal.Value.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) => Clamp(size),
        _ => PageArguments.MaxFirst,
    };

    private static int Clamp(int size) => Math.Clamp(size, 1, PageArguments.MaxFirst);
}
