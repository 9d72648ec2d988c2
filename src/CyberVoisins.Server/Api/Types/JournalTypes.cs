using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Journals;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>A line of the journal: who did, or read, what about whom. It is never changed, and holds no name, number, place or text.</summary>
internal sealed class JournalLineType : ObjectGraphType<JournalLine>
{
    public JournalLineType()
    {
        Name = nameof(JournalLine);
        Field(l => l.Sequence);
        Field(l => l.At).Description("When.");
        Field<NonNullGraphType<EnumerationGraphType<JournalActor>>>("actor").Description("As whom.").Resolve(c => Entry(c, e => e.Record.Actor));
        Field<JournalPersonType>("by").Description("Who signed in; null for whoever has no account.").Resolve(c => Entry(c, e => e.Record.By is { } by ? e.Person(by) : null));
        Field<NonNullGraphType<StringGraphType>>("operation").Description("The mutation; or \"read\" and what was asked for; or \"decide\", of the matching.").Resolve(c => Entry(c, e => e.Record.Operation));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<JournalPersonType>>>>("about").Description("The people it is about.")
            .Resolve(c => Entry(c, e => e.Record.About.Select(e.Person)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("things").Description("What else it is about, as \"visit:\" and an id.").Resolve(c => Entry(c, e => e.Record.Things));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("fields").Description("What was read (\"Resident.phone\") or written (\"Visit.State\", \"Visit+\" for a new one, \"Visit-\" for one removed).")
            .Resolve(c => Entry(c, e => e.Record.Fields));
        Field<NonNullGraphType<StringGraphType>>("line").Description("The line itself, as it is hashed.").Resolve(c => c.Source.Line);
        Field(l => l.Hash);
    }

    private static IDataLoaderResult<object?> Entry<T>(IResolveFieldContext<JournalLine> context, Func<JournalEntry, T> pick) =>
        context.RequestServices!.GetRequiredService<JournalEntryLoader>().Load(context.Source).Then(entry => (object?)pick(entry!));
}

/// <summary>Somebody in the journal.</summary>
internal sealed class JournalPersonType : ObjectGraphType<JournalPerson>
{
    public JournalPersonType()
    {
        Name = nameof(JournalPerson);
        Field(p => p.Alias).Description("Under what name they stand in every line.");
        Field(p => p.Kind, nullable: true);
        Field(p => p.FirstName, nullable: true).Description("How they are called; null once they were erased, and for whoever never told it.");
    }
}

internal sealed class JournalVerdictType : ObjectGraphType<JournalVerdict>
{
    public JournalVerdictType()
    {
        Name = nameof(JournalVerdict);
        Field(v => v.Lines);
        Field(v => v.Head);
        Field(v => v.FirstBroken, nullable: true);
    }
}

/// <summary>The people of a page of lines, read at once.</summary>
internal sealed class JournalEntryLoader(ReadJournal read) : BatchLoader<JournalLine, JournalEntry>
{
    protected override async Task<IReadOnlyDictionary<JournalLine, JournalEntry>> Fetch(IReadOnlyCollection<JournalLine> keys, CancellationToken cancellation)
    {
        var entries = await read.Open(keys, cancellation);
        return keys.ToDictionary(line => line, line => entries[line.Id]);
    }
}

internal sealed class JournalLinesConnection() : ConnectionType<JournalLine, JournalLineType>("JournalLines");
