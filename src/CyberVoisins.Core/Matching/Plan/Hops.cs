namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// For each volunteer a lower bound on how many moves separate it from time left; it only grows (the labels of
/// push-relabel, Goldberg and Tarjan, 1988). When no volunteer is exactly k moves away, nobody farther than k has a way.
/// </summary>
internal sealed class Hops
{
    public const int NoWay = int.MaxValue;
    private readonly int[] _first;
    private readonly int[] _ofSeat;
    private readonly int[] _of;
    private readonly int[] _count;

    /// <param name="first">The first seat of each volunteer, and after the last one the number of seats.</param>
    public Hops(int[] first)
    {
        (_first, _of, _ofSeat) = (first, new int[first.Length - 1], new int[first[^1]]);
        _count = new int[first[^1] + 2];
        for (var v = 0; v < _of.Length; v++)
        {
            if (first[v] == first[v + 1]) _of[v] = NoWay;
            else _count[0]++;
        }
    }

    public int this[int volunteer] => _of[volunteer];

    /// <summary>The seat to take at a full volunteer: the nearest to time left.</summary>
    public int Nearest(int volunteer)
    {
        var nearest = _first[volunteer];
        for (var seat = nearest + 1; seat < _first[volunteer + 1]; seat++)
            if (_ofSeat[seat] < _ofSeat[nearest]) nearest = seat;
        return nearest;
    }

    /// <summary>A seat changes hands: whoever takes it has other ways of at least so many moves.</summary>
    public void Raise(int seat, int volunteer, int otherWays)
    {
        var others = otherWays;
        for (var other = _first[volunteer]; other < _first[volunteer + 1]; other++)
            if (other != seat) others = Math.Min(others, _ofSeat[other]);
        _ofSeat[seat] = others == NoWay ? NoWay : others + 1;
        var lowest = _ofSeat[seat];
        for (var other = _first[volunteer]; other < _first[volunteer + 1]; other++) lowest = Math.Min(lowest, _ofSeat[other]);
        Move(volunteer, lowest);
    }

    private void Move(int volunteer, int hops)
    {
        var before = _of[volunteer];
        if (hops == before) return;
        _of[volunteer] = hops;
        if (hops != NoWay) _count[hops]++;
        if (--_count[before] == 0) CutBeyond(before);
    }

    private void CutBeyond(int gap)
    {
        for (var v = 0; v < _of.Length; v++)
        {
            if (_of[v] <= gap || _of[v] == NoWay) continue;
            _count[_of[v]]--;
            _of[v] = NoWay;
        }
    }
}
