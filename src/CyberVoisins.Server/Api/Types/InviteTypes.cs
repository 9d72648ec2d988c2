using CyberVoisins.Core.People;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Invites;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

internal sealed class InviteIdScalar : IdScalar<Core.InviteId>;

/// <summary>An invite, as the association that made it sees it.</summary>
internal sealed class InviteType : ObjectGraphType<Invite>
{
    public InviteType()
    {
        Name = nameof(Invite);
        Field(i => i.Id).Description("The invite's id.");
        Field<NonNullGraphType<StringGraphType>>("code").Description("As it is printed and read out: \"K7M2-9QXT\".").Resolve(c => c.Source.Spoken);
        Field(i => i.Label).Description("Where it hangs, or for whom it is.");
        Field<StringGraphType>("link").Description("Where the code leads; null when the service has no public address.").Resolve(c => c.RequestServices!.GetRequiredService<InviteLinks>().Of(c.Source));
        Field<StringGraphType>("qrSvg").Description("That link as a QR code, an SVG.").Resolve(c => c.RequestServices!.GetRequiredService<InviteLinks>().QrOf(c.Source));
        Field(i => i.Uses).Description("How many may sign up with it.");
        Field(i => i.Used).Description("How many did.");
        Field(i => i.ExpiresAt).Description("After this nobody signs up with it.");
        Field(i => i.RevokedAt, nullable: true).Description("When the association took it back.");
        Field(i => i.CreatedAt).Description("When it was made.");
    }
}

/// <summary>What whoever has a code learns from it.</summary>
internal sealed record InvitedBy(Association Association);

internal sealed class InvitedByType : ObjectGraphType<InvitedBy>
{
    public InvitedByType()
    {
        Name = nameof(InvitedBy);
        Description = "Whose invite a code is.";
        Field<NonNullGraphType<AssociationType>>("association").Description("The association that invites.").Resolve(c => c.Source.Association);
    }
}

internal sealed class InvitesConnection() : ConnectionType<Invite, InviteType>("Invites");
internal sealed class InvitePayload() : PayloadType<Invite, InviteType>(nameof(InvitePayload), "invite");
