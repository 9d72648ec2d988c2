using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Core.Matching.Equity;

/// <summary>One month under one rule, in the solver's numbers and back.</summary>
internal sealed class Replayed
{
    private readonly Dictionary<RequestId, IReadOnlyList<EligibleNeighbour>> eligible;
    private readonly Dictionary<VolunteerId, int> number;
    private readonly PastMonth month;
    private readonly EquityRule rule;

    public Replayed(PastMonth month, EquityRule rule, CancellationToken cancellation)
    {
        (this.month, this.rule) = (month, rule);
        number = month.Volunteers.Select((v, index) => (v.Id, index)).ToDictionary(x => x.Id, x => x.index);
        eligible = month.Requests.ToDictionary(r => r.Waiting.Id, Allowed);
        Order = PublicOrder.Of(rule, month.Requests.Select(r => r.Waiting), month.Salt);
        Problem = AsProblem();
        At = Solve(cancellation);
        Outcome = Read();
    }

    public IReadOnlyList<Placed> Order { get; }
    public PlanProblem Problem { get; }

    /// <summary>Positions 2r and 2r + 1: the volunteers of the half-hours of the request in place r + 1, or <see cref="UnitPlan.Nobody"/>.</summary>
    public int[] At { get; }

    public RuleOutcome Outcome { get; }

    private int[] Solve(CancellationToken cancellation) =>
        MonthPlanner.Solve(Problem, month.Durations, [.. month.Volunteers.Select(v => v.Gives)], null, cancellation).At;

    /// <summary>Within the travel cap, and with time for such a visit, or for a part of it when it may be split.</summary>
    private IReadOnlyList<EligibleNeighbour> Allowed(PastRequest request) =>
    [
        .. request.Eligible.Where(e => (e.Metres is not { } metres || rule.TravelCapMetres is not { } cap || metres <= cap)
            && CanGive(month.Volunteers[number[e.Volunteer]], request.Waiting.Minutes)),
    ];

    private bool CanGive(PastVolunteer volunteer, int minutes) => month.Durations switch
    {
        Durations.MayBeSplit => volunteer.HalfHours > 0, // half an hour is worth having: somebody else may give the other
        Durations.Flexible => volunteer.HalfHours * 30 >= minutes,
        Durations.VolunteersChoose => volunteer.HalfHours * 30 >= minutes && volunteer.Gives == (minutes == 60 ? VisitLength.Sixty : VisitLength.Thirty),
    };

    private PlanProblem AsProblem()
    {
        var rows = Order.Select(p => (IReadOnlyList<(int, int)>)
            [.. eligible[p.Request.Id].Select(e => (number[e.Volunteer], (e.Metres ?? 0) / 10))]).ToList();
        return new(
            CandidateGraph.Of(rows, month.Volunteers.Count),
            [.. Order.Select(p => (byte)(p.Request.Minutes / 30))],
            [.. month.Volunteers.Select(v => v.HalfHours)],
            [.. Order.Select(p => p.TieHash)],
            [.. month.Volunteers.Select(v => PublicHash.KeyOf(v.Id.Value, month.Salt))]);
    }

    /// <summary>Everybody whom the request reaches, directly or by exchanges, with the requests that hold them.</summary>
    public FullBlock BlockOf(int row)
    {
        var heldBy = Enumerable.Range(0, At.Length).Where(i => At[i] != UnitPlan.Nobody).ToLookup(i => At[i], i => i / 2);
        HashSet<int> helpers = [], requests = [row];
        for (var todo = new Queue<int>([row]); todo.TryDequeue(out var request);)
            for (var e = Problem.Graph.Offsets[request]; e < Problem.Graph.Offsets[request + 1]; e++)
                if (helpers.Add(Problem.Graph.To[e]))
                    foreach (var holder in heldBy[Problem.Graph.To[e]].Where(requests.Add)) todo.Enqueue(holder);
        requests.Remove(row);
        var full = helpers.All(v => heldBy[v].Count() == Usable(month.Volunteers[v]));
        return new(helpers.Count, helpers.Sum(v => heldBy[v].Count()), requests.Count, full && requests.All(r => r < row));
    }

    /// <summary>Whoever gives visits of 60 cannot give an odd half-hour.</summary>
    private int Usable(PastVolunteer volunteer) =>
        month.Durations == Durations.VolunteersChoose && volunteer.Gives == VisitLength.Sixty ? volunteer.HalfHours / 2 * 2 : volunteer.HalfHours;

    private RuleOutcome Read()
    {
        var given = Order.SelectMany((p, row) => At[(2 * row)..(2 * row + 2)]
            .Where(v => v != UnitPlan.Nobody)
            .Select(v => (Request: p.Request.Id, Volunteer: month.Volunteers[v].Id))).ToList();
        var halfHours = given.CountBy(g => g.Request).ToDictionary();
        var served = Order.Select(p => p.Request).Where(r => halfHours.GetValueOrDefault(r.Id) * 30 == r.Minutes).Select(r => r.Id).ToHashSet();
        var nobody = Order.Select(p => p.Request.Id).Where(id => eligible[id].Count == 0).ToHashSet();
        var visits = given.Where(g => served.Contains(g.Request)).Distinct().ToList();
        return new(
            rule, Order, served,
            Order.Select(p => p.Request.Id).Where(id => !served.Contains(id) && !nobody.Contains(id)).ToHashSet(),
            nobody, given.Count, given.Sum(g => Metres(g.Request, g.Volunteer)), visits.Count, visits.Sum(v => Metres(v.Request, v.Volunteer)),
            Envy.Of([.. Order.Select(p => p.Request)], id => eligible[id].Select(e => e.Volunteer), given));
    }

    private long Metres(RequestId request, VolunteerId volunteer) => eligible[request].First(e => e.Volunteer == volunteer).Metres ?? 0;
}
