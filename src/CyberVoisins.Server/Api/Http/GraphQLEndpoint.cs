using CyberVoisins.Server.Api.Http.Limits;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Transport;
using GraphQL.Types;
using GraphQL.Validation;

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
            result = await Execute(http, await reader.Read(http.Request, http.RequestAborted));
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

        await Write(http, result, format ?? ResponseFormat.Json);
    }

    private static async Task<ExecutionResult> Execute(HttpContext http, GraphQLRequest request)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        inTime.CancelAfter(http.RequestServices.GetRequiredService<DocumentLimits>().Time);
        var told = new Dictionary<string, object?>();
        var result = await http.RequestServices.GetRequiredService<IDocumentExecuter>().ExecuteAsync(new ExecutionOptions
        {
            UserContext = told,
            // Never Document: the engine skips the validation rules of a document that it is given already parsed.
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            ValidationRules = HttpMethods.IsGet(http.Request.Method)
                ? DocumentValidator.CoreRules.Append(QueriesOnly.Rule)
                : DocumentValidator.CoreRules,
            RequestServices = http.RequestServices,
            User = http.User,
            CancellationToken = inTime.Token,
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
