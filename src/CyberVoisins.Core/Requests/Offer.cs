using NodaTime;

namespace CyberVoisins.Core.Requests;

/// <summary>Where an offer stands.</summary>
public enum OfferState
{
    /// <summary>The volunteer was asked and has not answered.</summary>
    Pending,
    Accepted,
    Declined,
    /// <summary>No answer in time: the next were asked. A late yes still counts while the request is open.</summary>
    Expired,
    /// <summary>Taken by somebody else, or the request was cancelled.</summary>
    Withdrawn,
}

/// <summary>One request, proposed to one volunteer, at one time, under one code.</summary>
public sealed class Offer
{
    public required OfferId Id { get; init; }
    public required AssociationId AssociationId { get; init; }
    public required RequestId RequestId { get; init; }
    public required VolunteerId VolunteerId { get; init; }

    /// <summary>Four digits; unique among the codes that this volunteer can still use.</summary>
    public required string Code { get; init; }

    public required int Wave { get; init; }
    public required MeetingMode Mode { get; init; }

    /// <summary>When the visit would start.</summary>
    public required Instant Start { get; init; }

    public required int Minutes { get; init; }

    /// <summary>As the crow flies; null for help by phone.</summary>
    public required int? DistanceMetres { get; init; }

    /// <summary>1 was the best of that wave.</summary>
    public required int Rank { get; init; }

    /// <summary>Points when asked, by criterion: "distance=41 rest=25 minutes=15 slots=10"; the lines of the explanation.</summary>
    public required string Points { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Counted from the first civil hour at which the SMS may leave.</summary>
    public required Instant ExpiresAt { get; init; }

    public OfferState State { get; private set; } = OfferState.Pending;
    public Instant? AnsweredAt { get; private set; }

    /// <summary>A yes may still count.</summary>
    public bool IsOpen => State is OfferState.Pending or OfferState.Expired;

    public void Accept(Instant now)
    {
        Require(IsOpen, "be accepted");
        State = OfferState.Accepted;
        AnsweredAt = now;
    }

    public void Decline(Instant now)
    {
        Require(IsOpen, "be declined");
        State = OfferState.Declined;
        AnsweredAt = now;
    }

    public void Expire(Instant now)
    {
        Require(State == OfferState.Pending && now >= ExpiresAt, "expire");
        State = OfferState.Expired;
    }

    /// <summary>The volunteer takes a break: nobody waits for the answer any more, and a yes still counts.</summary>
    public void StopWaiting()
    {
        Require(State == OfferState.Pending, "stop waiting");
        State = OfferState.Expired;
    }

    public void Withdraw()
    {
        Require(IsOpen, "be withdrawn");
        State = OfferState.Withdrawn;
    }

    private void Require(bool possible, string action)
    {
        if (!possible) throw new InvalidTransitionException(nameof(Offer), State, action);
    }
}

/// <summary>What became of a yes. Only <see cref="Accepted"/> changes anything.</summary>
public enum AcceptOutcome
{
    Accepted,
    /// <summary>The same yes again: nothing to do, say the same thing.</summary>
    AlreadyYours,
    /// <summary>Another neighbour was faster.</summary>
    AlreadyTaken,
    /// <summary>The request was cancelled or closed, or the offer was declined before.</summary>
    NoLongerOpen,
    /// <summary>The proposed time is too near or past.</summary>
    TooLate,
    /// <summary>The volunteer's month has no room for it any more.</summary>
    NoMinutesLeft,
    /// <summary>The volunteer has another visit then.</summary>
    BusyThen,
    /// <summary>The association has not vouched, or the volunteer paused or was suspended.</summary>
    NotAskable,
}
