using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Instances;

/// <summary>Eligible volunteers around a request, nearest first: a grid of one-kilometre cells stands in for the geographic index.</summary>
public sealed class CandidateSearch
{
    /// <summary>"All eligible" means at most this many, the nearest.</summary>
    public const int PoolLimit = 500;

    /// <summary>By phone distance only breaks ties: a twentieth.</summary>
    private const int PhoneDivisor = 20;
    private const int Cell = 1_000;
    private const int FarthestVisit = 20_000;
    private const int FarthestCall = 60_000;
    private readonly Instance _instance;
    private readonly int _side;
    private readonly int[] _offsets;
    private readonly int[] _members;

    public CandidateSearch(Instance instance)
    {
        _instance = instance;
        var places = instance.Requests.Select(r => Math.Max(r.X, r.Y)).Concat(instance.Volunteers.Select(v => Math.Max(v.X, v.Y)));
        _side = places.DefaultIfEmpty(0).Max() / Cell + 1;
        _offsets = new int[_side * _side + 1];
        foreach (var v in instance.Volunteers) _offsets[CellOf(v) + 1]++;
        for (var i = 1; i < _offsets.Length; i++) _offsets[i] += _offsets[i - 1];
        _members = new int[instance.Volunteers.Length];
        var next = _offsets.ToArray();
        foreach (var v in instance.Volunteers) _members[next[CellOf(v)]++] = v.Id;
    }

    /// <summary>Distance that counts in decametres, or -1 when a rule forbids the pair.</summary>
    public static int Decametres(InstanceRequest r, InstanceVolunteer v)
    {
        if ((v.Skills >> r.Skill & 1) == 0 || (v.Languages >> r.Language & 1) == 0 || (v.Slots & r.Slots) == 0
            || ((int)v.Traits & r.Constraints) != r.Constraints || r.Units > v.CapacityUnits) return -1;
        var way = r.Mode switch
        {
            MeetingKind.Home => Trait.AtHome,
            MeetingKind.Public => Trait.InPublic,
            MeetingKind.Phone => Trait.ByPhone,
        };
        if ((v.Traits & way) == 0) return -1;
        var metres = Metres(r, v);
        if (r.Mode == MeetingKind.Phone) return metres / 10 / PhoneDivisor;
        return metres <= v.Radius ? metres / 10 : -1;
    }

    public static int Metres(InstanceRequest r, InstanceVolunteer v)
    {
        long dx = r.X - v.X, dy = r.Y - v.Y;
        return (int)Math.Sqrt(dx * dx + dy * dy);
    }

    /// <summary>Eligible volunteers of one request, nearest first (ties by id), at most <paramref name="limit"/>.</summary>
    public List<(int Volunteer, int Decametres)> Pool(int request, int limit = PoolLimit)
    {
        var r = _instance.Requests[request];
        var found = new List<(int Volunteer, int Decametres)>();
        var farthest = (r.Mode == MeetingKind.Phone ? FarthestCall : FarthestVisit) / Cell;
        for (var ring = 0; ring <= farthest; ring++)
        {
            Ring(r, ring, found);
            // Whoever is in a farther ring is at least (ring) cells away, so the nearest are complete.
            if (found.Count >= limit && found.Count(f => Metres(r, _instance.Volunteers[f.Volunteer]) <= ring * Cell) >= limit) break;
        }
        found.Sort((a, b) => a.Decametres != b.Decametres ? a.Decametres.CompareTo(b.Decametres) : a.Volunteer.CompareTo(b.Volunteer));
        if (found.Count > limit) found.RemoveRange(limit, found.Count - limit);
        return found;
    }

    /// <summary>Rows in the given order of requests, each the nearest <paramref name="count"/>.</summary>
    public CandidateGraph Nearest(IReadOnlyList<int> order, int count) =>
        CandidateGraph.Of([.. order.Select(r => Pool(r, count))], _instance.Volunteers.Length);

    private void Ring(InstanceRequest r, int ring, List<(int, int)> found)
    {
        var (cx, cy) = (r.X / Cell, r.Y / Cell);
        for (var x = Math.Max(0, cx - ring); x <= Math.Min(_side - 1, cx + ring); x++)
        {
            var step = Math.Abs(x - cx) == ring ? 1 : Math.Max(1, 2 * ring);
            for (var y = cy - ring; y <= cy + ring; y += step)
                if (y >= 0 && y < _side) Collect(r, x * _side + y, found);
        }
    }

    private void Collect(InstanceRequest r, int cell, List<(int, int)> found)
    {
        for (var i = _offsets[cell]; i < _offsets[cell + 1]; i++)
            if (Decametres(r, _instance.Volunteers[_members[i]]) is >= 0 and var dam) found.Add((_members[i], dam));
    }

    private int CellOf(InstanceVolunteer v) => v.X / Cell * _side + v.Y / Cell;
}
