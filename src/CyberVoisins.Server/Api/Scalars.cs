using System.Text;
using CyberVoisins.Core;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Plans;
using GraphQL.Types;
using GraphQLParser.AST;
using NodaTime;
using NodaTime.Text;

namespace CyberVoisins.Server.Api;

/// <summary>An id, as a UUID; each kind of thing has its own, so that one cannot be passed for another.</summary>
internal abstract class IdScalar<TId> : ScalarGraphType where TId : struct, IId<TId>
{
    protected IdScalar()
    {
        Name = typeof(TId).Name;
        Description = $"The id of one {typeof(TId).Name[..^2].ToLowerInvariant()}: a UUID.";
    }

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text when Guid.TryParse(text, out var guid) => TId.Of(guid),
        _ => ThrowValueConversionError(value),
    };

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? Serialize(object? value) => value?.ToString();
}

internal sealed class AssociationIdScalar : IdScalar<AssociationId>;
internal sealed class ReferenceIdScalar : IdScalar<ReferenceId>;
internal sealed class VolunteerIdScalar : IdScalar<VolunteerId>;
internal sealed class ResidentIdScalar : IdScalar<ResidentId>;
internal sealed class RequestIdScalar : IdScalar<RequestId>;

/// <summary>Made by the caller, and no door to anything.</summary>
internal sealed class RequestKeyScalar : IdScalar<RequestKey>
{
    public RequestKeyScalar() => Description = "What the caller's program calls a request before the service has it: a UUID.";
}

internal sealed class OfferIdScalar : IdScalar<OfferId>;
internal sealed class VisitIdScalar : IdScalar<VisitId>;
internal sealed class PlanIdScalar : IdScalar<PlanId>;
internal sealed class DecisionIdScalar : IdScalar<DecisionId>;
internal sealed class ContestIdScalar : IdScalar<ContestId>;
internal sealed class MessageIdScalar : IdScalar<MessageId>;

/// <summary>A value written as text by a NodaTime pattern.</summary>
internal abstract class TextScalar<T>(IPattern<T> pattern) : ScalarGraphType
{
    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        T parsed => parsed,
        string text when pattern.Parse(text) is { Success: true } result => result.Value,
        _ => ThrowValueConversionError(value),
    };

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? Serialize(object? value) => value is T typed ? pattern.Format(typed) : null;
}

internal sealed class InstantScalar : TextScalar<Instant>
{
    public InstantScalar() : base(new OffsetAware())
    {
        Name = "DateTime";
        Description = "An instant in ISO 8601 with its offset (\"2026-11-26T14:30:00+01:00\"); answers are in UTC.";
    }

    private sealed class OffsetAware : IPattern<Instant>
    {
        public ParseResult<Instant> Parse(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text) is var result && result.Success
            ? ParseResult<Instant>.ForValue(result.Value.ToInstant())
            : ParseResult<Instant>.ForException(() => result.Exception);

        public string Format(Instant value) => InstantPattern.ExtendedIso.Format(value);
        public StringBuilder AppendFormat(Instant value, StringBuilder builder) => InstantPattern.ExtendedIso.AppendFormat(value, builder);
    }
}

internal sealed class LocalTimeScalar : TextScalar<LocalTime>
{
    public LocalTimeScalar() : base(LocalTimePattern.CreateWithInvariantCulture("HH:mm"))
    {
        Name = "LocalTime";
        Description = "A time of day in the association's time zone, \"14:30\".";
    }
}

internal sealed class LocalDateScalar : TextScalar<LocalDate>
{
    public LocalDateScalar() : base(LocalDatePattern.Iso)
    {
        Name = "LocalDate";
        Description = "A civil date, \"2026-11-26\".";
    }
}

/// <summary>The seven days; NodaTime's "None" is not one.</summary>
internal sealed class WeekdayEnum : EnumerationGraphType
{
    public WeekdayEnum()
    {
        Name = "Weekday";
        Description = "A day of the week.";
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
            Add(day.ToString().ToUpperInvariant(), day, $"{day}.");
    }
}
