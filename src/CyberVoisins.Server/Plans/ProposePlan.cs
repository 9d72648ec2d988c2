using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Plans;

/// <summary>A coordinator asks for the plan of a month; it is computed aside, and nobody is asked anything until a person accepts it.</summary>
/// <param name="Month">As 202612: this calendar month or the next.</param>
public sealed record ProposePlanInput(int Month);

internal sealed class ProposePlan(AppDb db, Transactions transactions, CurrentUser user, Rulesets.CurrentRules rules, TimeProvider clock)
{
    public Task<Plan> Run(ProposePlanInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == associationId, cancel);
            var current = MinutesLedger.MonthOf(clock.Now(), association.Zone);
            if (input.Month != current && (input.Month % 100 is < 1 or > 12 || MinutesLedger.MonthBefore(input.Month) != current))
                throw new Refusal(ErrorCode.InvalidMonth, "month", current, MinutesLedger.MonthAfter(current));
            if (await db.Plans.AnyAsync(p => p.AssociationId == associationId && p.State == PlanState.Computing, cancel))
                throw new InvalidTransitionException(nameof(Plan), PlanState.Computing, "be proposed");
            var plan = new Plan
            {
                Id = clock.NewId<PlanId>(), AssociationId = associationId, Month = input.Month, ByUserId = user.RequireSignedIn(), CreatedAt = clock.Now(),
                RulesetVersion = (await rules.Of(association, cancel)).Version,
            };
            db.Plans.Add(plan); // asked for twice at once: the second finds the key taken, reads again, and is refused
            return plan;
        }, cancel);
    }
}

/// <summary>A plan that is not wanted; one under way stops being computed.</summary>
internal sealed class DiscardPlan(AppDb db, Transactions transactions, CurrentUser user, TimeProvider clock)
{
    public Task<Plan> Run(PlanId id, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        return transactions.Run(async () =>
        {
            await db.Lock(id, cancel);
            var plan = await db.Plans.SingleOrDefaultAsync(p => p.Id == id && p.AssociationId == associationId, cancel) ?? throw new Refusal(ErrorCode.NotFound, "planId");
            plan.Discard(clock.Now());
            return plan;
        }, cancel);
    }
}
