namespace CyberVoisins.Core.Matching.Plan;
internal static class FlexibleHours { public static MonthPlan Solve(PlanProblem m, IProgress<PlanProgress>? p, CancellationToken c) => throw new NotSupportedException(); }
