using NodaTime;

namespace CyberVoisins.Core.Scams;

/// <summary>Identifies a flag.</summary>
public readonly record struct ScamFlagId(Guid Value) : IId<ScamFlagId>
{
    public static ScamFlagId Of(Guid value) => new(value);
    public static bool operator <(ScamFlagId left, ScamFlagId right) => left.Value < right.Value;
    public static bool operator >(ScamFlagId left, ScamFlagId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Where the words stood.</summary>
public enum ScamSource
{
    /// <summary>A received SMS.</summary>
    Sms,
    /// <summary>The sentence of a request.</summary>
    Request,
    /// <summary>What somebody said to the telephone's menu, or wrote from a number that no association knew.</summary>
    Draft,
    /// <summary>A resident's thanks after a visit.</summary>
    Thanks,
}

/// <summary>A text sounded like a swindle: a coordinator reads it. Nobody else is told, nothing is stopped.</summary>
public sealed class ScamFlag
{
    public const int LongestWords = 400;

    public required ScamFlagId Id { get; init; }

    /// <summary>Null for a text that belongs to no association yet.</summary>
    public AssociationId? AssociationId { get; set; }
    public required ScamSource Source { get; init; }

    /// <summary>Of the SMS, the request, the draft or the visit; the text itself stays there, and is forgotten there.</summary>
    public required Guid SourceId { get; init; }
    public required IReadOnlyList<ScamSign> Signs { get; set; }

    /// <summary>The words found, one for each sign, parted by "|", at most 400 letters.</summary>
    public required string Words { get; set; }
    public required Instant RaisedAt { get; set; }

    /// <summary>When a coordinator read it, and who.</summary>
    public Instant? SeenAt { get; set; }
    public Guid? SeenByUserId { get; set; }
}
