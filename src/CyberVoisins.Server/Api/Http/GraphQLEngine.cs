using System.Text.Encodings.Web;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Paging;
using GraphQL;
using GraphQL.DI;
using GraphQL.Execution;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Api.Http;

/// <summary>How GraphQL.NET is set up here; the caller only adds the schema.</summary>
internal static class GraphQLEngine
{
    /// <param name="services">The application's services.</param>
    /// <param name="schema">Adds the schema and its graph types, e.g. <c>g => g.AddSchema&lt;ApiSchema&gt;().AddGraphTypes()</c>.</param>
    public static IServiceCollection AddGraphQLEngine(this IServiceCollection services, Action<IGraphQLBuilder> schema)
    {
        services.TryAddSingleton(provider => new DocumentLimits
        {
            Introspection = provider.GetRequiredService<IConfiguration>().GetValue("GraphQL:Introspection",
                provider.GetRequiredService<IHostEnvironment>().IsDevelopment()),
            Time = TimeSpan.FromSeconds(Math.Clamp(provider.GetRequiredService<IConfiguration>().GetValue("GraphQL:TimeoutSeconds", 20.0), 0.01, 120)),
        });
        services.TryAddSingleton<IDocumentBuilder, ParsedDocuments>();
        services.TryAddSingleton<PersistedOperations>();
        services.TryAddSingleton<RequestReader>();
        services.TryAddSingleton<OpenStreams>();
        services.TryAddTransient<PageInfoType>(); // For connections of a schema in another assembly.
        services.AddGraphQL(graphql =>
        {
            schema(graphql);
            graphql
                // Responses are JSON, never pasted into HTML: the default encoder would write é and ' as \u sequences.
                .AddSystemTextJson(json => json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
                .AddErrorInfoProvider<StableErrors>()
                .AddUnhandledExceptionHandler(Log)
                // One request has one DbContext, which forbids two resolvers at once.
                .AddExecutionStrategy<SerialExecutionStrategy>(OperationType.Query)
                .AddValidationRule<DocumentLimitsRule>();
        });
        return services;
    }

    private static void Log(UnhandledExceptionContext failure) =>
        failure.ExecutionOptions!.RequestServices!.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(GraphQLEngine).FullName!)
            .LogError(failure.OriginalException, "GraphQL field {Field} failed in operation {Operation}",
                failure.FieldContext is { } field ? string.Join('.', field.Path) : null, failure.ExecutionOptions.OperationName);
}
