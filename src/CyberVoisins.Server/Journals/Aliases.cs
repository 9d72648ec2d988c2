using System.Security.Cryptography;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Journals;

/// <summary>Under which names people stand in the journal.</summary>
internal sealed class Aliases(AppDb db)
{
    /// <summary>Those of these people, drawn when they have none yet, in the current transaction.</summary>
    public async Task<IReadOnlyDictionary<Subject, string>> Of(IReadOnlyCollection<Subject> people, CancellationToken cancel)
    {
        if (people.Count == 0) return new Dictionary<Subject, string>();
        var found = await Known(people, cancel);
        // Two at once may draw for the same person: the first stays. In the order of the ids, so that they do not wait for each other.
        var unknown = people.Where(p => !found.ContainsKey(p.Id)).Distinct().OrderBy(p => p.Id).ToList();
        if (unknown.Count > 0)
        {
            await db.InsertNew("PersonAliases", ["PersonId", "Kind", "Alias"], unknown.ConvertAll(p => new object[] { p.Id, p.Kind.ToString(), Draw() }), cancel);
            found = await Known(people, cancel);
        }
        return people.Distinct().ToDictionary(p => p, p => found[p.Id]);
    }

    /// <summary>The person's alias, or null when nothing was ever written about them.</summary>
    public Task<string?> Of(Guid person, CancellationToken cancel) =>
        db.PersonAliases.Where(a => a.PersonId == person).Select(a => (string?)a.Alias).SingleOrDefaultAsync(cancel);

    /// <summary>From now on nobody can tell who it was, nor which lines are about them.</summary>
    public Task<int> Forget(IReadOnlyCollection<Guid> people, CancellationToken cancel) =>
        db.PersonAliases.Where(a => people.Contains(a.PersonId)).ExecuteDeleteAsync(cancel);

    private Task<Dictionary<Guid, string>> Known(IReadOnlyCollection<Subject> people, CancellationToken cancel)
    {
        var ids = people.Select(p => p.Id).Distinct().ToList();
        return db.PersonAliases.AsNoTracking().Where(a => ids.Contains(a.PersonId)).ToDictionaryAsync(a => a.PersonId, a => a.Alias, cancel);
    }

    private static string Draw() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
