namespace CyberVoisins.Core.Matching.Plan;

/// <summary>The half-hours of each volunteer, side by side in one array; taken ones come first.</summary>
internal sealed class Seats
{
    private readonly int[] _first;
    private readonly int[] _volunteer;
    private readonly int[] _request;
    private readonly int[] _edge;
    private readonly int[] _taken;

    public Seats(byte[] capacity)
    {
        _first = new int[capacity.Length + 1];
        for (var v = 0; v < capacity.Length; v++) _first[v + 1] = _first[v] + capacity[v];
        (_volunteer, _request, _edge) = (new int[_first[^1]], new int[_first[^1]], new int[_first[^1]]);
        _taken = new int[capacity.Length];
        for (var v = 0; v < capacity.Length; v++) Array.Fill(_volunteer, v, _first[v], capacity[v]);
    }

    /// <summary>The first seat of each volunteer, and after the last one the number of seats.</summary>
    public int[] Firsts => _first;

    public int First(int volunteer) => _first[volunteer];

    public int FirstFree(int volunteer) => _first[volunteer] + _taken[volunteer];

    public bool HasRoom(int volunteer) => _taken[volunteer] < _first[volunteer + 1] - _first[volunteer];

    public int Volunteer(int seat) => _volunteer[seat];

    public int Request(int seat) => _request[seat];

    public int Edge(int seat) => _edge[seat];

    /// <summary>A free seat, counted as taken from now on.</summary>
    public int Open(int volunteer) => _first[volunteer] + _taken[volunteer]++;

    public void Sit(int seat, int request, int edge) => (_request[seat], _edge[seat]) = (request, edge);

    public IEnumerable<(int Request, int Edge)> Taken()
    {
        for (var v = 0; v < _taken.Length; v++)
            for (var seat = _first[v]; seat < _first[v] + _taken[v]; seat++) yield return (_request[seat], _edge[seat]);
    }
}
