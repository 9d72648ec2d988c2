using CyberVoisins.Core;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Api.Paging;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>A request as somebody said it, as the association that will call back sees it.</summary>
internal sealed class DraftRequestType : ObjectGraphType<DraftRequest>
{
    public DraftRequestType()
    {
        Name = nameof(DraftRequest);
        Field(d => d.Id).Description("The draft's id.");
        Field(d => d.State).Description("Where the draft stands.");
        Field(d => d.Text);
        Field<NonNullGraphType<StringGraphType>>("phone").Description("Whom to call back, in E.164.").Resolve(c => c.Source.Phone.E164);
        Field(d => d.Channel).Description("How it came.");
        Field(d => d.Category, nullable: true).Description("What help is about, as a key said it or the words suggest: to be confirmed.");
        Field(d => d.CreatedAt).Description("When it came.");
        Field(d => d.ClosedAt, nullable: true).Description("When it was completed or dismissed.");
        Field(d => d.Motive, nullable: true);
        Field<StringGraphType>("recordingUrl").Description("Where a signed-in coordinator hears what was said, a path of this service; null when nothing was recorded, or it was forgotten.")
            .Resolve(c => c.Source.RecordingSid is null ? null : $"/recordings/{c.Source.Id}");
        Field<ResidentType>("resident").Description("Who it probably is: the one resident of the association who has that number.")
            .Resolve(c => c.Source.ResidentId is { } id ? c.RequestServices!.GetRequiredService<ResidentLoader>().Load(id) : null);
        Field<HelpRequestType>("helpRequest").Description("What it became.")
            .Resolve(c => c.Source.RequestId is { } id ? c.RequestServices!.GetRequiredService<RequestLoader>().Load(id) : null);
    }
}

internal sealed class DraftIdScalar : IdScalar<DraftId>;
internal sealed class DraftRequestPayload() : PayloadType<DraftRequest, DraftRequestType>(nameof(DraftRequestPayload), "draft");
internal sealed class DraftRequestsConnection() : ConnectionType<DraftRequest, DraftRequestType>("DraftRequests");
