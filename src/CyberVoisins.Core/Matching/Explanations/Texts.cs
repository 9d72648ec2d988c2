using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>How values that JSON does not know are written, and read back, as text.</summary>
internal static class Texts
{
    private static readonly ZonedDateTimePattern Zoned =
        ZonedDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<G> z", DateTimeZoneProviders.Tzdb);

    public static string Of(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
    public static Instant Instant(string text) => Parsed(InstantPattern.ExtendedIso.Parse(text));
    public static string Of(LocalDate date) => LocalDatePattern.Iso.Format(date);
    public static LocalDate LocalDate(string text) => Parsed(LocalDatePattern.Iso.Parse(text));
    public static string Of(ZonedDateTime time) => Zoned.Format(time);
    public static ZonedDateTime ZonedDateTime(string text) => Parsed(Zoned.Parse(text));
    public static DateTimeZone Zone(string id) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? throw new JsonException($"No time zone is called {id}.");

    /// <summary>"48.887600,2.307200": the six decimals that <see cref="Geography.Coordinates"/> keeps.</summary>
    public static string Of(Geography.Coordinates place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:F6},{place.Longitude:F6}");

    public static Geography.Coordinates Coordinates(string text)
    {
        var parts = text.Split(',');
        return new(double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static T Parsed<T>(ParseResult<T> result) => result.Success ? result.Value : throw new JsonException(result.Exception.Message);
}

/// <summary>A value as a JSON string.</summary>
internal sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
{
    public override bool CanConvert(Type typeToConvert) => typeof(T).IsAssignableFrom(typeToConvert);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is missing.");
        try
        {
            return read(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new JsonException($"Not a {typeof(T).Name}.", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}
