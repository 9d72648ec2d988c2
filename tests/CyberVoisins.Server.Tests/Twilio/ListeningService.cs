using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberVoisins.Server.Tests.Twilio;

/// <summary>A service that only listens to what Twilio tells it, and answers calls as the test says.</summary>
internal sealed class ListeningService : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(string Url, Dictionary<string, string> Form, string? Signature)> _told = [];

    public Func<Dictionary<string, string>, string> Answers { get; set; } = _ => "<Response/>";

    public IReadOnlyList<(string Url, Dictionary<string, string> Form, string? Signature)> Signatures
    {
        get { lock (_lock) return [.. _told]; }
    }

    public IReadOnlyList<Dictionary<string, string>> Told => [.. Signatures.Select(t => t.Form)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken)).ToDictionary(f => f.Key, f => f.Value.ToString());
        var signature = request.Headers.TryGetValues("X-Twilio-Signature", out var values) ? values.Single() : null;
        // As the service calls itself: the signature is over that address.
        lock (_lock) _told.Add(("https://voisins.example" + request.RequestUri!.PathAndQuery, form, signature));
        return new(HttpStatusCode.OK) { Content = new StringContent(Answers(form), Encoding.UTF8, "text/xml") };
    }
}
