using System.Collections.Frozen;
using GraphQL;
using GraphQL.Execution;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// One of the two media types of GraphQL over HTTP, with its status rules, or a stream of events. Under <c>application/json</c> a status other
/// than 200 may come from a proxy, so GraphQL errors keep 200; under <c>application/graphql-response+json</c>
/// the status tells that nothing was executed.
/// </summary>
internal sealed class ResponseFormat
{
    public static readonly ResponseFormat Json = new("application/json");
    public static readonly ResponseFormat GraphQLResponse = new("application/graphql-response+json");

    /// <summary>For what is watched; see <see cref="EventStream"/>.</summary>
    public static readonly ResponseFormat Events = new("text/event-stream");

    private static readonly FrozenDictionary<string, ResponseFormat> ByRange = new Dictionary<string, ResponseFormat>
    {
        ["application/graphql-response+json"] = GraphQLResponse,
        ["application/json"] = Json,
        ["text/event-stream"] = Events,
        ["application/*"] = Json,
        ["*/*"] = Json,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private ResponseFormat(string mediaType) => ContentType = $"{mediaType}; charset=utf-8";

    public string ContentType { get; }

    /// <summary>The acceptable format the caller prefers; <see cref="Json"/> when the caller does not say.</summary>
    /// <exception cref="RequestRefused">The caller accepts none of them.</exception>
    public static ResponseFormat For(HttpRequest request)
    {
        if (StringValues.IsNullOrEmpty(request.Headers.Accept)
            || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return Json;

        // OrderByDescending is stable: equal qualities keep the order of the header.
        foreach (var range in accepted.Where(range => range.Quality != 0).OrderByDescending(range => range.Quality ?? 1))
            if (ByRange.TryGetValue(range.MediaType.ToString(), out var format))
                return format;

        throw new RequestRefused(StatusCodes.Status406NotAcceptable, ErrorCodes.NotAcceptable,
            "Responses are application/graphql-response+json, application/json or, for subscriptions, text/event-stream: name one of them in the Accept header.");
    }

    public int StatusOf(ExecutionResult result)
    {
        var errors = result.Errors ?? Enumerable.Empty<ExecutionError>();
        if (errors.OfType<RequestRefused>().FirstOrDefault() is { } refused)
            return refused.Status;
        if (result.Executed)
            return StatusCodes.Status200OK;
        if (errors.Any(error => error is UnhandledError))
            return StatusCodes.Status500InternalServerError;
        if (this == Json)
            return StatusCodes.Status200OK;
        return errors.Select(error => error.Code).FirstOrDefault(code => code is ErrorCodes.Unauthenticated or ErrorCodes.Forbidden) switch
        {
            ErrorCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorCodes.Forbidden => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status400BadRequest,
        };
    }
}
