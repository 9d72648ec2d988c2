using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Types;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Imports;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Api;

internal sealed partial class Mutation
{
    /// <summary>A coordinator brings a file of people, CSV or XLSX. Whoever is there already is left as they are: the same file twice makes nobody twice. With dryRun nothing is written, and each line's fate is said.</summary>
    [Costs(2_000)] // it looks for five hundred addresses
    public static Task<Payload<ImportReport>> ImportPeople(ImportPeopleInput input, [FromServices] Answer answer, [FromServices] ImportPeople import, CancellationToken cancel) =>
        answer.To(() => import.Run(input, cancel));
}

internal sealed class ImportIdScalar : IdScalar<ImportId>;

/// <summary>Imports of the caller's association.</summary>
internal sealed class ImportsLoader(AppDb db, CurrentUser user) : BatchLoader<ImportId, PeopleImport>
{
    protected override async Task<IReadOnlyDictionary<ImportId, PeopleImport>> Fetch(IReadOnlyCollection<ImportId> keys, CancellationToken cancellation)
    {
        var tenant = user.CoordinatorOf;
        return await db.PeopleImports.AsNoTracking().Where(i => keys.Contains(i.Id) && i.AssociationId == tenant).ToDictionaryAsync(i => i.Id, cancellation);
    }
}

internal sealed class PeopleImportType : ObjectGraphType<PeopleImport>
{
    public PeopleImportType()
    {
        Name = nameof(PeopleImport);
        Description = "The file that somebody came in.";
        Field(i => i.Id).Description("The import's id.");
        Field(i => i.Source);
        Field(i => i.Agreed).Description("How the people of it agreed to be written down.");
        Field(i => i.AgreedOn).Description("By which day all of them had.");
        Field(i => i.At).Description("When it was imported.");
        Field<StringGraphType>("by").Description("The first name of the coordinator who imported it.").Resolve(c => c.RequestServices!.GetRequiredService<StaffNamesLoader>().Load(c.Source.ByUserId));
    }
}

internal sealed class ImportReportType : ObjectGraphType<ImportReport>
{
    public ImportReportType()
    {
        Name = nameof(ImportReport);
        Field(r => r.DryRun);
        Field<NonNullGraphType<IntGraphType>>("created").Description("How many were written down, or would be.").Resolve(c => c.Source.Count(ImportFate.Created));
        Field<NonNullGraphType<IntGraphType>>("alreadyThere").Description("How many are known already.").Resolve(c => c.Source.Count(ImportFate.AlreadyThere));
        Field<NonNullGraphType<IntGraphType>>("refused").Description("How many are not written down.").Resolve(c => c.Source.Count(ImportFate.Refused));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("columnsKept").Description("What of the file was read, as it stands there.").Resolve(c => c.Source.ColumnsKept);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("columnsNotKept").Description("What of it was not, and is kept nowhere: family names, notes.").Resolve(c => c.Source.ColumnsNotKept);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ImportLineType>>>>("lines").Description("Each line, in order.").Expects(100).Resolve(c => c.Source.Lines);
    }
}

internal sealed class ImportLineType : ObjectGraphType<ImportLine>
{
    public ImportLineType()
    {
        Name = nameof(ImportLine);
        Field(l => l.Line);
        Field(l => l.FirstName);
        Field(l => l.Fate);
        Field(l => l.SameAsLine, nullable: true);
        Field(l => l.Column, nullable: true);
        Field<EnumerationGraphType<ErrorCode>>("code").Description("Why it is refused; null when it is not.").Resolve(c => c.Source.Wrong?.Code);
        Field<StringGraphType>("message").Description("The same in the reader's language, and how to put it right.")
            .Resolve(c => c.Source.Wrong is { } wrong ? Errors.Say(c.RequestServices!.GetRequiredService<Reader>().Culture, wrong.Code.UpperSnake(), wrong.Arguments) : null);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("suggestions").Description("What the line may have meant.").Resolve(c => c.Source.Wrong?.Suggestions ?? []);
        Field(l => l.ResidentId, nullable: true);
        Field(l => l.VolunteerId, nullable: true);
    }
}

internal sealed class ImportReportPayload() : PayloadType<ImportReport, ImportReportType>(nameof(ImportReportPayload), "report");
