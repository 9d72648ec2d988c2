using System.Collections.Concurrent;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using NodaTime;

namespace CyberVoisins.Server.Journals;

/// <summary>What staff read a moment ago: a board that looks again every ten seconds is one reading, not six a minute.</summary>
internal sealed class LatelySeen
{
    /// <summary>Within this, the same field of the same row, read by the same person, is not told again.</summary>
    public static readonly Duration Span = Duration.FromMinutes(15);

    private readonly ConcurrentDictionary<(Guid Reader, string Row, string Field), Instant> _seen = new();

    public bool Has(Guid reader, string row, string field, Instant now) => _seen.TryGetValue((reader, row, field), out var at) && now - at < Span && now >= at;

    /// <summary>Only once it stands in the journal.</summary>
    public void Remember(Guid reader, IEnumerable<(string Row, string Field)> read, Instant now)
    {
        foreach (var (key, at) in _seen)
            if (now - at >= Span) _seen.TryRemove(key, out _);
        foreach (var (row, field) in read) _seen[(reader, row, field)] = now;
    }
}

/// <summary>Personal data that staff read in this request: written in the journal before the answer leaves, or the answer does not leave.</summary>
internal sealed class StaffReads(CurrentUser user, Journal journal, Transactions transactions, LatelySeen seen, TimeProvider clock)
{
    private readonly Dictionary<(string Row, string Field), (IReadOnlyList<Subject> People, string? Thing)> _read = [];

    /// <summary>A field of a row was read; of others than staff nothing is noted.</summary>
    public void Note(string field, object? source)
    {
        if (user.UserId is not { } me || !(user.IsAdministrator || user.CoordinatorOf is not null)) return;
        // Nothing but what its reader typed in a file.
        if (source is Imports.ImportLine { ResidentId: null, VolunteerId: null }) return;
        var (people, thing) = PersonalFields.About(source);
        var row = thing ?? string.Join('+', people.Select(p => p.Id));
        if (!seen.Has(me, row, field, clock.Now())) _read.TryAdd((row, field), (people, thing));
    }

    /// <param name="operation">What was asked for: "helpRequests".</param>
    public async Task Write(string operation, CancellationToken cancel)
    {
        if (_read.Count == 0) return;
        var chain = user.CoordinatorOf ?? JournalLine.Service;
        // The reading of a mutation's answer is not its deed again.
        journal.Doing(null);
        await transactions.Run(() =>
        {
            journal.Add(chain, $"read {operation}", [.. _read.Values.SelectMany(r => r.People).Distinct()],
                [.. _read.Values.Select(r => r.Thing).OfType<string>()], [.. _read.Keys.Select(k => k.Field)]);
            return Task.CompletedTask;
        }, cancel, ring: false);
        seen.Remember(user.UserId!.Value, _read.Keys, clock.Now());
        _read.Clear();
    }
}
