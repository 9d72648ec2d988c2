using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Boards;

/// <summary>What a coordinator's board shows is no longer what it was: ask for it again. Says nothing about anybody.</summary>
/// <param name="Version">Of what the board shows: the same as long as the same things wait. Whoever comes back after a cut gives the last one they know.</param>
internal sealed record BoardChange(string Version);

/// <summary>
/// Looks at what waits for a person of one association, and says when that changes. It looks rather than being told: a change made by another process, by a
/// worker or by the mere passing of time (a call that falls due) is seen like any other. What was committed in this process is seen within a second.
/// </summary>
internal sealed class WatchBoard(IServiceScopeFactory scopes, WorkBell bell, TimeProvider clock)
{
    /// <summary>How long what another process did may stay unseen.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A busy service rings often; a board is read by a person.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>As many as a board shows; what is behind them changes it when it comes forward.</summary>
    private const int Shown = 50;

    /// <param name="of">Whose board; the caller's right to it is checked before.</param>
    /// <param name="known">The last version that the caller saw; null for none, and then the present one comes at once.</param>
    public async IAsyncEnumerable<BoardChange> Changes(AssociationId of, string? known, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            // Taken before the look: what rings during it is not missed.
            var rung = bell.Rung;
            var version = await Version(of, cancel);
            if (version != known) yield return new(known = version);
            await Task.WhenAny(rung, Task.Delay(Every, clock, cancel));
            await Task.Delay(Between, clock, cancel);
        }
    }

    /// <summary>Of what the board shows now.</summary>
    /// <param name="of">Null for an administrator who named none.</param>
    public async Task<string> Version(AssociationId? of, CancellationToken cancel)
    {
        // A scope of its own for each look: a watcher that stays for minutes must not hold a connection, and is nobody who could read a name.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var tasks = await scope.ServiceProvider.GetRequiredService<NeedsPerson>().Items(of, Shown, cancel);
        var escalated = await db.Requests.AsNoTracking().Where(r => r.AssociationId == of && r.State == RequestState.Escalated).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
        var contests = await db.Contests.AsNoTracking().Where(c => c.AssociationId == of && c.State == ContestState.Open).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel);
        var all = string.Join('\n', [.. tasks.Select(t => $"{t.What} {t.Id}"), .. escalated.Select(r => $"{r}"), .. contests.Select(c => $"{c}")]);
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 12));
    }
}
