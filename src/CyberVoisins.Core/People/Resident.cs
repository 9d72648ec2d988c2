using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>Somebody who asks for help. No e-mail, and no mobile, is needed.</summary>
public sealed class Resident
{
    public required ResidentId Id { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>The account that signs in as this resident; most never have one.</summary>
    public Guid? UserId { get; set; }

    /// <summary>
    /// The account of somebody who asked on this person's behalf and wrote this record on their own word alone; null when the
    /// association or the person did. Such a record never becomes the association's, nor the person's: it speaks for its author.
    /// </summary>
    public Guid? AddedByUserId { get; init; }

    public required string FirstName { get; set; }
    public required PhoneNumber Phone { get; set; }

    /// <summary>A second number of theirs, from a record that was merged into this one: recognised when it calls or writes, never written to.</summary>
    public PhoneNumber? OtherPhone { get; set; }

    /// <summary>The record that this one is part of since a coordinator merged them: then it is found no more, but kept for an undo.</summary>
    public ResidentId? MergedIntoId { get; set; }

    /// <summary>False for a landline: then the relative is written to, or the association calls.</summary>
    public required bool CanReceiveSms { get; set; }

    public required Place Place { get; set; }

    /// <summary>Of <see cref="Languages.Known"/>.</summary>
    public required string Language { get; set; }

    /// <summary>Null when the person did not say.</summary>
    public AgeBand? AgeBand { get; set; }

    /// <summary>Who asked on the person's behalf, if somebody did; both or neither.</summary>
    public string? RelativeFirstName { get; set; }
    public PhoneNumber? RelativePhone { get; set; }

    /// <summary>
    /// Hash of the four digits that prove on the telephone who calls, since a number can be forged; the association tells
    /// them to the person. Null until it made some.
    /// </summary>
    public byte[]? VoiceCodeHash { get; set; }

    /// <summary>Wrong codes in a row; at three the telephone tells nothing until the association makes new ones.</summary>
    public int VoiceCodeMisses { get; set; }

    public required Instant CreatedAt { get; init; }

    /// <summary>The file that they came in; null when somebody wrote them down one by one.</summary>
    public ImportId? ImportId { get; init; }

    /// <summary>Since when what is known of this person is kept and not used (GDPR, article 18); null while it is used.</summary>
    public Instant? RestrictedAt { get; set; }

    /// <summary>When they last signed in, were corrected or were kept on purpose: what no other row shows of their being there.</summary>
    public Instant? ActiveAt { get; set; }

    /// <summary>When everything that named them was forgotten; null while they are somebody.</summary>
    public Instant? ErasedAt { get; init; }

    /// <summary>
    /// Where messages for this person go: own mobile, else the relative's; null means a call by the association. On somebody
    /// else's word alone nobody is written to but that somebody: the number may be a stranger's.
    /// </summary>
    public PhoneNumber? SmsPhone => AddedByUserId is null && CanReceiveSms ? Phone : RelativePhone;

    /// <summary>Messages about this person are read by the relative.</summary>
    public bool IsReadByRelative => SmsPhone is not null && (AddedByUserId is not null || !CanReceiveSms);

    /// <summary>Where whoever reads those messages lives; of a relative only the telephone is known.</summary>
    public Region SmsRegionIn(Association association) =>
        (IsReadByRelative && RelativePhone is { } relative ? Regions.OfPhone(relative) : null) ?? Regions.Of(Place.CommuneCode, association.TimeZone);
}
