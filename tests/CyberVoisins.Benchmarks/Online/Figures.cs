namespace CyberVoisins.Benchmarks.Online;

/// <summary>What three months came to.</summary>
public sealed class Figures(ThreeMonths months)
{
    private readonly List<(Incoming Request, int Wait, int? Metres)> _visits = [];
    private readonly List<int> _gave = []; // by volunteer
    private readonly Dictionary<Func<Incoming, bool>, bool[]> _around = [];
    private readonly Dictionary<int, (int Visits, bool Repeated)> _residents = [];
    private readonly bool[] _served = new bool[months.Requests.Length];
    private int _asked;

    public int Offers { get; set; }
    public int WastedYes { get; set; }
    public int Served { get; private set; }

    /// <summary>Half-hours.</summary>
    public int Units { get; private set; }

    public void Serve(int request, int waitMinutes, Could could, bool sameAgain)
    {
        var asked = months.Requests[request];
        _served[request] = true;
        Served++;
        Units += asked.Asked.Units;
        _visits.Add((asked, waitMinutes, could.Metres));
        var (visits, repeated) = _residents.GetValueOrDefault(asked.Resident);
        _residents[asked.Resident] = (visits + 1, repeated || sameAgain);
    }

    /// <param name="asks">By month.</param>
    public void Gave(int minutes, int[] asks)
    {
        _gave.Add(minutes);
        if (asks.Sum() > 0) _asked++;
        MostAsks = Math.Max(MostAsks, asks.Max());
    }

    /// <summary>Offers to one volunteer in one month.</summary>
    public int MostAsks { get; private set; }

    /// <summary>Percent of the half-hours asked for.</summary>
    public double ServedPercent(Func<Incoming, bool> of)
    {
        var (served, all) = (0, 0);
        for (var r = 0; r < _served.Length; r++)
            if (of(months.Requests[r]))
            {
                all += months.Requests[r].Asked.Units;
                if (_served[r]) served += months.Requests[r].Asked.Units;
            }
        return 100.0 * served / Math.Max(1, all);
    }

    /// <summary>Among the served.</summary>
    public double WaitHours(int percentile, Func<Incoming, bool>? of = null)
    {
        var waits = Waits(of);
        return waits.Count == 0 ? 0 : waits[Math.Min(waits.Count - 1, waits.Count * percentile / 100)] / 60.0;
    }

    /// <summary>Mean of the tenth who waited longest, among the served.</summary>
    public double WorstTenthHours(Func<Incoming, bool>? of = null)
    {
        var waits = Waits(of);
        return waits.Skip(waits.Count * 9 / 10).DefaultIfEmpty(0).Average() / 60;
    }

    /// <summary>Help by phone does not count.</summary>
    public double KilometresAVisit(Func<Incoming, bool>? of = null) =>
        _visits.Where(v => v.Metres is not null && (of is null || of(v.Request))).Select(v => v.Metres!.Value).DefaultIfEmpty(0).Average() / 1000;

    private List<int> Waits(Func<Incoming, bool>? of) => [.. _visits.Where(v => of is null || of(v.Request)).Select(v => v.Wait).Order()];

    public double OffersAServed => (double)Offers / Math.Max(1, Served);
    public double WastedPercent => 100.0 * WastedYes / Math.Max(1, Served);
    public double AskedPercent => 100.0 * _asked / Math.Max(1, months.Volunteers);

    /// <summary>Of residents with two visits or more, those who saw the same neighbour again.</summary>
    public double RepeatedPercent
    {
        get
        {
            var several = _residents.Values.Where(r => r.Visits >= 2).ToList();
            return several.Count == 0 ? 0 : 100.0 * several.Count(r => r.Repeated) / several.Count;
        }
    }

    /// <summary>Of the minutes given by each volunteer: 0 when all give the same, towards 1 when one gives all.</summary>
    /// <param name="of">Only volunteers most of whose possible requests are such.</param>
    public double Gini(Func<Incoming, bool>? of = null)
    {
        var gave = (of is null ? _gave : _gave.Where((_, volunteer) => Around(of)[volunteer])).Order().ToList();
        double sum = gave.Sum(g => (double)g), weighted = gave.Select((g, i) => (i + 1.0) * g).Sum();
        return sum == 0 ? 0 : 2 * weighted / (gave.Count * sum) - (gave.Count + 1.0) / gave.Count;
    }

    private bool[] Around(Func<Incoming, bool> of)
    {
        if (_around.TryGetValue(of, out var known)) return known;
        var (such, all) = (new int[months.Volunteers], new int[months.Volunteers]);
        foreach (var request in months.Requests)
            foreach (var could in request.Candidates)
            {
                all[could.Volunteer]++;
                if (of(request)) such[could.Volunteer]++;
            }
        return _around[of] = [.. such.Select((count, volunteer) => 2 * count > all[volunteer])];
    }
}
