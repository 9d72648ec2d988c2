using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>What came of asking somebody about a volunteer.</summary>
public enum ReferenceOutcome
{
    /// <summary>Not asked yet.</summary>
    Waiting,
    Unreachable,
    Recommends,
    DoesNotRecommend,
}

/// <summary>Somebody who knows a volunteer and may be asked about them: personal data of a third person, deleted on request. What they said is not kept, only what came of it.</summary>
public sealed class VolunteerReference
{
    public required ReferenceId Id { get; init; }
    public required VolunteerId VolunteerId { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>1 to 80 characters.</summary>
    public required string Name { get; init; }

    /// <summary>How they know the volunteer, 1 to 80 characters.</summary>
    public required string Knows { get; init; }

    public required PhoneNumber Phone { get; init; }

    public ReferenceOutcome Outcome { get; private set; } = ReferenceOutcome.Waiting;

    /// <summary>When, and by whom, the person was last asked.</summary>
    public Instant? AskedAt { get; private set; }
    public Guid? AskedByUserId { get; private set; }

    public required Instant CreatedAt { get; init; }

    public void Asked(ReferenceOutcome outcome, Guid by, Instant now) => (Outcome, AskedByUserId, AskedAt) = (outcome, by, now);
}
