using GraphQL.Validation;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api.Http;

/// <summary>Keeps GET without effect: a link or an image tag must never be able to change anything.</summary>
internal sealed class QueriesOnly : ValidationRuleBase
{
    public static readonly QueriesOnly Rule = new();

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
        context.Operation.Operation == OperationType.Query
            ? default
            : throw new RequestRefused(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed,
                "GET executes queries only: send this operation with POST.");
}
