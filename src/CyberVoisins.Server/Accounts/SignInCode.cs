using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>A one-time code sent by SMS; only its keyed hash is kept.</summary>
internal sealed class SignInCode
{
    public required Guid Id { get; init; }
    public required PhoneNumber Phone { get; init; }

    /// <summary>HMAC-SHA-256 of the code, under a key of its own.</summary>
    public required byte[] Hash { get; init; }

    public required byte[] Salt { get; init; }
    public required Instant CreatedAt { get; init; }
    public required Instant ExpiresAt { get; init; }

    /// <summary>Wrong guesses so far; five end it.</summary>
    public int WrongGuesses { get; set; }

    public Instant? UsedAt { get; set; }
}
