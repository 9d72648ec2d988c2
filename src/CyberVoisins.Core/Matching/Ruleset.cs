using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>
/// What an association decided about its matching, all of it: what the points are worth, who comes first when not everybody
/// can be served, how long visits are planned. Never changed: another vote is another version, and the highest one decides.
/// </summary>
public sealed class Ruleset
{
    /// <summary>The first version, which nobody voted: the defaults that the simulations chose (docs/matching.md).</summary>
    public const int First = 1;

    public required AssociationId AssociationId { get; init; }

    /// <summary>1 for the defaults, one more at each vote; also the version of the weights and of the equity rule inside.</summary>
    public required int Version { get; init; }

    public required RankingWeights Weights { get; init; }
    public required EquityRule Equity { get; init; }
    public required Durations Durations { get; init; }

    /// <summary>From when it decides.</summary>
    public required Instant AdoptedAt { get; init; }

    /// <summary>The account that wrote it down; null for the defaults.</summary>
    public Guid? AdoptedByUserId { get; init; }

    /// <summary>Who decided, in words ("l'assemblée générale"), at most 120 characters; null for the defaults.</summary>
    public string? VotedBy { get; init; }

    public LocalDate? VotedOn { get; init; }

    /// <summary>Why, at most 500 characters.</summary>
    public string? Motive { get; init; }

    public static Ruleset Default(AssociationId association, Instant since) => new()
    {
        AssociationId = association, Version = First, Weights = RankingWeights.Default, Equity = EquityRule.Default,
        Durations = Durations.VolunteersChoose, AdoptedAt = since,
    };

    /// <summary>All that decides, as one line of public text.</summary>
    public string Text => $"{Weights.Text}|{Equity.Canonical}|durations={Durations}";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, in lower-case hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
