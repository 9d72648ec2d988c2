using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>The second proof of one account: an authenticator app, and how often its codes were guessed. Passkeys are Identity's own table.</summary>
internal sealed class SecondFactor
{
    public required Guid AccountId { get; init; }

    /// <summary>Twenty random bytes under data protection; null when there is no app, only passkeys.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>Shown to the person and not yet confirmed by a code of it.</summary>
    public byte[]? Offered { get; set; }

    public Instant? OfferedAt { get; set; }

    /// <summary>Since when the app counts.</summary>
    public Instant? ConfirmedAt { get; set; }

    /// <summary>The step of the last code that was taken (seconds since 1970 over 30): a code that was seen over a shoulder opens nothing.</summary>
    public long LastStep { get; set; }

    /// <summary>Since the last right one, or the last rest.</summary>
    public int WrongCodes { get; set; }

    /// <summary>How often it rested since the last right code.</summary>
    public int Rests { get; set; }

    public Instant? RestUntil { get; set; }
}

/// <summary>One use instead of the second proof. Used ones are deleted.</summary>
internal sealed class RecoveryCode
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>SHA-256: eighty random bits are not guessed, so no slow hash is needed.</summary>
    public required byte[] Hash { get; init; }

    public required Instant CreatedAt { get; init; }
}

/// <summary>A question put to a passkey, answered once: kept here and not with the client, so that an answer cannot be played again.</summary>
internal sealed class PasskeyChallenge
{
    public required PasskeyQuestionId Id { get; init; }

    /// <summary>Whose; null when somebody signs in by passkey alone.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>For a new passkey; otherwise for one that is known.</summary>
    public required bool Creation { get; init; }

    /// <summary>What Identity compares the answer with.</summary>
    public required string State { get; init; }

    public required Instant ExpiresAt { get; init; }
}
