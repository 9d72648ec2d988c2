using CyberVoisins.Core;
using CyberVoisins.Core.Scams;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Scams;

/// <summary>Raises a quiet flag on a text that sounds like a swindle (<see cref="ScamWords"/>). Inside the transaction that writes the text.</summary>
internal sealed class ScamFlags(AppDb db, TimeProvider clock)
{
    public async Task Look(AssociationId? association, ScamSource source, Guid id, string text, CancellationToken cancel)
    {
        var found = ScamWords.In(text);
        if (found.Count == 0) return;
        List<ScamSign> signs = [.. found.Select(f => f.Sign)];
        var words = string.Join('|', found.Select(f => f.Words));
        if (words.Length > ScamFlag.LongestWords) words = words[..ScamFlag.LongestWords];
        var known = db.ScamFlags.Local.FirstOrDefault(f => f.Source == source && f.SourceId == id)
            ?? await db.ScamFlags.SingleOrDefaultAsync(f => f.Source == source && f.SourceId == id, cancel);
        if (known is null)
            db.ScamFlags.Add(new ScamFlag { Id = clock.NewId<ScamFlagId>(), AssociationId = association, Source = source, SourceId = id, Signs = signs, Words = words, RaisedAt = clock.Now() });
        else if (signs.Except(known.Signs).Any())
            // Said more since somebody read it: it is read again.
            (known.Signs, known.Words, known.SeenAt, known.SeenByUserId) = (signs, words, null, null);
    }

    /// <summary>A draft of nobody's found its association: so does what was noted about it.</summary>
    public async Task Passed(IReadOnlyCollection<DraftId> drafts, AssociationId association, CancellationToken cancel)
    {
        var ids = drafts.Select(d => d.Value).ToList();
        foreach (var flag in await db.ScamFlags.Where(f => f.Source == ScamSource.Draft && ids.Contains(f.SourceId)).ToListAsync(cancel)) flag.AssociationId = association;
    }
}

/// <summary>A coordinator read it, and did what it needs. Done twice, it is done.</summary>
internal sealed class MarkScamSeen(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task Run(ScamFlagId id, CancellationToken cancel)
    {
        var association = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var flag = await db.ScamFlags.SingleOrDefaultAsync(f => f.Id == id && f.AssociationId == association, cancel) ?? throw new Refusal(ErrorCode.NotFound, "flagId");
            if (flag.SeenAt is null) (flag.SeenAt, flag.SeenByUserId) = (clock.Now(), user.UserId);
        }, cancel);
    }
}

/// <summary>Forgets flags thirty days after somebody read them, a year after they were raised in any case.</summary>
internal sealed class ForgetScamFlags(AppDb db, Transactions transactions, TimeProvider clock)
{
    private static readonly Duration AfterSeen = Duration.FromDays(30), AfterRaised = Duration.FromDays(365);

    public Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        var (seen, raised) = (now - AfterSeen, now - AfterRaised);
        return transactions.Run(() => db.ScamFlags.Where(f => f.SeenAt <= seen || f.RaisedAt <= raised).ExecuteDeleteAsync(cancel), cancel);
    }
}
