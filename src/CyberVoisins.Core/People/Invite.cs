using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>
/// An association invites people to become its volunteers, by a code on a poster or a link. It opens no door by itself: whoever
/// signs up with it waits for the association's word like anybody else.
/// </summary>
public sealed class Invite
{
    /// <summary>Without what is mistaken for something else: 0 and O, 1, I and L, U and V. Eight of them are 39 bits.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    public const int CodeLength = 8;

    public required InviteId Id { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>Eight letters and figures of <see cref="Alphabet"/>, of one invite at a time.</summary>
    public required string Code { get; init; }

    /// <summary>Where it hangs ("bibliothèque Edmond-Rostand"), 1 to 80 characters, for the association alone.</summary>
    public required string Label { get; init; }

    /// <summary>How many may sign up with it, 1 to 500.</summary>
    public required int Uses { get; init; }

    /// <summary>How many did. Counted by the database itself, so that two at once are two.</summary>
    public int Used { get; private set; }

    public required Instant CreatedAt { get; init; }
    public required Instant ExpiresAt { get; init; }
    public Instant? RevokedAt { get; private set; }

    public bool IsOpenAt(Instant now) => RevokedAt is null && ExpiresAt > now && Used < Uses;

    public void Revoke(Instant now) => RevokedAt ??= now;

    /// <summary>"K7M2-9QXT": easier to read out, and to copy from a wall.</summary>
    public string Spoken => $"{Code[..4]}-{Code[4..]}";

    /// <summary>What people type as it is kept: capitals, without spaces and dashes; null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        var code = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-').Take(CodeLength + 1)).ToUpperInvariant();
        return code.Length == CodeLength && code.All(Alphabet.Contains) ? code : null;
    }
}
