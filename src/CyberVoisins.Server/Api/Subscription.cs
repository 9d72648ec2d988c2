using CyberVoisins.Core;
using CyberVoisins.Server.Boards;
using CyberVoisins.Server.Messages;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api;

/// <summary>What can be watched: answered as text/event-stream, an event for each change. Events say that something changed, not what: a query tells, with its own rights and its own trace.</summary>
internal sealed class Subscription
{
    /// <summary>For the association: what waits for a person (needsPerson, escalated requests, open contests) changed. The first event comes at once, unless nothing changed since the version that the caller knows.</summary>
    /// <param name="associationId">For administrators; a coordinator may leave it out.</param>
    /// <param name="known">The version of the last event, by somebody who comes back after a cut.</param>
    public static Task<IAsyncEnumerable<BoardChange>> BoardChanged(
        AssociationId? associationId, string? known, [FromServices] Answer answer, [FromServices] ConversationAccess access, [FromServices] WatchBoard watch, CancellationToken cancel) =>
        answer.Of(async () => watch.Changes((await access.Of(associationId, cancel)).Id, known, cancel));
}

internal sealed class BoardChangeType : ObjectGraphType<BoardChange>
{
    public BoardChangeType()
    {
        Name = nameof(BoardChange);
        Field(c => c.Version);
    }
}
