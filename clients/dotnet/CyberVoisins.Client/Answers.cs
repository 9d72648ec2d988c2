namespace CyberVoisins.Client;

// The shapes of what comes over the wire around the types that a caller sees.
internal sealed record Answer<T>(T? Data, IReadOnlyList<GraphQLError>? Errors);
internal sealed record GraphQLError(string Message, GraphQLErrorExtensions? Extensions);
internal sealed record GraphQLErrorExtensions(string? Code);
internal sealed record UserError(string Code, string Message, string? Field, IReadOnlyList<string> Suggestions);

internal record Refusals(IReadOnlyList<UserError> Errors);
internal sealed record SessionPayload(Session? Session, IReadOnlyList<UserError> Errors) : Refusals(Errors);
internal sealed record Session(string? AccessToken, DateTimeOffset? ExpiresAt);
internal sealed record HelpRequestPayload(HelpRequest? HelpRequest, IReadOnlyList<UserError> Errors) : Refusals(Errors);

internal sealed record ResultAnswer<T>(T Result) where T : notnull;
internal sealed record AssociationsAnswer(List<Association> Associations);
internal sealed record HelpRequestAnswer(HelpRequest? HelpRequest);
internal sealed record HelpRequestsAnswer(Page<HelpRequest> HelpRequests);
internal sealed record List<T>(IReadOnlyList<T> Nodes) where T : notnull;
internal sealed record Page<T>(IReadOnlyList<T> Nodes, PageInfo PageInfo) where T : notnull;
internal sealed record PageInfo(bool HasNextPage, string? EndCursor);
