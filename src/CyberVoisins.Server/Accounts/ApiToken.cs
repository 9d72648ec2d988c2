using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>What a program may do in somebody's name; without a scope, not.</summary>
public enum ApiScope
{
    /// <summary>Queries.</summary>
    Read,
    /// <summary>Mutations.</summary>
    Write,
    /// <summary>As the coordinator or administrator that the person is; without it, only as a volunteer or resident.</summary>
    Staff,
}

/// <summary>A token that a program uses in somebody's name. Only its hash is kept; to revoke it is to delete its row.</summary>
internal sealed class ApiToken
{
    public required ApiTokenId Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>What it is for, in its owner's words.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of 256 random bits.</summary>
    public required byte[] Hash { get; init; }

    public required IReadOnlyList<ApiScope> Scopes { get; init; }

    /// <summary>The security stamp that it was made under: what ends every session ends it too.</summary>
    public required string Stamp { get; init; }

    /// <summary>Made by somebody who had shown a second proof.</summary>
    public required bool Strong { get; init; }

    public required Instant CreatedAt { get; init; }
    public required Instant ExpiresAt { get; init; }

    /// <summary>To the hour; null when it was never used.</summary>
    public Instant? LastUsedAt { get; set; }
}
