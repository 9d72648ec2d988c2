namespace CyberVoisins.Core.Messages;

/// <summary>
/// The places of the telephone's menu. What is said follows from the place alone, so that a question asked twice gets the
/// same answer; the path never comes back to a place with an effect, except to hear again.
/// </summary>
public enum VoiceStep
{
    /// <summary>Which association is near: five digits.</summary>
    Postcode,
    Menu,
    /// <summary>What help is about, by key or in words.</summary>
    Category,
    /// <summary>A number that was withheld, typed to be called back for help.</summary>
    Number,
    /// <summary>The same, when the association is closed.</summary>
    ClosedNumber,
    /// <summary>Words after the tone, about a request.</summary>
    Record,
    /// <summary>Words after the tone, because nobody answers now.</summary>
    Closed,
    Recorded,
    /// <summary>Four digits before anything private.</summary>
    Code,
    NoVisit,
    Visit,
    SureToCancel,
    Confirmed,
    Cancelled,
    /// <summary>The visit began, moved or went meanwhile.</summary>
    TooLate,
    Volunteer,
    /// <summary>Something is wrong: the number of somebody who hides it, then words after the tone.</summary>
    WorryNumber,
    Worry,
    /// <summary>Put through to the association.</summary>
    Person,
    /// <summary>No association is near.</summary>
    NoAssociation,
    Goodbye,
}
