using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>What somebody may do for a resident.</summary>
public enum ContactScope
{
    /// <summary>Ask for help for the person.</summary>
    MayAsk,
    /// <summary>Be told when a visit is fixed, moved or cancelled.</summary>
    MayBeTold,
    /// <summary>Cancel a visit.</summary>
    MayCancel,
    /// <summary>A legal guardian: all of these, and to consent in the person's place.</summary>
    Guardian,
}

/// <summary>A relative, a neighbour or a guardian of a resident, with what they may do, for as long as it lasts.</summary>
public sealed class ResidentContact
{
    public required ContactId Id { get; init; }
    public required ResidentId ResidentId { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>1 to 40 characters.</summary>
    public required string FirstName { get; init; }

    /// <summary>A mobile: by it they are written to, and recognised when they sign in.</summary>
    public required PhoneNumber Phone { get; init; }

    /// <summary>Never empty.</summary>
    public required IReadOnlyList<ContactScope> Scopes { get; set; }

    /// <summary>From this instant on nothing of it holds; null without an end.</summary>
    public Instant? Until { get; init; }

    public required Instant CreatedAt { get; init; }
    public Guid? CreatedByUserId { get; init; }

    /// <summary>When it was ended before its time.</summary>
    public Instant? EndedAt { get; private set; }

    public bool StandsAt(Instant now) => EndedAt is null && !(Until <= now);

    public bool May(ContactScope scope, Instant now) => StandsAt(now) && (Scopes.Contains(scope) || Scopes.Contains(ContactScope.Guardian));

    public void End(Instant now) => EndedAt ??= now;
}
