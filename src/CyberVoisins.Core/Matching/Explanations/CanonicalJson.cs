using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// One value, one text: UTF-8 JSON without spaces, keys sorted by their code units, letters written as themselves, no
/// floating point. An outsider has the same bytes with python3's
/// json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False), and hence the same hash.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true, // what is computed from the rest is not stored beside it
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new TextConverter<Instant>(Texts.Of, Texts.Instant),
            new TextConverter<LocalDate>(Texts.Of, Texts.LocalDate),
            new TextConverter<ZonedDateTime>(Texts.Of, Texts.ZonedDateTime),
            new TextConverter<DateTimeZone>(zone => zone.Id, Texts.Zone),
            new TextConverter<Time.TimeWindow>(window => window.ToString(), Time.TimeWindow.Parse),
            new TextConverter<Time.WeeklyAvailability>(availability => availability.ToString(), Time.WeeklyAvailability.Parse),
            new TextConverter<Geography.Coordinates>(Texts.Of, Texts.Coordinates),
            new TextConverter<Equity.NeedClass>(need => need.Value.ToString(CultureInfo.InvariantCulture), text => new(int.Parse(text, CultureInfo.InvariantCulture))),
            new TextConverter<RequestId>(id => id.ToString(), text => new(Guid.Parse(text))),
            new TextConverter<VolunteerId>(id => id.ToString(), text => new(Guid.Parse(text))),
        },
    };

    public static byte[] Write<T>(T value)
    {
        var text = new StringBuilder();
        Append(JsonSerializer.SerializeToElement(value, Options), text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="JsonException">Not what <see cref="Write{T}"/> writes: a field too many, too few, or of another kind.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The document is null.");

    /// <summary>SHA-256 of the canonical bytes, 64 small hexadecimal digits.</summary>
    public static string HashOf<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(Write(value)));

    private static void Append(JsonElement element, StringBuilder text)
    {
        if (element.ValueKind == JsonValueKind.Object) AppendObject(element, text);
        else if (element.ValueKind == JsonValueKind.Array) AppendArray(element, text);
        else if (element.ValueKind == JsonValueKind.String) AppendString(element.GetString()!, text);
        else text.Append(element.GetRawText()); // numbers, true, false and null stand as they are
    }

    private static void AppendObject(JsonElement element, StringBuilder text)
    {
        var first = true;
        text.Append('{');
        foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            AppendString(property.Name, Next(text, ref first));
            Append(property.Value, text.Append(':'));
        }
        text.Append('}');
    }

    private static void AppendArray(JsonElement element, StringBuilder text)
    {
        var first = true;
        text.Append('[');
        foreach (var item in element.EnumerateArray()) Append(item, Next(text, ref first));
        text.Append(']');
    }

    private static StringBuilder Next(StringBuilder text, ref bool first)
    {
        if (!first) text.Append(',');
        first = false;
        return text;
    }

    /// <summary>Only what JSON forbids is escaped, the short way where there is one (RFC 8785, section 3.2.2.2).</summary>
    private static void AppendString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        text.Append('"');
    }
}
