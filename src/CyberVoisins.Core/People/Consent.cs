using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>What information about a resident is used for.</summary>
public enum ConsentPurpose
{
    /// <summary>To find a neighbour and arrange visits. Needed for what the person asks for (GDPR 6(1)(b)): explained, and never a consent that could be refused.</summary>
    Help,
    /// <summary>To tell contacts about visits.</summary>
    TellContacts,
    /// <summary>To check, with the age band, that help reaches everybody.</summary>
    AgeForFairness,
}

/// <summary>A resident agreed to one use of their information: who, how, to which text, when; and when it was taken back. A new yes is another row.</summary>
public sealed class Consent
{
    /// <summary>Of the texts that explain each purpose; grows when a word of one changes.</summary>
    public const int TextVersion = 1;

    public required ConsentId Id { get; init; }
    public required ResidentId ResidentId { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required ConsentPurpose Purpose { get; init; }
    public required ConsentChannel Channel { get; init; }

    public required int Text { get; init; }

    /// <summary>SHA-256 of the French text that was shown or read out, as <see cref="Charter.HashOf"/> makes it.</summary>
    public required string TextHash { get; init; }

    /// <summary>The guardian who gave it in the person's place; null when the person did.</summary>
    public ContactId? GivenByContactId { get; init; }

    /// <summary>The day, in the association's time zone.</summary>
    public required LocalDate On { get; init; }

    public required Instant RecordedAt { get; init; }

    /// <summary>Who wrote it down; null when the person did, on the web.</summary>
    public Guid? RecordedByUserId { get; init; }

    public Instant? WithdrawnAt { get; private set; }
    public ConsentChannel? WithdrawnBy { get; private set; }

    public void Withdraw(ConsentChannel by, Instant now) => (WithdrawnAt, WithdrawnBy) = (now, by);

    /// <summary>Needed for the service itself: there is nothing to agree to.</summary>
    public static bool IsRequired(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Help => true,
        ConsentPurpose.TellContacts or ConsentPurpose.AgeForFairness => false,
    };
}
