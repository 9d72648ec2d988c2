using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Plans;

/// <summary>What a person decides about a pair in a plan.</summary>
public enum PairChoice
{
    /// <summary>This neighbour and nobody else, whatever the order.</summary>
    Force,
    /// <summary>Never this neighbour.</summary>
    Forbid,
    /// <summary>As the plan would have it: takes an earlier decision back.</summary>
    Free,
}

/// <summary>A person changes the plan by hand, and sees at once what that costs whom.</summary>
/// <param name="PlanId">Of a proposed plan.</param>
/// <param name="RequestId">Of a line of the plan.</param>
/// <param name="VolunteerId">Somebody who can help with it.</param>
/// <param name="Choice">What a person decides about the two.</param>
/// <param name="Motive">Why, 3 to 200 characters.</param>
public sealed record ChangePlanInput(PlanId PlanId, RequestId RequestId, VolunteerId VolunteerId, PairChoice Choice, string Motive);

/// <summary>What the change did to one request.</summary>
/// <param name="HalfHoursLost">Below zero when it won some.</param>
/// <param name="MetresAdded">Below zero when its neighbour is nearer now; minus its whole distance when it lost its help.</param>
public sealed record PlanEffect(RequestId RequestId, int HalfHoursLost, long MetresAdded);

/// <param name="HalfHoursLost">In all.</param>
/// <param name="MetresAdded">Of the figures after, less those of before: the sum of the effects.</param>
internal sealed record PlanChanged(Plan Plan, int HalfHoursLost, long MetresAdded, IReadOnlyList<PlanEffect> Effects);

internal sealed class ChangePlan(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    /// <summary>What a change comes to, worked out before anything is written.</summary>
    private sealed record Worked(PlanBook Book, ChangeByHand Changed, PlanReading Before, PlanReading Reading, PlanFigures Figures, IReadOnlyList<RecruitHere> Blocks, string CertificateHash, int DecisionsBefore)
    {
        public long MetresAdded(int row) => Reading.MetresOf(row) - Before.MetresOf(row);
    }

    public async Task<PlanChanged> Run(ChangePlanInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var motive = Check.Text(input.Motive, "motive", 3, 200);
        while (true)
        {
            // Outside of the transaction: other writers do not wait for a solver.
            var worked = await WorkOut(await Find(db.Plans.AsNoTracking(), input.PlanId, associationId, cancel), input, cancel);
            if (await transactions.Run(() => Keep(worked, input, associationId, motive, cancel), cancel) is { } changed) return changed;
            // Somebody else changed it meanwhile: worked out again, on top of theirs.
        }
    }

    private static async Task<Plan> Find(IQueryable<Plan> plans, PlanId id, AssociationId association, CancellationToken cancel)
    {
        var plan = await plans.SingleOrDefaultAsync(p => p.Id == id && p.AssociationId == association, cancel) ?? throw new Refusal(ErrorCode.NotFound, "planId");
        return plan.State == PlanState.Proposed ? plan : throw new InvalidTransitionException(nameof(Plan), plan.State, "be changed");
    }

    private async Task<Worked> WorkOut(Plan plan, ChangePlanInput input, CancellationToken cancel)
    {
        var (book, written) = (PlanBook.Read(plan.Book), await db.PlanDecisions.AsNoTracking().Where(d => d.PlanId == plan.Id).OrderBy(d => d.Sequence).ToListAsync(cancel));
        CheckPair(book, input);
        var before = SolvedBook.Of(book, ChoicesByHand.InForce(written), cancel);
        var wanted = ChoicesByHand.InForce(written, (input.RequestId, input.VolunteerId, input.Choice));
        var changed = book.Change(book.Problem(), before.Plan, wanted, cancel);
        if (!changed.IsPossible) throw new Refusal(ErrorCode.PlanChangeImpossible, "volunteerId");
        var reading = new PlanReading(new SolvedBook(book, changed.After, asOrdered: !wanted.Any(c => c.IsForced)));
        var was = plan.Figures!;
        return new(book, changed, new(before), reading, reading.Figures(was.RequestsServedWithout, was.ServedUnitsWithout, was.MetresWithout), reading.Blocks(), PlanBook.CertificateHash(changed.After), written.Count);
    }

    /// <returns>Null when the plan is no longer the one that was worked on.</returns>
    private async Task<PlanChanged?> Keep(Worked worked, ChangePlanInput input, AssociationId association, string motive, CancellationToken cancel)
    {
        await db.Lock(input.PlanId, cancel);
        var plan = await Find(db.Plans, input.PlanId, association, cancel);
        if (await db.PlanDecisions.CountAsync(d => d.PlanId == plan.Id, cancel) != worked.DecisionsBefore) return null;
        var changed = worked.Changed;
        // As the figures count: once for each visit, however long.
        var effects = changed.Changed.Select(c => new PlanEffect(new RequestId(worked.Book.Requests[c.Request].Id), c.UnitsLost, worked.MetresAdded(c.Request))).ToList();
        var metresAdded = effects.Sum(e => e.MetresAdded);
        db.PlanDecisions.Add(new PlanDecision
        {
            PlanId = plan.Id, Sequence = worked.DecisionsBefore + 1, RequestId = input.RequestId, VolunteerId = input.VolunteerId, Choice = input.Choice, Motive = motive,
            ByUserId = user.RequireSignedIn(), At = clock.Now(), UnitsLost = changed.UnitsLost, MetresAdded = metresAdded,
        });
        var lines = await db.PlanLines.Where(l => l.PlanId == plan.Id).OrderBy(l => l.Place).ToListAsync(cancel);
        for (var row = 0; row < lines.Count; row++) worked.Reading.Fill(lines[row], row);
        plan.Propose(worked.Figures, worked.Blocks, null, plan.InputHash!, worked.CertificateHash, clock.Now());
        return new PlanChanged(plan, changed.UnitsLost, metresAdded, effects);
    }

    private static void CheckPair(PlanBook book, ChangePlanInput input)
    {
        var (row, volunteer) = (book.PlaceOf(input.RequestId), book.PlaceOf(input.VolunteerId));
        if (row == book.Requests.Count) throw new Refusal(ErrorCode.NotFound, "requestId");
        if (volunteer == book.Volunteers.Count || !book.Requests[row].Row.Any(p => p.Volunteer == volunteer)) throw new Refusal(ErrorCode.PlanChangeImpossible, "volunteerId");
    }
}
