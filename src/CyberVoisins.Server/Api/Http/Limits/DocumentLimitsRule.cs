using GraphQL.Validation;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>
/// Refuses a document that asks for too much. It throws instead of reporting, because the engine prepares every rule
/// before it runs any: so a bomb is turned away before the engine's own, costlier rules read it.
/// </summary>
internal sealed class DocumentLimitsRule(DocumentLimits limits) : ValidationRuleBase
{
    /// <summary>Under which the answer's extensions tell the cost of what was asked, and the most that may be asked.</summary>
    public const string CostKey = "cost";

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var measure = new DocumentMeasure(context.Document, context.Schema);
        LimitExceeded.Check(ErrorCodes.TooManyAliases, "Aliases in a document", measure.Aliases, limits.Aliases,
            "Ask for a list instead of repeating a field, or split the document.");
        foreach (var operation in measure.Operations)
            Check(operation);
        var asked = context.Document.Definitions.OfType<GraphQLOperationDefinition>().TakeWhile(o => o != context.Operation).Count();
        context.UserContext[CostKey] = new Dictionary<string, object?> { ["points"] = measure.Operations[asked].Cost, ["limit"] = (long)limits.Complexity };
        return default;
    }

    private void Check(Weight operation)
    {
        LimitExceeded.Check(ErrorCodes.TooManyRootFields, "Root fields of an operation", operation.Fields, limits.RootFields,
            "Send several operations.");
        LimitExceeded.Check(ErrorCodes.TooDeep, "Depth of nested fields", operation.Depth, limits.Depth,
            "Ask for the deeper part in a second query, starting from its id.");
        LimitExceeded.Check(ErrorCodes.TooComplex, "Complexity (fields times items per page)", operation.Cost, limits.Complexity,
            "Ask for smaller pages with \"first\", as a number rather than a variable, or for fewer nested lists.");
        if (operation.IntrospectionDepth > 0 && !limits.Introspection)
            throw LimitExceeded.Introspection();
        LimitExceeded.Check(ErrorCodes.IntrospectionTooDeep, "Depth of introspection", operation.IntrospectionDepth, limits.IntrospectionDepth,
            "Use the standard introspection query.");
        LimitExceeded.Check(ErrorCodes.IntrospectionTooDeep, "Nested lists of introspection", operation.IntrospectionLists, limits.IntrospectionLists,
            "Use the standard introspection query.");
    }
}
