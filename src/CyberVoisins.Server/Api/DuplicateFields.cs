using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Duplicates;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>For coordinators: residents who may be one person, the likely ones first. Nothing is merged by itself.</summary>
    [Costs(1_000)] // it opens every resident of the association
    public static Task<IReadOnlyList<LookalikeResidents>> LookalikeResidents([FromServices] Answer answer, [FromServices] FindLookalikes find, CancellationToken cancel) =>
        answer.Of(() => find.Residents(cancel));

    /// <summary>For coordinators: volunteers who may be one person. Two volunteers are never merged: keep one, suspend or erase the other.</summary>
    [Costs(1_000)] // it opens every volunteer of the association
    public static Task<IReadOnlyList<LookalikeVolunteers>> LookalikeVolunteers([FromServices] Answer answer, [FromServices] FindLookalikes find, CancellationToken cancel) =>
        answer.Of(() => find.Volunteers(cancel));

    /// <summary>For coordinators: records of residents that were merged, the newest first, at most 200; undone ones included.</summary>
    public static Task<IReadOnlyList<ResidentMerge>> ResidentMerges([FromServices] Answer answer, [FromServices] AppDb db, [FromServices] CurrentUser user, CancellationToken cancel) =>
        answer.Of<IReadOnlyList<ResidentMerge>>(async () =>
        {
            var association = user.RequireCoordinator();
            return await db.Merges.AsNoTracking().Where(m => m.AssociationId == association).OrderByDescending(m => m.Id).Take(200).ToListAsync(cancel);
        });
}

internal sealed partial class Mutation
{
    /// <summary>A coordinator says that two records are one resident: the second is hidden, and everything of it goes to the first. undoMerge takes it back.</summary>
    public static Task<Payload<ResidentMerge>> MergeResidents(MergeResidentsInput input, [FromServices] Answer answer, [FromServices] MergeResidents merge, CancellationToken cancel) =>
        answer.To(() => merge.Run(input, cancel));

    /// <summary>They were two people after all: what was moved goes back; what was written since stays where it is.</summary>
    /// <param name="mergeId">Of a merge that stands.</param>
    public static Task<Payload<ResidentMerge>> UndoMerge(MergeId mergeId, [FromServices] Answer answer, [FromServices] UndoMerge undo, CancellationToken cancel) =>
        answer.To(() => undo.Run(mergeId, cancel));

    /// <summary>Two residents, or two volunteers, who look alike are two people: they are not suggested again.</summary>
    public static Task<Payload<Done>> KeepApart(KeepApartInput input, [FromServices] Answer answer, [FromServices] KeepApart keep, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await keep.Run(input, cancel);
            return Done.Yes;
        });
}

internal sealed class MergeIdScalar : IdScalar<MergeId>;

/// <summary>Residents of the caller's association, hidden ones too.</summary>
internal sealed class MergedResidentLoader(AppDb db, CurrentUser user) : BatchLoader<ResidentId, Resident>
{
    protected override async Task<IReadOnlyDictionary<ResidentId, Resident>> Fetch(IReadOnlyCollection<ResidentId> keys, CancellationToken cancellation)
    {
        var tenant = user.CoordinatorOf;
        return await db.Residents.IgnoreQueryFilters().AsNoTracking().Where(r => keys.Contains(r.Id) && r.AssociationId == tenant).ToDictionaryAsync(r => r.Id, cancellation);
    }
}

internal sealed class LookalikeResidentsType : ObjectGraphType<LookalikeResidents>
{
    public LookalikeResidentsType()
    {
        Name = nameof(LookalikeResidents);
        Field<NonNullGraphType<ResidentType>>("keep").Description("The record that we would keep: the one that can be written to, else the older one.").Resolve(c => c.Source.Keep);
        Field<NonNullGraphType<ResidentType>>("other").Description("The record that would be hidden.").Resolve(c => c.Source.Other);
        Field(l => l.Likelihood).Description("How much they look like one person.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EnumerationGraphType<LookalikeReason>>>>>("reasons").Description("Why.").Resolve(c => c.Source.Reasons);
        Field<NonNullGraphType<StringGraphType>>("because").Description("The same in the reader's language.").Resolve(c => LookalikeWords.Because(c.Source.Reasons, c.RequestServices!.GetRequiredService<Reader>()));
    }
}

internal sealed class LookalikeVolunteersType : ObjectGraphType<LookalikeVolunteers>
{
    public LookalikeVolunteersType()
    {
        Name = nameof(LookalikeVolunteers);
        Field<NonNullGraphType<VolunteerType>>("first").Description("Who signed up first.").Resolve(c => c.Source.First);
        Field<NonNullGraphType<VolunteerType>>("second").Description("The other.").Resolve(c => c.Source.Second);
        Field(l => l.Likelihood).Description("How much they look like one person.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EnumerationGraphType<LookalikeReason>>>>>("reasons").Description("Why.").Resolve(c => c.Source.Reasons);
        Field<NonNullGraphType<StringGraphType>>("because").Description("The same in the reader's language.").Resolve(c => LookalikeWords.Because(c.Source.Reasons, c.RequestServices!.GetRequiredService<Reader>()));
    }
}

internal static class LookalikeWords
{
    public static string Because(IReadOnlyList<LookalikeReason> reasons, Reader reader) => string.Join(", ", reasons.Select(reason => Labels.Say(reader.Culture, $"LOOKALIKE_{reason.UpperSnake()}")));
}

internal sealed class ResidentMergeType : ObjectGraphType<ResidentMerge>
{
    public ResidentMergeType()
    {
        Name = nameof(ResidentMerge);
        Field(m => m.Id).Description("The merge's id: undoMerge takes it.");
        Field(m => m.At).Description("When.");
        Field<StringGraphType>("by").Description("The first name of the coordinator who merged them.").Resolve(c => c.RequestServices!.GetRequiredService<StaffNamesLoader>().Load(c.Source.ByUserId));
        Field<NonNullGraphType<IntGraphType>>("moved").Description("How many requests, visits, contacts, consents, cases, drafts and answers went to the kept record.").Resolve(c => c.Source.Moved.Count);
        Field<ResidentType>("kept").Description("Who the person is now.").Resolve(c => c.RequestServices!.GetRequiredService<MergedResidentLoader>().Load(c.Source.KeptId));
        Field<ResidentType>("other").Description("The record that was hidden; blank once the person was erased.").Resolve(c => c.RequestServices!.GetRequiredService<MergedResidentLoader>().Load(c.Source.MergedId));
        Field(m => m.UndoneAt, nullable: true);
    }
}

internal sealed class ResidentMergePayload() : PayloadType<ResidentMerge, ResidentMergeType>(nameof(ResidentMergePayload), "merge");
