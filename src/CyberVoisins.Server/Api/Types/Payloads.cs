using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Requests;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

internal sealed class AssociationPayload() : PayloadType<Association, AssociationType>(nameof(AssociationPayload), "association");
internal sealed class VolunteerPayload() : PayloadType<Volunteer, VolunteerType>(nameof(VolunteerPayload), "volunteer");
internal sealed class HelpRequestPayload() : PayloadType<HelpRequest, HelpRequestType>(nameof(HelpRequestPayload), "helpRequest");
internal sealed class OfferPayload() : PayloadType<Offer, OfferType>(nameof(OfferPayload), "offer");
internal sealed class AcceptancePayload() : PayloadType<Acceptance, AcceptanceType>(nameof(AcceptancePayload), "acceptance");
internal sealed class VisitPayload() : PayloadType<Visit, VisitType>(nameof(VisitPayload), "visit");
internal sealed class MessagePayload() : PayloadType<Message, MessageType>(nameof(MessagePayload), "message");
internal sealed class DonePayload() : PayloadType<Done, DoneType>(nameof(DonePayload), "done");

/// <summary>What became of a yes.</summary>
internal sealed class AcceptanceType : ObjectGraphType<Acceptance>
{
    public AcceptanceType()
    {
        Name = nameof(Acceptance);
        Description = "What became of a yes: an ordinary turn of the story, not an error.";
        Field(a => a.Outcome).Description("Only ACCEPTED and ALREADY_YOURS come with a visit.");
        Field(a => a.Offer).Description("The offer, as it stands now.");
        Field(a => a.Visit, nullable: true).Description("The visit that was fixed.");
    }
}

/// <summary>It was done, and there is nothing to show.</summary>
internal sealed record Done(bool Ok)
{
    public static readonly Done Yes = new(true);
}

internal sealed class DoneType : ObjectGraphType<Done>
{
    public DoneType()
    {
        Name = nameof(Done);
        Description = "It was done, and there is nothing more to show.";
        Field(d => d.Ok).Description("Always true.");
    }
}
