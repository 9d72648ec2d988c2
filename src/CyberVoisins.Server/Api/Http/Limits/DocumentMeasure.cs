using CyberVoisins.Server.Api.Paging;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>
/// Weighs a document before the engine validates it, so it meets unknown names and cycles and must survive them.
/// A field costs 1, or what it <see cref="CostsAttribute">says</see>, plus what lies under it times the items it may return: the page size of a connection
/// (a variable counts as the largest page, so the cost does not depend on variables), else
/// <see cref="ExpectedItems.Default"/> for a list. Each fragment is weighed once, however often it is spread.
/// </summary>
internal sealed class DocumentMeasure
{
    private readonly ISchema _schema;
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = [];
    private readonly Dictionary<string, Weight> _weights = [];

    public DocumentMeasure(GraphQLDocument document, ISchema schema)
    {
        _schema = schema;
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
            _fragments.TryAdd(fragment.FragmentName.Name.StringValue, fragment);

        foreach (var name in _fragments.Keys)
            OfFragment(name); // Unused ones too: their aliases count, and the engine will read them.
        Operations = [.. document.Definitions.OfType<GraphQLOperationDefinition>()
            .Select(operation => Of(operation.SelectionSet, RootOf(operation.Operation)))];
    }

    /// <summary>One weight per operation.</summary>
    public IReadOnlyList<Weight> Operations { get; }

    /// <summary>Aliases written in the whole document.</summary>
    public int Aliases { get; private set; }

    private Weight Of(GraphQLSelectionSet? selections, IGraphType? type)
    {
        var sum = default(Weight);
        foreach (var selection in selections?.Selections ?? [])
            sum += selection switch
            {
                GraphQLField field => OfField(field, type),
                GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.StringValue),
                GraphQLInlineFragment inline => Of(inline.SelectionSet, inline.TypeCondition is { } condition ? TypeOf(condition) : type),
                _ => default,
            };
        return sum;
    }

    private Weight OfFragment(string name)
    {
        if (_weights.TryGetValue(name, out var known))
            return known;
        if (!_fragments.TryGetValue(name, out var fragment))
            return default;
        _weights[name] = default; // A fragment within itself weighs nothing: the engine refuses the cycle.
        return _weights[name] = Of(fragment.SelectionSet, TypeOf(fragment.TypeCondition));
    }

    private Weight OfField(GraphQLField field, IGraphType? parent)
    {
        if (field.Alias is not null)
            Aliases++;
        var name = field.Name.StringValue;
        if (name == "__typename")
            return new Weight { Fields = 1 };
        if (Introspects(parent?.Name) || Introspects(name))
            return OfIntrospection(field, name, parent);

        var definition = (parent as IComplexGraphType)?.GetField(name);
        return Of(field.SelectionSet, definition?.ResolvedType?.GetNamedType()).Under(ExpectedItems.Of(definition, field, parent), CostsAttribute.Of(definition));
    }

    private Weight OfIntrospection(GraphQLField field, string name, IGraphType? parent)
    {
        var definition = name switch
        {
            "__schema" => _schema.SchemaMetaFieldType,
            "__type" => _schema.TypeMetaFieldType,
            _ => (parent as IComplexGraphType)?.GetField(name),
        };
        var list = ExpectedItems.IsList(definition?.ResolvedType);
        return Of(field.SelectionSet, definition?.ResolvedType?.GetNamedType()).UnderIntrospection(list);
    }

    private static bool Introspects(string? name) => name?.StartsWith("__", StringComparison.Ordinal) == true;

    private IGraphType? TypeOf(GraphQLTypeCondition condition) => _schema.AllTypes[condition.Type.Name.StringValue];

    private IGraphType? RootOf(OperationType operation) => operation switch
    {
        OperationType.Query => _schema.Query,
        OperationType.Mutation => _schema.Mutation,
        OperationType.Subscription => _schema.Subscription,
    };
}
