using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.People;

/// <summary>Where a volunteer stands with the association. Only the vouched are asked anything.</summary>
public enum VolunteerState
{
    /// <summary>Signed up; waits for the association.</summary>
    Registered,
    Vouched,
    /// <summary>Takes a break, by own choice.</summary>
    Paused,
    /// <summary>Set aside by the association.</summary>
    Suspended,
}

/// <summary>A neighbour who gives an hour a month.</summary>
public sealed class Volunteer
{
    public required VolunteerId Id { get; init; }
    public required AssociationId AssociationId { get; init; }

    /// <summary>The account that signs in as this volunteer; null until the person first signs in.</summary>
    public Guid? UserId { get; set; }

    public required string FirstName { get; set; }
    public required PhoneNumber Phone { get; set; }
    public required Place Place { get; set; }

    /// <summary>How far they go, in metres as the crow flies, 100 to 100,000.</summary>
    public required int MaxDistanceMetres { get; set; }

    public required IReadOnlyList<HelpCategory> Categories { get; set; }

    /// <summary>Codes of <see cref="Languages.Known"/>.</summary>
    public required IReadOnlyList<string> Languages { get; set; }

    public required WeeklyAvailability Availability { get; set; }

    /// <summary>What they give each calendar month, 30 to 600, by default one hour.</summary>
    public required int MinutesPerMonth { get; set; }

    /// <summary>What they would rather give in a month's plan: one visit of an hour, or visits of half an hour; null when they did not say.</summary>
    public VisitLength? VisitLength { get; set; }

    public required IReadOnlyList<MeetingMode> Modes { get; set; }

    /// <summary>Says she is a woman; used only when a resident asks for a woman. False means unknown.</summary>
    public bool IsWoman { get; set; }

    /// <summary>Can receive in, or knows, a public place without steps.</summary>
    public bool OffersStepFreePlace { get; set; }

    /// <summary>How far the association's word goes; null before it first vouched. What was seen once stays seen.</summary>
    public VouchLevel? Level { get; private set; }

    /// <summary>When that word runs out; null before it first vouched.</summary>
    public Instant? VouchedUntil { get; private set; }

    /// <summary>The association has seen an identity document; no copy is kept.</summary>
    public bool IdentityVerified => Level >= VouchLevel.IdentitySeen;

    /// <summary>The version of the charter that was last accepted; null when none was.</summary>
    public int? CharterVersion { get; set; }

    /// <summary>The eighteenth birthday of a volunteer of 16 or 17 years; null for adults, of whom no date of birth is kept.</summary>
    public LocalDate? AdultFrom { get; init; }

    /// <summary>Since when a guardian of a minor agrees; null without, or when it was taken back.</summary>
    public Instant? GuardianConsentAt { get; set; }

    /// <summary>On which day the bulletin n° 3 was shown, and to whom: the only mark about it, and only where the association decided so.</summary>
    public LocalDate? Bulletin3SeenOn { get; private set; }
    public Guid? Bulletin3SeenByUserId { get; private set; }

    /// <summary>The invite with which they signed up; null without one.</summary>
    public InviteId? InviteId { get; init; }

    public VolunteerState State { get; private set; } = VolunteerState.Registered;
    public required Instant CreatedAt { get; init; }

    /// <summary>The file that they came in; null when somebody wrote them down one by one.</summary>
    public ImportId? ImportId { get; init; }

    /// <summary>Since when what is known of this person is kept and not used (GDPR, article 18); null while it is used.</summary>
    public Instant? RestrictedAt { get; set; }

    /// <summary>When they last signed in, were changed or were kept on purpose: what no other row shows of their being there.</summary>
    public Instant? ActiveAt { get; set; }

    /// <summary>When everything that named them was forgotten; null while they are somebody.</summary>
    public Instant? ErasedAt { get; init; }

    /// <summary>Locks the row and proves that what was read is what is written.</summary>
    public int Revision { get; private set; }

    /// <summary>Whose clock and holidays they live by.</summary>
    public Region RegionIn(Association association) => Regions.Of(Place.CommuneCode, association.TimeZone);

    /// <summary>May be found and asked.</summary>
    public bool MayBeAsked => State == VolunteerState.Vouched && RestrictedAt is null;

    public bool IsMinorOn(LocalDate day) => AdultFrom > day;

    public void Vouch(VouchLevel level, Instant until)
    {
        Require(State is VolunteerState.Registered or VolunteerState.Suspended, "be vouched for");
        State = VolunteerState.Vouched;
        Guarantee(level, until);
    }

    /// <summary>The association gives its word again, perhaps a stronger one; a break goes on.</summary>
    public void Renew(VouchLevel level, Instant until)
    {
        Require(State is VolunteerState.Vouched or VolunteerState.Paused, "be renewed");
        Guarantee(level, until);
    }

    private void Guarantee(VouchLevel level, Instant until) => (Level, VouchedUntil) = (Level > level ? Level : level, until);

    public void ShowBulletin3(LocalDate on, Guid to) => (Bulletin3SeenOn, Bulletin3SeenByUserId) = (on, to);

    public void ForgetBulletin3() => (Bulletin3SeenOn, Bulletin3SeenByUserId) = (null, null);

    /// <summary>When the break ends by itself; null when only the volunteer ends it.</summary>
    public Instant? PausedUntil { get; private set; }

    /// <param name="until">When it ends by itself. A break under way may get another end.</param>
    public void Pause(Instant? until = null)
    {
        Require(State == VolunteerState.Vouched || (State == VolunteerState.Paused && until is not null), "pause");
        (State, PausedUntil) = (VolunteerState.Paused, until);
    }

    public void Resume()
    {
        Require(State == VolunteerState.Paused, "resume");
        (State, PausedUntil) = (VolunteerState.Vouched, null);
    }

    public void Suspend()
    {
        Require(State != VolunteerState.Suspended, "be suspended");
        State = VolunteerState.Suspended;
    }

    private void Require(bool possible, string action)
    {
        if (!possible) throw new InvalidTransitionException(nameof(Volunteer), State, action);
    }
}
