namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// A month to plan, in half-hours. Requests are given in the public order: row 0 of the graph ranks first. All
/// integers; the same content gives the same plan whatever the numbering of volunteers or the order of the edges.
/// </summary>
public sealed class PlanProblem
{
    /// <summary>A decametre weighs 2^34, more than all the tie-breaks of a plan together.</summary>
    public const int ScaleBits = 34;

    /// <summary>Tie-breaks lie between 0 and 2^16 - 1 for each half-hour.</summary>
    public const int TieBits = 16;

    /// <summary>2^18 half-hours x 2^16 of tie-break = one decametre: ties never outweigh a distance.</summary>
    public const int MaximumUnits = 1 << (ScaleBits - TieBits);

    /// <summary>A price is at most one detour by every volunteer; twice that still fits in 63 bits.</summary>
    private const long MaximumDetour = 1L << (62 - ScaleBits);

    /// <param name="units">Half-hours asked, 1 or 2, for each request.</param>
    /// <param name="capacity">Half-hours left this month, for each volunteer.</param>
    /// <param name="requestKeys">A public number for each request (<see cref="PublicHash.KeyOf"/>): it breaks ties of distance.</param>
    /// <param name="volunteerKeys">The same for volunteers.</param>
    public PlanProblem(CandidateGraph graph, byte[] units, byte[] capacity, ulong[] requestKeys, ulong[] volunteerKeys)
    {
        if (units.Length != graph.Requests || requestKeys.Length != graph.Requests)
            throw new ArgumentException("Units and keys must be given for each request.", nameof(units));
        if (capacity.Length != graph.Volunteers || volunteerKeys.Length != graph.Volunteers)
            throw new ArgumentException("Capacities and keys must be given for each volunteer.", nameof(capacity));
        if (units.Any(u => u is < 1 or > 2)) throw new ArgumentException("A request asks one or two half-hours.", nameof(units));
        if (graph.Decametres.Any(d => d < 0)) throw new ArgumentException("A distance is 0 or more.", nameof(graph));
        (Graph, Units, Capacity, RequestKeys, VolunteerKeys) = (graph, units, capacity, requestKeys, volunteerKeys);
        CheckBounds();
    }

    public CandidateGraph Graph { get; }

    public byte[] Units { get; }

    public byte[] Capacity { get; }

    public ulong[] RequestKeys { get; }

    public ulong[] VolunteerKeys { get; }

    public int Requests => Graph.Requests;

    public int Volunteers => Graph.Volunteers;

    /// <summary>What one half-hour on this edge costs: decametres first, then the public tie-break.</summary>
    public long CostOf(int request, int edge) =>
        ((long)Graph.Decametres[edge] << ScaleBits) + PublicHash.TieOf(RequestKeys[request], VolunteerKeys[Graph.To[edge]], TieBits);

    /// <summary>The whole decametres of a cost.</summary>
    public static int DecametresOf(long cost) => (int)(cost >> ScaleBits);

    /// <summary>The tie-break of a cost.</summary>
    public static long TiesOf(long cost) => cost & ((1L << ScaleBits) - 1);

    /// <summary>The same month with other candidates: the same people otherwise.</summary>
    public PlanProblem With(CandidateGraph graph) => new(graph, Units, Capacity, RequestKeys, VolunteerKeys);

    public PlanProblem With(byte[] capacity) => new(Graph, Units, capacity, RequestKeys, VolunteerKeys);

    private void CheckBounds()
    {
        var asked = Units.Sum(u => (long)u);
        if (asked > MaximumUnits) throw new PlanTooLargeException($"{asked} half-hours are asked; a plan holds at most {MaximumUnits}.");
        var farthest = Graph.Decametres.DefaultIfEmpty(0).Max();
        if ((Volunteers + 1L) * (farthest + 1L) > MaximumDetour)
            throw new PlanTooLargeException($"{Volunteers} volunteers up to {farthest} decametres away are too many for one plan.");
    }
}
