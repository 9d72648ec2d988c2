using CyberVoisins.Core;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Journals;

/// <summary>Whom an alias stands for, as far as that is still known.</summary>
/// <param name="Who">Null once the person was erased.</param>
/// <param name="FirstName">Null once the person was erased, and for whoever never told it.</param>
internal sealed record JournalPerson(string Alias, Subject? Who, string? FirstName)
{
    /// <summary>What the person is here; null once they were erased.</summary>
    public AliasOf? Kind => Who?.Kind;
}

/// <summary>A line, with the people of its page.</summary>
internal sealed record JournalEntry(JournalLine Row, JournalRecord Record, IReadOnlyDictionary<string, JournalPerson> People)
{
    public JournalPerson Person(string alias) => People.GetValueOrDefault(alias) ?? new(alias, null, null);
}

/// <summary>What checking a chain came to.</summary>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Head">Hash of the last; write it down somewhere else, and nothing before it can be changed unnoticed.</param>
/// <param name="FirstBroken">The first line that does not follow from the one before; null when the whole chain is as it was written.</param>
internal sealed record JournalVerdict(int Lines, string Head, int? FirstBroken);

/// <summary>The journal of one association, for its coordinators; for administrators of any, or of none (the service's own).</summary>
internal sealed class ReadJournal(AppDb db, CurrentUser user)
{
    private const int CheckedAtOnce = 1_000;

    /// <param name="association">For administrators; a coordinator may leave it out.</param>
    public AssociationId ChainOf(AssociationId? association)
    {
        user.RequireSignedIn();
        if (user.IsAdministrator) return association ?? JournalLine.Service;
        var own = user.RequireCoordinator();
        return association is null || association == own ? own : throw new Refusal(ErrorCode.NotFound, "associationId");
    }

    /// <summary>The lines of a chain, or those about one person.</summary>
    public IQueryable<JournalLine> Of(AssociationId chain, ResidentId? resident, VolunteerId? volunteer)
    {
        var lines = db.JournalLines.Where(l => l.Chain == chain);
        foreach (var person in new[] { resident?.Value, volunteer?.Value }.OfType<Guid>())
            lines = lines.Where(l => db.JournalMentions.Any(m => m.LineId == l.Id && db.PersonAliases.Any(a => a.PersonId == person && a.Alias == m.Alias)));
        return lines;
    }

    /// <summary>The same lines, with whom they are about.</summary>
    public async Task<IReadOnlyDictionary<JournalLineId, JournalEntry>> Open(IReadOnlyCollection<JournalLine> lines, CancellationToken cancel)
    {
        // A line that somebody damaged is shown as far as it can be: journalCheck says which.
        var records = lines.ToDictionary(l => l, l => JournalChain.Read(l.Line) ?? Unreadable(l));
        var aliases = records.Values.SelectMany(r => r.By is { } by ? r.About.Append(by) : r.About).Distinct().ToList();
        var found = await db.PersonAliases.AsNoTracking().Where(a => aliases.Contains(a.Alias)).ToListAsync(cancel);
        var names = await Names([.. found.Select(a => new Subject(a.Kind, a.PersonId))], cancel);
        var people = found.ToDictionary(a => a.Alias, a => new JournalPerson(a.Alias, new(a.Kind, a.PersonId), names.GetValueOrDefault(a.PersonId)));
        return records.ToDictionary(r => r.Key.Id, r => new JournalEntry(r.Key, r.Value, people));
    }

    /// <summary>Reads the whole chain, in order, and its head.</summary>
    /// <param name="write">Is given every line, to export it.</param>
    public async Task<JournalVerdict> Check(AssociationId chain, Action<string>? write, CancellationToken cancel)
    {
        var check = new JournalCheck();
        for (var after = 0; ;)
        {
            var from = after;
            var lines = await db.JournalLines.AsNoTracking().Where(l => l.Chain == chain && l.Sequence > from)
                .OrderBy(l => l.Sequence).Take(CheckedAtOnce).ToListAsync(cancel);
            if (lines.Count == 0) break;
            foreach (var line in lines)
            {
                write?.Invoke(line.Line);
                var record = check.Add(line.Line);
                if (record is not null && (line.Sequence != record.Sequence || line.At != record.At || line.Hash != check.Head || Name(chain) != record.Chain)) check.Break(check.Lines);
            }
            after = lines[^1].Sequence;
        }
        var head = await db.JournalHeads.AsNoTracking().SingleOrDefaultAsync(h => h.Chain == chain, cancel);
        // Lines that were cut off at the end leave the head behind.
        if ((head?.Sequence ?? 0) != check.Lines) check.Break(Math.Min(head?.Sequence ?? 0, check.Lines) + 1);
        else if (head is not null && head.Hash != check.Head) check.Break(check.Lines);
        return new(check.Lines, check.Head, check.FirstBroken);
    }

    private static string Name(AssociationId chain) => chain == JournalLine.Service ? JournalChain.Service : chain.ToString();

    private static JournalRecord Unreadable(JournalLine line) => new(line.Sequence, line.At, "", JournalActor.Service, null, "unreadable", [], [], [], new Dictionary<string, string>(), "");

    private async Task<Dictionary<Guid, string>> Names(IReadOnlyList<Subject> people, CancellationToken cancel)
    {
        var residents = Ids(AliasOf.Resident).ConvertAll(id => new ResidentId(id));
        var volunteers = Ids(AliasOf.Volunteer).ConvertAll(id => new VolunteerId(id));
        var accounts = Ids(AliasOf.Account);
        var names = new Dictionary<Guid, string>();
        if (residents.Count > 0)
            foreach (var r in await db.Residents.Where(r => residents.Contains(r.Id)).Select(r => new { r.Id, r.FirstName }).ToListAsync(cancel)) names[r.Id.Value] = r.FirstName;
        if (volunteers.Count > 0)
            foreach (var v in await db.Volunteers.Where(v => volunteers.Contains(v.Id)).Select(v => new { v.Id, v.FirstName }).ToListAsync(cancel)) names[v.Id.Value] = v.FirstName;
        if (accounts.Count > 0)
            foreach (var a in await db.Users.Where(u => accounts.Contains(u.Id) && u.FirstName != "").Select(u => new { u.Id, u.FirstName }).ToListAsync(cancel)) names[a.Id] = a.FirstName;
        return names;

        List<Guid> Ids(AliasOf kind) => [.. people.Where(p => p.Kind == kind).Select(p => p.Id)];
    }
}
