using System.Buffers;
using System.Text.Json;
using GraphQL;
using GraphQL.Transport;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// Reads one GraphQL request out of HTTP, strictly: a member of the wrong JSON type is refused, never guessed.
/// </summary>
internal sealed class RequestReader(IGraphQLSerializer serializer, PersistedOperations operations)
{
    /// <summary>The largest body accepted: eight times the longest document, which leaves room for variables.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    /// <exception cref="RequestRefused">The request is not a well-formed GraphQL-over-HTTP request.</exception>
    public async Task<GraphQLRequest> Read(HttpRequest http, CancellationToken cancellation)
    {
        if (HttpMethods.IsGet(http.Method))
            return ReadQueryString(http.Query);

        RequireJson(http);
        using var body = await ReadBody(http, cancellation);
        return body.RootElement.ValueKind switch
        {
            JsonValueKind.Object => ReadMembers(name => Member(body.RootElement, name)),
            JsonValueKind.Array => throw new RequestRefused(StatusCodes.Status400BadRequest, ErrorCodes.BatchingUnsupported,
                "Batched requests are not supported: send one request per operation, or one document with several root fields."),
            _ => throw RequestRefused.Malformed("The request body must be a JSON object with a \"query\" member."),
        };
    }

    private static void RequireJson(HttpRequest http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || !(StringSegment.IsNullOrEmpty(type.Charset) || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            throw new RequestRefused(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType,
                "POST requests must have the header \"Content-Type: application/json\", encoded in UTF-8.");
    }

    private static async Task<JsonDocument> ReadBody(HttpRequest http, CancellationToken cancellation)
    {
        if (http.ContentLength > MaxBodyBytes)
            throw TooLarge();
        var reader = http.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            // Counted while reading as well: a chunked body announces no length.
            var tooLarge = read.Buffer.Length > MaxBodyBytes;
            if (!tooLarge && !read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            byte[] body = tooLarge ? [] : read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.End); // Kestrel reuses the connection only when every read is closed.
            return tooLarge ? throw TooLarge() : Parse(body);
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw RequestRefused.Malformed("The request body is not valid JSON.");
        }
    }

    private static RequestRefused TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, ErrorCodes.PayloadTooLarge,
            $"The request body is larger than the limit of {MaxBodyBytes} bytes. Split the operation, or send fewer values at once.");

    private GraphQLRequest ReadQueryString(IQueryCollection query) =>
        ReadMembers(name => query[name] switch
        {
            { Count: 0 } => null,
            { Count: > 1 } => throw RequestRefused.Malformed($"The query string gives \"{name}\" more than once."),
            [""] => null,
            var value when name is "variables" or "extensions" => ParseJson(name, value.ToString()),
            var value => JsonSerializer.SerializeToElement(value.ToString()),
        });

    private static JsonElement ParseJson(string name, string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw RequestRefused.Malformed($"\"{name}\" in the query string is not valid JSON.");
        }
    }

    private GraphQLRequest ReadMembers(Func<string, JsonElement?> member) => new()
    {
        Query = operations.Resolve(Text("query", member("query")), Text("documentId", member("documentId")) ?? PersistedQuery(member("extensions"))),
        OperationName = Text("operationName", member("operationName")),
        Variables = Map("variables", member("variables")),
        Extensions = Map("extensions", member("extensions")),
    };

    /// <summary>The id where Apollo's clients put it.</summary>
    private static string? PersistedQuery(JsonElement? extensions) =>
        extensions is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("persistedQuery", out var persisted) && persisted.ValueKind == JsonValueKind.Object
            && persisted.TryGetProperty("sha256Hash", out var hash) ? Text("sha256Hash", hash) : null;

    private static JsonElement? Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(string name, JsonElement? value)
    {
        if (value is not { } given)
            return null;
        try
        {
            return given.ValueKind == JsonValueKind.String ? given.GetString()
                : throw RequestRefused.Malformed($"\"{name}\" must be a string.");
        }
        catch (InvalidOperationException) // A lone surrogate such as "\ud800" is valid JSON but not text.
        {
            throw RequestRefused.Malformed($"\"{name}\" is not valid Unicode text.");
        }
    }

    private Inputs? Map(string name, JsonElement? value)
    {
        if (value is not { } given || given.ValueKind == JsonValueKind.Null)
            return null;
        if (given.ValueKind != JsonValueKind.Object)
            throw RequestRefused.Malformed($"\"{name}\" must be a JSON object.");
        try
        {
            return serializer.ReadNode<Inputs>(given);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            throw RequestRefused.Malformed($"\"{name}\" holds a value that cannot be read (a number out of range, a duplicate key, or invalid text).");
        }
    }
}
