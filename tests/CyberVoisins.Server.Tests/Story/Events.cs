using System.Text;
using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Server-sent events as a browser reads them.</summary>
internal sealed class Events(Stream stream) : IDisposable
{
    private readonly StreamReader _lines = new(stream, Encoding.UTF8);

    /// <summary>How often a line without meaning came, to say that the stream lives.</summary>
    public int Heartbeats { get; private set; }

    /// <summary>The answer in the next event; null when the stream says that it is complete.</summary>
    public async Task<JsonNode?> Next()
    {
        var name = "";
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line == ":") Heartbeats++;
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line["event: ".Length..];
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return name switch { "next" => JsonNode.Parse(line["data:".Length..]), "complete" => null, _ => throw new InvalidOperationException($"An event named \"{name}\".") };
        }
        throw new InvalidOperationException("The stream was cut.");
    }

    public void Dispose() => _lines.Dispose();
}
