namespace CyberVoisins.Core.Matching.Plan;

/// <summary>The nearest first: a heap of four children a node, entries may repeat.</summary>
internal sealed class VolunteerQueue
{
    private (long Distance, int Volunteer)[] _heap = new (long, int)[256];
    private int _count;

    public void Clear() => _count = 0;

    public void Push(long distance, int volunteer)
    {
        if (_count == _heap.Length) Array.Resize(ref _heap, 2 * _count);
        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 2;
            if (_heap[parent].Distance <= distance) break;
            _heap[at] = _heap[parent];
            at = parent;
        }
        _heap[at] = (distance, volunteer);
    }

    public bool TryPop(out long distance, out int volunteer)
    {
        if (_count == 0)
        {
            (distance, volunteer) = (0, 0);
            return false;
        }
        (distance, volunteer) = _heap[0];
        var last = _heap[--_count];
        Sink(last);
        return true;
    }

    private void Sink((long Distance, int Volunteer) last)
    {
        var at = 0;
        while (true)
        {
            var first = 4 * at + 1;
            if (first >= _count) break;
            var least = first;
            for (var child = first + 1; child < Math.Min(first + 4, _count); child++)
                if (_heap[child].Distance < _heap[least].Distance) least = child;
            if (_heap[least].Distance >= last.Distance) break;
            _heap[at] = _heap[least];
            at = least;
        }
        _heap[at] = last;
    }
}
