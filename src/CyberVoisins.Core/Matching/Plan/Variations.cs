namespace CyberVoisins.Core.Matching.Plan;

/// <summary>The same month, changed in one point: what a "what if" plans again.</summary>
public static class Variations
{
    /// <summary>Another public order: row i becomes what row <paramref name="order"/>[i] was.</summary>
    public static PlanProblem InOrder(this PlanProblem problem, IReadOnlyList<int> order) => new(
        CandidateGraph.Of([.. order.Select(problem.CandidatesOf)], problem.Volunteers),
        [.. order.Select(r => problem.Units[r])], problem.Capacity, [.. order.Select(r => problem.RequestKeys[r])], problem.VolunteerKeys);

    /// <summary>The request ranks just before another; everybody else as before.</summary>
    public static IReadOnlyList<int> OrderWith(this PlanProblem problem, int request, int before)
    {
        var order = Enumerable.Range(0, problem.Requests).Where(r => r != request).ToList();
        order.Insert(order.IndexOf(before), request);
        return order;
    }

    /// <summary>One more volunteer, numbered last.</summary>
    /// <param name="helps">Requests and distances in decametres.</param>
    public static PlanProblem WithNewcomer(
        this PlanProblem problem, byte capacity, ulong key, IReadOnlyCollection<(int Request, int Decametres)> helps)
    {
        var byRequest = helps.ToDictionary(h => h.Request, h => h.Decametres);
        var rows = Enumerable.Range(0, problem.Requests).Select(r => byRequest.TryGetValue(r, out var away)
            ? [.. problem.CandidatesOf(r), (problem.Volunteers, away)]
            : problem.CandidatesOf(r));
        return new(
            CandidateGraph.Of([.. rows], problem.Volunteers + 1), problem.Units, [.. problem.Capacity, capacity],
            problem.RequestKeys, [.. problem.VolunteerKeys, key]);
    }

    /// <summary>Other candidates for some requests.</summary>
    public static PlanProblem WithCandidates(
        this PlanProblem problem, IReadOnlyDictionary<int, IReadOnlyList<(int Volunteer, int Decametres)>> rows) => problem.With(
            CandidateGraph.Of(
                [.. Enumerable.Range(0, problem.Requests).Select(r => rows.GetValueOrDefault(r) ?? problem.CandidatesOf(r))],
                problem.Volunteers));

    public static IReadOnlyList<(int Volunteer, int Decametres)> CandidatesOf(this PlanProblem problem, int request)
    {
        var (first, end) = (problem.Graph.Offsets[request], problem.Graph.Offsets[request + 1]);
        return [.. Enumerable.Range(first, end - first).Select(e => (problem.Graph.To[e], problem.Graph.Decametres[e]))];
    }
}
