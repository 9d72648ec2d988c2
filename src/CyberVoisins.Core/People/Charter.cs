using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>
/// A version of an association's charter: our own text, the same for all, and what the association adds. Version 1 is ours
/// alone and nobody published it. Never changed: another text is another version, and every volunteer is asked again.
/// </summary>
public sealed class Charter
{
    public const int First = 1;

    /// <summary>Of our own text; grows when a word of it changes.</summary>
    public const int BaseVersion = 1;

    /// <summary>How long volunteers who accepted the version before may still be asked to help: time to read the new one. Another publication meanwhile begins it anew.</summary>
    public static readonly Duration Grace = Duration.FromDays(30);

    public required AssociationId AssociationId { get; init; }
    public required int Version { get; init; }

    /// <summary>Which of our own texts it begins with.</summary>
    public required int Base { get; init; }

    /// <summary>What the association adds, at most 2,000 characters, a rule a line; empty when nothing.</summary>
    public required string Additions { get; init; }

    public required Instant PublishedAt { get; init; }

    /// <summary>Null for version 1.</summary>
    public Guid? ByUserId { get; init; }

    public static Charter Default(Association association) =>
        new() { AssociationId = association.Id, Version = First, Base = BaseVersion, Additions = "", PublishedAt = association.CreatedAt };

    /// <summary>Whether what was accepted is enough today.</summary>
    /// <param name="accepted">The version that was accepted; null when none ever was.</param>
    public static bool Stands(int? accepted, Association association, Instant now) =>
        accepted is { } version
        && (version == association.CharterVersion || (now < association.CharterSince + Grace && version >= association.CharterGraceFrom));

    /// <summary>SHA-256 in lower-case hexadecimal of a text as it was shown, in UTF-8 with one line end (LF) after each line.</summary>
    public static string HashOf(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
}

/// <summary>How somebody agreed.</summary>
public enum ConsentChannel
{
    /// <summary>Signed in, on the web.</summary>
    Web,
    /// <summary>By the word of an SMS.</summary>
    Sms,
    /// <summary>Said on the telephone.</summary>
    Voice,
    /// <summary>A paper that was signed, which the association keeps.</summary>
    Paper,
    /// <summary>Said to a coordinator, face to face.</summary>
    Desk,
}

/// <summary>A volunteer accepted a version of the charter. Never changed.</summary>
public sealed class CharterAcceptance
{
    public required VolunteerId VolunteerId { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required int Version { get; init; }

    /// <summary>Of the French text as it stood.</summary>
    public required string TextHash { get; init; }

    public required ConsentChannel Channel { get; init; }

    /// <summary>The day of the signature, in the association's time zone.</summary>
    public required LocalDate On { get; init; }

    /// <summary>When it was written down.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>Who wrote it down for the volunteer; null when the volunteer did.</summary>
    public Guid? RecordedByUserId { get; init; }
}
