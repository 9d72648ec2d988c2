using CyberVoisins.Core;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Journals;

/// <summary>
/// Writes the journal inside the transaction of what it tells, so that there is never one without the other: what a person did
/// (<see cref="Doing"/>), what was decided (<see cref="Decided"/>), and whatever somebody adds by hand.
/// </summary>
internal sealed class Journal(AppDb db, Aliases aliases, CurrentUser user, TimeProvider clock)
{
    /// <summary>A line that is not yet written.</summary>
    private sealed record Draft(
        AssociationId Chain, JournalActor Actor, string Operation, IReadOnlyCollection<Subject> About, IReadOnlyCollection<string> Things,
        IReadOnlyCollection<string> Fields, IReadOnlyDictionary<string, string> Facts, bool Unsigned = false);

    private static readonly Dictionary<string, string> NoFacts = [];

    private readonly List<Draft> _drafts = [];
    private (string Operation, JournalActor? Actor)? _doing;

    /// <summary>What the transactions from here on are about, by its stable name; null when nobody does anything.</summary>
    /// <param name="actor">By default whoever is signed in.</param>
    public void Doing(string? operation, JournalActor? actor = null) => _doing = operation is null ? null : (operation, actor);

    /// <summary>A new attempt of a transaction: nothing of the one before happened.</summary>
    public void Begin()
    {
        _drafts.Clear();
        db.Touched.Clear();
    }

    /// <summary>The matching decided about a person; the record itself stands among the decisions.</summary>
    public void Decided(AssociationId association, string hash, RequestId request, Subject about) =>
        _drafts.Add(new(association, JournalActor.Service, "decide", [about], [$"request:{request}"], [], new Dictionary<string, string> { ["decision"] = hash }));

    /// <summary>A line of its own, in the current transaction.</summary>
    /// <param name="unsigned">Without who did it: they erased themselves, and a new alias would name them again.</param>
    public void Add(
        AssociationId chain, string operation, IReadOnlyCollection<Subject> about, IReadOnlyCollection<string>? things = null, IReadOnlyCollection<string>? fields = null,
        IReadOnlyDictionary<string, string>? facts = null, JournalActor? actor = null, bool unsigned = false) =>
        _drafts.Add(new(chain, actor ?? Actor, operation, about, things ?? [], fields ?? [], facts ?? NoFacts, unsigned));

    /// <summary>Before the commit: the chains are locked last, and in the order of their ids, so that no two writers wait for each other.</summary>
    public async Task Write(CancellationToken cancel)
    {
        DraftDeed();
        if (_drafts.Count == 0) return;
        var people = _drafts.SelectMany(d => d.About).ToHashSet();
        if (user.UserId is { } me && !_drafts.TrueForAll(d => d.Unsigned)) people.Add(Subject.OfAccount(me));
        var names = await aliases.Of(people, cancel);
        foreach (var chain in _drafts.GroupBy(d => d.Chain).OrderBy(g => g.Key.Value))
            await Append(chain.Key, [.. chain], names, cancel);
        _drafts.Clear();
        await db.SaveChangesAsync(cancel);
    }

    private JournalActor Actor => user switch
    {
        { IsAdministrator: true } => JournalActor.Administrator,
        { CoordinatorOf: not null } => JournalActor.Coordinator,
        { IsSignedIn: true } => JournalActor.Person,
        _ => JournalActor.Visitor,
    };

    /// <summary>One line for each association that the deed wrote in. What a visitor writes in none (a sign-in) is not a matter of trust.</summary>
    private void DraftDeed()
    {
        if (_doing is not var (operation, by)) return;
        var actor = by ?? Actor;
        // A row may be written by a statement that passes no entity: what staff did is told all the same.
        var isStaff = actor is JournalActor.Administrator or JournalActor.Coordinator or JournalActor.Operator;
        var home = user.CoordinatorOf ?? (isStaff ? JournalLine.Service : null);
        // What has no association of its own (an account) belongs to the deed's other rows, or to whoever did it.
        var chains = db.Touched.Select(t => t.Association).OfType<AssociationId>().Distinct().ToList();
        if (chains.Count == 0 && home is { } own) chains.Add(own);
        foreach (var chain in chains)
        {
            var rows = db.Touched.Where(t => t.Association is null || t.Association == chain).ToList();
            _drafts.Insert(0, new(chain, actor, operation, [.. rows.SelectMany(r => r.People).Distinct()], [.. rows.Select(r => r.Thing).OfType<string>().Distinct()],
                [.. rows.SelectMany(r => r.Fields).Distinct()], NoFacts));
        }
    }

    private async Task Append(AssociationId chain, IReadOnlyList<Draft> drafts, IReadOnlyDictionary<Subject, string> names, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "JournalHeads" ("Chain", "Sequence", "Hash") VALUES ({chain.Value}, 0, {JournalChain.Start}) ON CONFLICT DO NOTHING
            """, cancel);
        var count = drafts.Count;
        await db.JournalHeads.Where(h => h.Chain == chain).ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence + count), cancel);
        var head = await db.JournalHeads.AsNoTracking().SingleAsync(h => h.Chain == chain, cancel);
        var (sequence, previous, now) = (head.Sequence - count, head.Hash, clock.Now());
        var by = user.UserId is { } me ? names.GetValueOrDefault(Subject.OfAccount(me)) : null;
        var mentions = new List<object[]>();
        foreach (var draft in drafts)
        {
            var about = Sorted(draft.About.Select(p => names[p]));
            var record = new JournalRecord(
                ++sequence, now, chain == JournalLine.Service ? JournalChain.Service : chain.ToString(), draft.Actor, draft.Actor == JournalActor.Service || draft.Unsigned ? null : by,
                draft.Operation, about, Sorted(draft.Things), Sorted(draft.Fields), draft.Facts, previous);
            var line = JournalChain.LineOf(record);
            previous = JournalChain.HashOf(line);
            var id = clock.NewId<JournalLineId>();
            db.JournalLines.Add(new() { Id = id, Chain = chain, Sequence = sequence, At = now, Line = line, Hash = previous });
            mentions.AddRange((record.By is { } author ? about.Append(author).Distinct() : about).Select(alias => new object[] { alias, id.Value }));
        }
        if (mentions.Count > 0) await db.InsertNew("JournalMentions", ["Alias", "LineId"], mentions, cancel);
        await db.JournalHeads.Where(h => h.Chain == chain).ExecuteUpdateAsync(s => s.SetProperty(h => h.Hash, previous), cancel);
    }

    private static string[] Sorted(IEnumerable<string> texts) => [.. texts.Distinct().Order(StringComparer.Ordinal)];
}
