using GraphQL.Validation;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// Keeps GET without effect: a link or an image tag must never be able to change anything. What is watched comes as a stream of
/// events, and only to who takes one.
/// </summary>
internal sealed class OperationsByDoor : ValidationRuleBase
{
    private readonly bool _changes;
    private readonly bool _streams;

    private static readonly OperationsByDoor[] All = [new(false, false), new(false, true), new(true, false), new(true, true)];

    private OperationsByDoor(bool changes, bool streams) => (_changes, _streams) = (changes, streams);

    /// <param name="isGet">By GET nothing changes.</param>
    /// <param name="takesEvents">The caller prefers text/event-stream.</param>
    public static OperationsByDoor Of(bool isGet, bool takesEvents) => All[(isGet ? 0 : 2) + (takesEvents ? 1 : 0)];

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) => context.Operation.Operation switch
    {
        OperationType.Mutation when !_changes => throw new RequestRefused(StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed,
            "GET executes queries only: send this operation with POST."),
        OperationType.Subscription when !_streams => throw new RequestRefused(StatusCodes.Status406NotAcceptable, ErrorCodes.NotAcceptable,
            "A subscription is answered as a stream of events: name text/event-stream in the Accept header."),
        _ => default,
    };
}
