using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Http.Limits;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Transport;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// GraphQL over HTTP as the specification draft asks: POST for everything, GET for queries, one document per request.
/// POST takes <c>application/json</c> only, which a foreign web page cannot send without asking first (CORS preflight).
/// </summary>
internal static class GraphQLEndpoint
{
    /// <summary>Maps the endpoint and builds the schema, so that a mistake in it or in its settings stops the start-up and not the first caller.</summary>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder routes, string pattern = "/graphql")
    {
        routes.ServiceProvider.GetRequiredService<ISchema>().Initialize();
        _ = routes.ServiceProvider.GetRequiredService<DocumentLimits>();
        routes.MapGet(pattern + "/operations.js", (PersistedOperations operations, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Text(operations.Script, "text/javascript; charset=utf-8");
        });
        return routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Post], Answer);
    }

    private static async Task Answer(HttpContext http)
    {
        ResponseFormat? format = null;
        ExecutionResult result;
        try
        {
            format = ResponseFormat.For(http.Request);
            CrossSite.Check(http);
            var reader = http.RequestServices.GetRequiredService<RequestReader>();
            var request = await reader.Read(http.Request, http.RequestAborted);
            if (format == ResponseFormat.Events)
            {
                await Stream(http, request);
                return;
            }
            using var inTime = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            inTime.CancelAfter(http.RequestServices.GetRequiredService<DocumentLimits>().Time);
            result = await Execute(http, request, takesEvents: false, inTime.Token);
        }
        catch (RequestRefused refused)
        {
            result = new ExecutionResult { Errors = new ExecutionErrors { refused } };
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            result = new ExecutionResult { Errors = new ExecutionErrors { new RequestRefused(StatusCodes.Status503ServiceUnavailable, ErrorCodes.TimeOut,
                "This operation took too long and was stopped; nothing of it was kept. Ask for less at once, or later.") } };
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // Nobody is left to read an answer.
        }

        await Write(http, result, format is null || format == ResponseFormat.Events ? ResponseFormat.Json : format);
    }

    private static async Task Stream(HttpContext http, GraphQLRequest request)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        using var place = http.RequestServices.GetRequiredService<CurrentUser>().UserId is { } account ? http.RequestServices.GetRequiredService<OpenStreams>().Open(account) : null;
        using var longest = new CancellationTokenSource(EventStream.Longest, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, longest.Token, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        inTime.CancelAfter(http.RequestServices.GetRequiredService<DocumentLimits>().Time);
        var result = await Execute(http, request, takesEvents: true, inTime.Token);
        // The limit is for what is worked out, not for what is waited for.
        inTime.CancelAfter(Timeout.InfiniteTimeSpan);
        // What was refused has a status: a browser's EventSource would open a stream of errors again and again.
        if (result.Streams is null && result.Operation?.Operation == OperationType.Subscription) result.Executed = false;
        if (result.Executed) await EventStream.Write(http, result, clock, stop.Token);
        else await Write(http, result, ResponseFormat.GraphQLResponse);
    }

    private static async Task<ExecutionResult> Execute(HttpContext http, GraphQLRequest request, bool takesEvents, CancellationToken cancel)
    {
        var told = new Dictionary<string, object?>();
        var result = await http.RequestServices.GetRequiredService<IDocumentExecuter>().ExecuteAsync(new ExecutionOptions
        {
            UserContext = told,
            // Never Document: the engine skips the validation rules of a document that it is given already parsed.
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            ValidationRules = DocumentValidator.CoreRules.Append(OperationsByDoor.Of(HttpMethods.IsGet(http.Request.Method), takesEvents)),
            RequestServices = http.RequestServices,
            User = http.User,
            CancellationToken = cancel,
        });
        if (told.TryGetValue(DocumentLimitsRule.CostKey, out var cost)) (result.Extensions ??= [])[DocumentLimitsRule.CostKey] = cost;
        return result;
    }

    private static async Task Write(HttpContext http, ExecutionResult result, ResponseFormat format)
    {
        var response = http.Response;
        response.StatusCode = format.StatusOf(result);
        response.ContentType = format.ContentType;
        response.Headers.CacheControl = "no-store"; // Answers carry personal data.
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            response.Headers.Allow = HttpMethods.Post;

        var serializer = http.RequestServices.GetRequiredService<IGraphQLSerializer>();
        await serializer.WriteAsync(response.Body, result, http.RequestAborted);
    }
}
