namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Whole visits of 30 and 60 minutes when volunteers take either; NP-hard, so near the optimum with a proven bound.
/// The plan with visits of 60 that may be split is exact and bounds every whole one. Its split visits are made whole
/// along their trails, moving visits of 30 out of the way; then both durations are planned again, exactly, in the time
/// that the other leaves. See shared/design/matching.md, section 1, "Rounding".
/// </summary>
internal static class FlexibleHours
{
    /// <summary>Each round plans both layers again.</summary>
    private const int Rounds = 8;

    public static MonthPlan Solve(PlanProblem month, IProgress<PlanProgress>? progress, CancellationToken cancellation)
    {
        var relaxed = OnePass.Solve(month, progress, cancellation);
        var best = TwoLayers.Of(month, Rounded(month, relaxed), cancellation);
        for (var pass = 0; pass < 2 && best.Units < relaxed.Units; pass++)
        {
            best = Improve(best, Math.Min((best.ThirtyLost + 1) / 2, 4 * (relaxed.Units - best.Units)), HourMove.ToWin, cancellation);
            best = Improve(best, relaxed.Units - best.Units, HourMove.ToFill, cancellation);
        }
        best = Improve(best, Math.Max(16, month.Requests / 60), HourMove.ToShorten, cancellation);
        return MonthPlanner.Merge(
            Durations.Flexible, month, [best.Sixty, best.Thirty], [best.SixtyPlan, best.ThirtyPlan], relaxed.Units);
    }

    /// <param name="most">Moves to try at once; fewer after a try that made nothing better.</param>
    private static TwoLayers Improve(TwoLayers best, int most, Func<TwoLayers, int, byte[]?> moves, CancellationToken cancellation)
    {
        for (var round = 0; round < Rounds && most > 0 && moves(best, most) is { } moved; round++)
        {
            var tried = TwoLayers.Of(best.Month, moved, cancellation);
            if (tried.IsBetterThan(best)) best = tried;
            else most /= 4;
        }
        return best;
    }

    /// <summary>Visits of 60 at each volunteer once none is split.</summary>
    private static byte[] Rounded(PlanProblem month, UnitPlan relaxed)
    {
        var visits = new WholeVisits(month);
        var lost = new List<int>();
        for (var r = 0; r < month.Requests; r++)
        {
            if (month.Units[r] == 1 && relaxed.ServedUnits(r) == 1) visits.PlaceThirty(r, relaxed.At[2 * r]);
            else if (month.Units[r] == 2 && relaxed.ServedUnits(r) < 2) lost.Add(r); // a lone half is no visit
            else if (month.Units[r] == 2 && !relaxed.IsSplit(r)) visits.Sixties[relaxed.At[2 * r]]++;
        }
        foreach (var trail in Trail.Of(month, relaxed))
            if (!MakeWhole(month, visits, trail)) lost.AddRange(trail.Visits);
        foreach (var r in lost.Order()) Insert(month, visits, r);
        return visits.Sixties;
    }

    /// <summary>All to the right or all to the left, whichever adds less; only the last volunteer needs room.</summary>
    private static bool MakeWhole(PlanProblem month, WholeVisits visits, Trail trail)
    {
        foreach (var v in trail.Volunteers.Skip(1).SkipLast(1)) visits.Sixties[v]++;
        var right = Try(month, visits, trail, right: true);
        var left = Try(month, visits, trail, right: false);
        if (right is not null || left is not null)
        {
            visits.MakeRoomForSixty((left ?? long.MaxValue) < (right ?? long.MaxValue) ? trail.Volunteers[0] : trail.Volunteers[^1]);
            return true;
        }
        foreach (var v in trail.Volunteers.Skip(1).SkipLast(1)) visits.Sixties[v]--;
        return false;
    }

    private static long? Try(PlanProblem month, WholeVisits visits, Trail trail, bool right)
    {
        var end = right ? trail.Volunteers[^1] : trail.Volunteers[0];
        if (visits.MakeRoomForSixty(end) is not { } added) return null;
        visits.Withdraw(end, visits.LastMoves);
        return added + 2 * trail.Decametres(month.Graph, right);
    }

    private static void Insert(PlanProblem month, WholeVisits visits, int request)
    {
        var (best, place) = (long.MaxValue, UnitPlan.Nobody);
        for (var e = month.Graph.Offsets[request]; e < month.Graph.Offsets[request + 1]; e++)
        {
            var v = month.Graph.To[e];
            if (month.Capacity[v] - 2 * visits.Sixties[v] < 2 || visits.MakeRoomForSixty(v) is not { } added) continue;
            visits.Withdraw(v, visits.LastMoves);
            if (added + 2L * month.Graph.Decametres[e] < best) (best, place) = (added + 2L * month.Graph.Decametres[e], v);
        }
        if (place != UnitPlan.Nobody) visits.MakeRoomForSixty(place);
    }
}
