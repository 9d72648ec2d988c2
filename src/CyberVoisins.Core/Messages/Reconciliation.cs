using NodaTime;

namespace CyberVoisins.Core.Messages;

/// <summary>One day of the provider's list held against the outbox: what only one side knows.</summary>
public sealed class Reconciliation
{
    public required string Provider { get; init; }

    /// <summary>The provider's day, in UTC.</summary>
    public required LocalDate Day { get; init; }

    public required Instant DoneAt { get; set; }

    /// <summary>How many each side has.</summary>
    public required int Ours { get; set; }
    public required int Theirs { get; set; }

    /// <summary>The provider's ids of what it sent and we do not know; at most 100 are named.</summary>
    public required int UnknownToUs { get; set; }
    public required IReadOnlyList<string> UnknownToUsSids { get; set; }

    /// <summary>The provider's ids of what we believe sent and it does not list; at most 100 are named.</summary>
    public required int UnknownToThem { get; set; }
    public required IReadOnlyList<string> UnknownToThemSids { get; set; }
}
