using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Rounds;
using CyberVoisins.Server.Rulesets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Plans;

/// <summary>At how many people a plan looks for each request before it looks deeper.</summary>
internal sealed record PlanDepth(int First = FindCandidates.Nearest + FindCandidates.Sampled);

/// <summary>
/// Computes plans that were asked for: one process takes each, says how far it is, stops when it is no longer wanted. One that
/// dies is taken up again when its lease is over.
/// </summary>
internal sealed class ComputePlans(
    AppDb db, Transactions transactions, WritePlanBook write, CurrentRules rules, OneByOne oneByOne, IServiceScopeFactory scopes, PlanDepth depth, TimeProvider clock, ILogger<ComputePlans> log)
{
    private static readonly Duration Lease = Duration.FromMinutes(5);

    /// <returns>How many were computed.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var now = clock.Now();
        var waiting = await db.Plans.AsNoTracking().Where(p => p.State == PlanState.Computing && (p.LeaseUntil == null || p.LeaseUntil <= now)).Select(p => p.Id).ToListAsync(cancel);
        return await oneByOne.Run(waiting, async id => await Take(id, cancel) && await Compute(id, cancel), cancel);
    }

    private Task<bool> Take(PlanId id, CancellationToken cancel)
    {
        var now = clock.Now();
        return transactions.Run(async () => await db.Plans.Where(p => p.Id == id && p.State == PlanState.Computing && (p.LeaseUntil == null || p.LeaseUntil <= now))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.LeaseUntil, now + Lease), cancel) == 1, cancel);
    }

    private async Task<bool> Compute(PlanId id, CancellationToken cancel)
    {
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var plan = await db.Plans.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == plan.AssociationId, cancel);
        var ruleset = await rules.Of(association, plan.RulesetVersion, cancel) ?? await rules.Of(association, cancel);
        var progress = new Reported(scopes, id, unwanted, clock);
        try
        {
            var (written, solved) = await Deepened(plan, association, ruleset, progress, unwanted.Token);
            return await Keep(id, written, solved, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false; // discarded while it was computed: nothing half-done is kept
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Tried again it would fail again: a person must know.
            log.LogError(e, "The plan {Plan} cannot be computed.", id);
            await transactions.Run(async () =>
            {
                await db.Lock(id, cancel);
                var plan = await db.Plans.SingleAsync(p => p.Id == id, cancel);
                if (plan.State == PlanState.Computing) plan.Fail(clock.Now());
            }, cancel);
            return false;
        }
    }

    /// <summary>
    /// First a hundred people for each request; then three times as many for those in saturated blocks who have more within reach,
    /// until nothing grows: with the short lists alone somebody might wait whom a neighbour farther down could have helped.
    /// </summary>
    private async Task<(Written Written, MonthPlan Solved)> Deepened(Plan plan, Association association, Ruleset ruleset, Reported progress, CancellationToken cancel)
    {
        var deeper = new Dictionary<RequestId, int>();
        int DepthOf(RequestId request) => deeper.GetValueOrDefault(request, depth.First);
        while (true)
        {
            var written = await write.Run(plan, association, ruleset, DepthOf, progress, cancel);
            var solved = written.Book.Solve(written.Book.Problem(), progress, cancel);
            var more = solved.Saturated().Select(row => new RequestId(written.Book.Requests[row].Id)).Where(written.Cut.Contains).Distinct().ToList();
            if (more.Count == 0) return (written, solved);
            foreach (var request in more) deeper[request] = CandidatePolicy.Deepening * DepthOf(request);
        }
    }

    private Task<bool> Keep(PlanId id, Written written, MonthPlan solved, CancellationToken cancel)
    {
        // All of it is computed before the transaction: writers do not wait for a checker or a search.
        var reading = new PlanReading(new(written.Book, solved));
        var (figures, blocks, packed) = (reading.Figures(written.RequestsServedWithout, written.UnitsWithout, written.MetresWithout), reading.Blocks(), written.Book.Pack());
        var (hash, certificate) = (written.Book.Hash(), PlanBook.CertificateHash(solved));
        return transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            var plan = await db.Plans.SingleAsync(p => p.Id == id, cancel);
            if (plan.State != PlanState.Computing) return false;
            plan.Propose(figures, blocks, packed, hash, certificate, clock.Now());
            // New rows at every attempt; their witnesses are known by now.
            db.PlanLines.AddRange(written.Order.Select((placed, row) =>
            {
                var line = new PlanLine { PlanId = id, RequestId = placed.Request.Id, Place = placed.Place, WaitedDays = placed.Request.WaitedDays, HeadStartDays = placed.HeadStartDays };
                reading.Fill(line, row);
                return line;
            }));
            return true;
        }, cancel);
    }

    /// <summary>Writes how far it is, and looks whether it is still wanted: at most once a second, in a scope of its own.</summary>
    private sealed class Reported(IServiceScopeFactory scopes, PlanId id, CancellationTokenSource unwanted, TimeProvider clock) : IProgress<PlanProgress>, IProgress<int>
    {
        private static readonly Duration Pause = Duration.FromSeconds(1);
        private Instant _last = Instant.MinValue;

        private int _read;

        public void Report(int value) => Write(_read = value);

        /// <summary>Everything is read; solving takes seconds, and only looks whether it is still wanted.</summary>
        public void Report(PlanProgress value) => Write(_read);

        private void Write(int done)
        {
            var now = clock.Now();
            if (now - _last < Pause) return;
            _last = now;
            using var scope = scopes.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var written = db.Plans.Where(p => p.Id == id && p.State == PlanState.Computing).ExecuteUpdate(s => s
                .SetProperty(p => p.RequestsDone, done).SetProperty(p => p.LeaseUntil, now + Lease));
            if (written == 0) unwanted.Cancel();
        }
    }
}
