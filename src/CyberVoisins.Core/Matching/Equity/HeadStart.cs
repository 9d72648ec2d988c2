using System.Collections.Immutable;

namespace CyberVoisins.Core.Matching.Equity;

/// <summary>What is said to an association before it chooses a rule; the words live with the service.</summary>
public enum EquityWarning
{
    /// <summary>Strict priority starves: when help is scarce the ordinary requests may wait without end.</summary>
    OrdinaryRequestsMayWaitWithoutEnd,
    /// <summary>Counting requests puts every visit of 30 minutes before every visit of 60.</summary>
    LongVisitsComeLast,
}

/// <summary>
/// The head start that a need class has over plain waiting: the one dial between horizontal equity (none), bounded
/// vertical equity (so many days) and strict vertical equity (always first). There is no other case.
/// </summary>
public abstract record HeadStart
{
    /// <summary>Waiting time alone: every class has 0 days.</summary>
    public static readonly HeadStart Horizontal = new Days([0, 0, 0, 0]);

    /// <summary>0, 7, 14 and 28 days: the default that is proposed (shared/design/matching.md, section 3).</summary>
    public static readonly HeadStart Default = new Days([0, 7, 14, 28]);

    /// <summary>A more pressing class always goes first. Starves: <see cref="EquityWarning.OrdinaryRequestsMayWaitWithoutEnd"/>.</summary>
    public static readonly HeadStart StrictlyByNeed = new Strict();

    private HeadStart()
    {
    }

    /// <summary>"0,7,14,28" or "strict": what the rule's hash is taken of.</summary>
    public abstract string Canonical { get; }

    public sealed override string ToString() => Canonical;

    /// <summary>So many days for each class; class 0 has none, and a more pressing class never has fewer.</summary>
    public sealed record Days : HeadStart
    {
        /// <summary>Half a year: beyond that the dial is strict priority under another name.</summary>
        public const int Maximum = 180;

        private readonly ImmutableArray<int> days;

        /// <param name="days">Four numbers for classes 0 to 3: the first 0, never decreasing, at most <see cref="Maximum"/>.</param>
        /// <exception cref="ArgumentException">They are not.</exception>
        public Days(IEnumerable<int> days)
        {
            this.days = [.. days];
            if (this.days.Length != NeedClass.Count || this.days[0] != 0 || this.days[^1] > Maximum
                || this.days.Zip(this.days.Skip(1), (less, more) => less <= more).Contains(false))
                throw new ArgumentException($"Four numbers of days from 0 to {Maximum}: the first 0, never decreasing.", nameof(days));
        }

        public int this[NeedClass need] => days[need.Value];

        /// <summary>The head start of the most pressing class.</summary>
        public int Largest => days[^1];

        public override string Canonical => string.Join(',', days);

        public bool Equals(Days? other) => other is not null && days.SequenceEqual(other.days);
        public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>Infinite days between one class and the next.</summary>
    public sealed record Strict : HeadStart
    {
        internal Strict()
        {
        }

        public override string Canonical => "strict";
    }
}
