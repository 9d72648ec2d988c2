using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Instances;

/// <summary>An instance as a month to plan: the public order, the candidates, the numbers.</summary>
/// <param name="Order">The request behind each row.</param>
public sealed record Month(Instance Instance, int[] Order, CandidateSearch Search, PlanProblem Empty)
{
    public static Month Of(InstanceSpec spec) => Of(InstanceGenerator.Generate(spec));

    public static Month Of(Instance instance)
    {
        var order = PublicOrder.Of(instance);
        var none = new CandidateGraph(new int[order.Length + 1], [], [], instance.Volunteers.Length);
        return new(instance, order, new(instance), new(
            none, [.. order.Select(r => (byte)instance.Requests[r].Units)], [.. instance.Volunteers.Select(v => (byte)v.CapacityUnits)],
            [.. order.Select(r => Key(instance, 2 * r))], [.. instance.Volunteers.Select(v => Key(instance, 2 * v.Id + 1))]));
    }

    /// <summary>One visit of 60 or two of 30, as each volunteer says.</summary>
    public VisitLength[] Choices => [.. Instance.Volunteers.Select(v => v.Prefers60 ? VisitLength.Sixty : VisitLength.Thirty)];

    public PlanProblem Nearest(int count) => Empty.With(Search.Nearest(Order, count));

    public PlanProblem NearestAndSampled(int depth = CandidatePolicy.DefaultDepth) => Empty.With(
        CandidateGraph.Of([.. Enumerable.Range(0, Order.Length).Select(row => Candidates(row, depth))], Empty.Volunteers));

    /// <summary>A source for <see cref="Deepening"/>.</summary>
    public IReadOnlyList<(int Volunteer, int Decametres)> Candidates(int row, int depth) =>
        CandidatePolicy.Pick(Search.Pool(Order[row]), depth, Empty.RequestKeys[row], Empty.VolunteerKeys);

    /// <summary>Kilometres of a table of half-hours for each visit, without those by phone.</summary>
    public double KilometresPerVisit(int[] at)
    {
        var (metres, visits) = (0L, 0);
        for (var row = 0; row < Order.Length; row++)
        {
            var request = Instance.Requests[Order[row]];
            if (request.Mode == MeetingKind.Phone) continue;
            foreach (var v in new[] { at[2 * row], at[2 * row + 1] }.Where(v => v >= 0).Distinct())
            {
                metres += CandidateSearch.Metres(request, Instance.Volunteers[v]);
                visits++;
            }
        }
        return visits == 0 ? 0 : metres / 1000.0 / visits;
    }

    private static ulong Key(Instance instance, int number) =>
        (ulong)PublicHash.TieOf((ulong)number, instance.Header.Seed + 0x9E3779B9, 63);
}
