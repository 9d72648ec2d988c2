using System.Net;
using System.Net.Http.Headers;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// A body that knows whether a byte of it was handed to the network. What failed before is proven not sent; what failed
/// afterwards nobody knows: the kind of exception does not tell the two apart (sms-facts.md, section 1).
/// </summary>
internal sealed class TrackedContent : ByteArrayContent
{
    private TrackedContent(byte[] body, string type) : base(body) => Headers.ContentType = MediaTypeHeaderValue.Parse(type);

    public bool Started { get; private set; }

    public static async Task<TrackedContent> Form(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return new(await form.ReadAsByteArrayAsync(), "application/x-www-form-urlencoded");
    }

    public static TrackedContent Json<T>(T value) => new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(value), "application/json");

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Started = true;
        return base.SerializeToStreamAsync(stream, context);
    }
}
