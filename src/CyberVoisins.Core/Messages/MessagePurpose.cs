namespace CyberVoisins.Core.Messages;

/// <summary>What a message is for: decides its hours (<see cref="Time.CivilHours"/>), its caps and who may still get it.</summary>
public enum MessagePurpose
{
    /// <summary>Somebody would otherwise wait for nobody, or open the door to nobody they expect: a visit within a day that is off or moved. Or somebody else may be signing in.</summary>
    Safety,
    /// <summary>News of the reader's own request or visit.</summary>
    Transactional,
    /// <summary>Asks something of somebody who waits for nothing.</summary>
    Solicitation,
    /// <summary>To somebody who has just written, called or asked for a code.</summary>
    Answer,
}

public static class MessagePurposes
{
    /// <summary>Of a kind of message; a visit that is off or moved becomes a matter of safety as its hour comes near (<see cref="Message.PurposeAt"/>).</summary>
    public static MessagePurpose Of(MessageKind kind) => kind switch
    {
        MessageKind.SignInCode or MessageKind.Reply => MessagePurpose.Answer,
        MessageKind.Offer => MessagePurpose.Solicitation,
        // Whoever is told late that another signs in for them is told too late.
        MessageKind.AccountSecurity => MessagePurpose.Safety,
        MessageKind.Welcome or MessageKind.OfferTaken or MessageKind.RequestReceived or MessageKind.RequestEscalated or MessageKind.RequestCancelled or MessageKind.VisitConfirmed or MessageKind.VisitMoved
            or MessageKind.VisitCancelled or MessageKind.Reminder or MessageKind.VisitReport or MessageKind.ContestAnswered or MessageKind.CharterToAccept or MessageKind.ContactTold or MessageKind.EndingAgreed or MessageKind.Thanks => MessagePurpose.Transactional,
    };
}
