using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Worries;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>A case, as the coordinators of the association see it.</summary>
internal sealed class WorryCaseType : ObjectGraphType<WorryCase>
{
    public WorryCaseType()
    {
        Name = nameof(WorryCase);
        Field(c => c.Id).Description("The case's id.");
        Field(c => c.State).Description("Where the case stands.");
        Field(c => c.StateSince).Description("Since when.");
        Field(c => c.Reporter).Description("Who is worried.");
        Field(c => c.Channel);
        Field<StringGraphType>("phone").Description("Whom to call back, in E.164; null when a coordinator reported it, and once it was forgotten.").Resolve(c => c.Source.Phone?.E164);
        Field(c => c.Words);
        Field<StringGraphType>("recordingUrl").Description("Where a signed-in coordinator hears what was said, a path of this service; null when nothing was recorded, or it was forgotten.")
            .Resolve(c => c.Source.RecordingSid is null ? null : $"/recordings/{c.Source.Id}");
        Field<ResidentType>("resident").Description("Between whom it is, as far as it is known.")
            .Resolve(c => c.Source.ResidentId is { } id ? c.RequestServices!.GetRequiredService<ResidentLoader>().Load(id) : null);
        Field<VolunteerType>("volunteer").Description("Between whom it is, as far as it is known.")
            .Resolve(c => c.Source.VolunteerId is { } id ? c.RequestServices!.GetRequiredService<VolunteerLoader>().Load(id) : null);
        Field<NonNullGraphType<IntGraphType>>("othersAboutVolunteer").Description("Other cases about the same volunteer, whoever reported them, closed ones included but for mistakes: a pattern is seen at once. 0 while the volunteer is not known.")
            .Resolve(c => c.Source.VolunteerId is { } id ? c.RequestServices!.GetRequiredService<CasesAboutLoader>().Load(id).Then(ids => ids.Count(other => other != c.Source.Id)) : 0);
        Field(c => c.VisitId, nullable: true);
        Field(c => c.OpenedAt).Description("When it was reported.");
        Field(c => c.SeparatedAt, nullable: true);
        Field(c => c.Conclusion, nullable: true);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<WorryNoteType>>>>("notes").Description("The trace, in order.")
            .Resolve(c => c.RequestServices!.GetRequiredService<WorryNotesLoader>().Load(c.Source.Id));
    }
}

internal sealed class WorryNoteType : ObjectGraphType<WorryNote>
{
    public WorryNoteType()
    {
        Name = nameof(WorryNote);
        Field(n => n.At).Description("When it was written.");
        Field(n => n.Step).Description("What it tells.");
        Field(n => n.Text);
        Field<StringGraphType>("by").Description("The coordinator's first name; null for whoever reported it.").Resolve(n => n.Source.ByFirstName);
    }
}

/// <summary>What whoever is worried is told.</summary>
internal sealed class WorryReceivedType : ObjectGraphType<WorryReceived>
{
    public WorryReceivedType()
    {
        Name = nameof(WorryReceived);
        Field(r => r.Separated);
        Field(r => r.Said);
    }
}

internal sealed class ScamFlagIdScalar : IdScalar<ScamFlagId>;
internal sealed class WorryCaseIdScalar : IdScalar<WorryCaseId>;
internal sealed class WorryReceivedPayload() : PayloadType<WorryReceived, WorryReceivedType>(nameof(WorryReceivedPayload), "worry");
internal sealed class WorryCasePayload() : PayloadType<WorryCase, WorryCaseType>(nameof(WorryCasePayload), "worryCase");
internal sealed class WorryCasesConnection() : ConnectionType<WorryCase, WorryCaseType>("WorryCases");
