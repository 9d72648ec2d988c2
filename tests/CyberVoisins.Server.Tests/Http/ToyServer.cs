using System.Security.Claims;
using System.Text;
using System.Text.Json;
using CyberVoisins.Server.Api.Http;
using CyberVoisins.Server.Api.Http.Ide;
using GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Http;

/// <summary>The transport with a small schema of its own, in memory.</summary>
public sealed class ToyServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public ToyServer() : this(Environments.Development)
    {
    }

    internal ToyServer(string environment, string timeoutSeconds = "20")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Configuration["GraphQL:TimeoutSeconds"] = timeoutSeconds;
        builder.Logging.ClearProviders().AddProvider(Logged);
        _app = Build(builder);
        _app.Start();
        Client = _app.GetTestServer().CreateClient();
    }

    internal static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Toybox>().AddScoped<NextNeighbour>().AddScoped<Friends>();
        builder.Services.AddGraphQLEngine(graphql => graphql
            .AddAutoSchema<Query>(schema => schema.WithMutation<Mutation>())
            .AddGraphTypes(typeof(ToyServer).Assembly)
            .AddClrTypeMappings(typeof(ToyServer).Assembly)
            .AddValidationRule<VaultIsForMembers>());
        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers.TryGetValue("X-User", out var name))
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name.ToString())], "toy"));
            return next();
        });
        app.MapGraphQL();
        app.MapGraphQLIde(defaultQuery: "# Bonjour\n{ hello(name: \"voisine\") }");
        return app;
    }

    public HttpClient Client { get; }
    internal LoggedErrors Logged { get; } = new();
    internal IServiceProvider Services => _app.Services;
    internal Toybox Toys => _app.Services.GetRequiredService<Toybox>();

    /// <summary>Posts a document as a client would.</summary>
    internal Task<Answer> Post(string query, object? variables = null, string accept = "application/json", string? user = null, string? operationName = null) =>
        PostBody(JsonSerializer.Serialize(new { query, variables, operationName }), accept: accept, user: user);

    internal Task<Answer> PostBody(string body, string? contentType = "application/json", string? accept = "application/json", string? user = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Send(new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content }, accept, user);
    }

    internal Task<Answer> Get(string queryString, string? accept = "application/json") =>
        Send(new HttpRequestMessage(HttpMethod.Get, "/graphql?" + queryString), accept);

    private async Task<Answer> Send(HttpRequestMessage request, string? accept, string? user = null)
    {
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (user is not null)
            request.Headers.Add("X-User", user);
        using var response = await Client.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsStringAsync());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A response, with the parts that tests ask for.</summary>
internal sealed class Answer(HttpResponseMessage response, string text)
{
    public int Status { get; } = (int)response.StatusCode;
    public string? ContentType { get; } = response.Content.Headers.ContentType?.ToString();
    public string Text => text;
    public JsonElement Json { get; } = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    public JsonElement Data => Json.GetProperty("data");
    public bool HasData => Json.TryGetProperty("data", out _);
    public JsonElement Error => Json.GetProperty("errors")[0];
    public string? Code => Json.TryGetProperty("errors", out _) ? Error.GetProperty("extensions").GetProperty("code").GetString() : null;
    public string? Message => Error.GetProperty("message").GetString();
}

/// <summary>Keeps the exceptions that were logged.</summary>
internal sealed class LoggedErrors : ILoggerProvider, ILogger
{
    public List<Exception> Exceptions { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
            Exceptions.Add(exception);
    }

    public void Dispose()
    {
    }
}
