using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Matching.Equity;

/// <summary>
/// How pressing a situation is, 0 (ordinary) to 3, by a short public grid about the situation (a deadline that
/// loses a right, no other help, no equipment): never from health data, never guessed by a model.
/// </summary>
public readonly record struct NeedClass : IComparable<NeedClass>
{
    /// <summary>How many classes there are: 0, 1, 2, 3.</summary>
    public const int Count = 4;

    /// <exception cref="ArgumentOutOfRangeException">Outside 0 to 3.</exception>
    public NeedClass(int value)
    {
        if (value is < 0 or >= Count) throw new ArgumentOutOfRangeException(nameof(value), value, "A need class is 0, 1, 2 or 3.");
        Value = value;
    }

    /// <summary>How many of the grid's situations hold.</summary>
    public static NeedClass Of(IEnumerable<Situation> situations) => new(situations.Distinct().Count());

    /// <summary>0 to 3; 3 is the most pressing.</summary>
    public int Value { get; }

    public int CompareTo(NeedClass other) => Value.CompareTo(other.Value);
    public static bool operator <(NeedClass left, NeedClass right) => left.Value < right.Value;
    public static bool operator >(NeedClass left, NeedClass right) => left.Value > right.Value;
    public static bool operator <=(NeedClass left, NeedClass right) => left.Value <= right.Value;
    public static bool operator >=(NeedClass left, NeedClass right) => left.Value >= right.Value;
}
