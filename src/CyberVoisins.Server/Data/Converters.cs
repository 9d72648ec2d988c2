using System.Text.Json;
using CyberVoisins.Core;
using CyberVoisins.Core.Time;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace CyberVoisins.Server.Data;

/// <summary>An instant as a UTC date and time, so that both databases compare and sort it.</summary>
internal sealed class InstantConverter()
    : ValueConverter<Instant, DateTime>(
        instant => instant.ToDateTimeUtc(),
        utc => Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));

/// <summary>A civil date, as both databases know it.</summary>
internal sealed class LocalDateConverter() : ValueConverter<LocalDate, DateOnly>(date => date.ToDateOnly(), date => LocalDate.FromDateOnly(date));

internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Of(value))
    where TId : struct, IId<TId>
{
    // An expression tree may not call a static interface member itself.
    private static TId Of(Guid value) => TId.Of(value);
}

internal sealed class AvailabilityConverter()
    : ValueConverter<WeeklyAvailability, string>(a => a.ToString(), text => WeeklyAvailability.Parse(text));

internal sealed class WindowsConverter()
    : ValueConverter<IReadOnlyList<TimeWindow>, string>(
        windows => string.Join(';', windows),
        text => text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(TimeWindow.Parse).ToList());

/// <summary>A short list of words as "A,B": read as a whole, never searched by SQL.</summary>
internal sealed class ListConverter<T>(Func<string, T> parse)
    : ValueConverter<IReadOnlyList<T>, string>(
        list => string.Join(',', list),
        text => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(parse).ToList());

internal sealed class ListComparer<T>()
    : ValueComparer<IReadOnlyList<T>>(
        (a, b) => (a ?? Array.Empty<T>()).SequenceEqual(b ?? Array.Empty<T>()),
        list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
        list => list.ToList());

/// <summary>A small record as JSON.</summary>
internal sealed class JsonConverter<T>()
    : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
        text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Default)!);
