using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core.Matching;

namespace CyberVoisins.Benchmarks.Online;

/// <summary>
/// Three months, event by event, in whole minutes: requests come in, neighbours are asked, answer or do not. Points,
/// rings and the number of places are the product's own code; the rules are kept as integers (<see cref="FastRules"/>).
/// </summary>
public sealed class Simulation
{
    private enum Kind { Arrives, Together, Answers, Expires, Wakes, GivesUp, NewMonth }

    private sealed class Search
    {
        public int Pending { get; set; }
        public int Expired { get; set; }
        public bool Closed { get; set; }
        public List<Asked> Offers { get; } = [];
    }

    private sealed record Asked(int Request, Could Could, Reply Reply)
    {
        public bool Pending { get; set; } = true;
    }

    private readonly ThreeMonths _months;
    private readonly Way _way;
    private readonly People _people;
    private readonly Search[] _searches;
    private readonly Helper[] _helpers;
    private readonly PriorityQueue<(Kind Kind, int Id, Asked? Offer), (int At, int Order)> _events = new();
    private readonly Figures _figures;
    private readonly List<int> _together = [];
    private int _now, _order;

    private Simulation(ThreeMonths months, Way way, People people)
    {
        (_months, _way, _people) = (months, way, people);
        _searches = [.. months.Requests.Select(_ => new Search())];
        _helpers = [.. Enumerable.Range(0, months.Volunteers).Select(_ => new Helper())];
        _figures = new(months);
    }

    public static Figures Run(ThreeMonths months, Way way, People people)
    {
        var simulation = new Simulation(months, way, people);
        for (var month = 1; month < ThreeMonths.MonthsWithTail; month++) simulation.Plan(month * 30 * People.Day, Kind.NewMonth, 0);
        for (var r = 0; r < months.Requests.Length; r++) simulation.Plan(months.Requests[r].Asked.ArrivalMinute, Kind.Arrives, r);
        simulation.Play();
        foreach (var helper in simulation._helpers) simulation._figures.Gave(helper.Used.Sum(), helper.Asks);
        return simulation._figures;
    }

    private int Month => _now / (30 * People.Day);

    private void Plan(int at, Kind kind, int id, Asked? offer = null) => _events.Enqueue((kind, id, offer), (at, _order++));

    private void Play()
    {
        while (_events.TryDequeue(out var next, out var when) && when.At < ThreeMonths.MonthsWithTail * 30 * People.Day)
        {
            _now = when.At;
            switch (next.Kind)
            {
                case Kind.Arrives: Arrive(next.Id); break;
                case Kind.Together: AskTogether(); break;
                case Kind.Answers: Answer(next.Offer!); break;
                case Kind.Expires: Expire(next.Offer!); break;
                case Kind.Wakes: Free(next.Id); break;
                case Kind.GivesUp: Close(next.Id); break;
                case Kind.NewMonth: for (var v = 0; v < _helpers.Length; v++) Free(v); break;
            }
        }
    }

    private void Arrive(int request)
    {
        Plan(_months.Requests[request].Asked.DeadlineMinute, Kind.GivesUp, request);
        if (_way.WindowMinutes == 0)
        {
            Ask(request);
            return;
        }
        _together.Add(request);
        if (_together.Count == 1) Plan((_now / _way.WindowMinutes + 1) * _way.WindowMinutes, Kind.Together, 0);
    }

    /// <summary>The best pair of all first, and each pair takes its neighbour from the others.</summary>
    private void AskTogether()
    {
        while (_together.Count > 0)
        {
            var best = _together.MaxBy(r => Choice(r).Chosen.Select(c => c.Score).DefaultIfEmpty(long.MinValue).Max());
            _together.Remove(best);
            Ask(best);
        }
    }

    private void Ask(int request)
    {
        var (places, chosen) = Choice(request);
        foreach (var (standing, _) in chosen) Offer(request, standing.Could);
        if (places == 0 || chosen.Count == places) return;
        foreach (var could in _months.Requests[request].Candidates) _helpers[could.Volunteer].WaitedForBy.Add(request);
    }

    private (int Places, List<(Standing Standing, long Score)> Chosen) Choice(int request)
    {
        var (search, incoming) = (_searches[request], _months.Requests[request]);
        if (search.Closed) return (0, []);
        // The end of the patience is the last time that suits; need class 3 is a deadline that loses a right, and all else.
        var urgent = _way.AllUrgent || incoming.Asked.Need == 3 || incoming.Asked.DeadlineMinute - _now <= OnlinePolicy.UrgentWithin.TotalMinutes;
        var state = new SearchState(search.Pending, search.Expired, urgent);
        var places = OnlinePolicy.Places(_way.Asking, state);
        return (places, places == 0 ? [] : InRing(incoming, search, state).Select(c => StandingOf(incoming, c)).Select(s => (Standing: s, Score: _way.Score(s)))
            .OrderByDescending(s => s.Score).ThenBy(s => s.Standing.Tie).Take(places).ToList());
    }

    /// <summary>Who may be asked now, in the first ring that the policy does not widen.</summary>
    private List<Could> InRing(Incoming incoming, Search search, SearchState state)
    {
        var free = incoming.Candidates.Where(c => FastRules.MayBeAsked(
            _helpers[c.Volunteer], _people, incoming.Minutes, _now, Month, search.Offers.Exists(o => o.Could.Volunteer == c.Volunteer))).ToList();
        foreach (var radius in Rings.UpTo(_way.Asking.MaximumRadiusMetres))
        {
            var near = free.Where(c => c.Metres is not { } metres || metres <= radius).ToList();
            if (_way.FirstRing ? near.Count > 0 : OnlinePolicy.Next(_way.Asking, state, new(near.Count, 0, radius)) != NextStep.Widen) return near;
        }
        return free;
    }

    private Standing StandingOf(Incoming incoming, Could could)
    {
        var helper = _helpers[could.Volunteer];
        var measures = FastRules.MeasuresOf(helper, could, _months.ExpectedMinutes[could.Volunteer], incoming.Resident, _now, Month);
        return new(could, incoming.Asked.Id, measures, helper.Asks.Sum());
    }

    private void Offer(int request, Could could)
    {
        var offer = new Asked(request, could, Reply.Of(_months.Seed, _months.Requests[request].Asked.Id, could.Volunteer));
        var (search, helper) = (_searches[request], _helpers[could.Volunteer]);
        search.Offers.Add(offer);
        search.Pending++;
        helper.Pending++;
        helper.Asks[Month]++;
        helper.LastAsked = _now;
        _figures.Offers++;
        var readable = _people.Readable(_now);
        if (People.AnswersAt(readable, offer.Reply) is { } at) Plan(at, Kind.Answers, could.Volunteer, offer);
        Plan(_people.Expires(readable, _way.Asking.OfferExpiryMinutes), Kind.Expires, could.Volunteer, offer);
    }

    private void Answer(Asked offer)
    {
        var counts = offer.Pending || _way.Soft;
        var month = _helpers[offer.Could.Volunteer].Used[Month];
        var request = offer.Request;
        if (offer.Pending) Settle(offer);
        if (!offer.Reply.Accepts) Ask(request);
        else if (counts && !_searches[request].Closed && month + _months.Requests[request].Minutes <= ThreeMonths.MinutesAMonth) Visit(offer);
        else
        {
            _figures.WastedYes++;
            Ask(request);
        }
        Free(offer.Could.Volunteer);
    }

    private void Visit(Asked offer)
    {
        var (helper, incoming) = (_helpers[offer.Could.Volunteer], _months.Requests[offer.Request]);
        var before = helper.VisitsTo.GetValueOrDefault(incoming.Resident);
        helper.Used[Month] += incoming.Minutes;
        helper.VisitsTo[incoming.Resident] = before + 1;
        _figures.Serve(offer.Request, _now - incoming.Asked.ArrivalMinute, offer.Could, before > 0);
        Close(offer.Request);
    }

    private void Expire(Asked offer)
    {
        if (!offer.Pending) return;
        Settle(offer);
        _searches[offer.Request].Expired++;
        var helper = _helpers[offer.Could.Volunteer];
        helper.RestUntil = _now + _people.RestMinutes;
        Plan(helper.RestUntil, Kind.Wakes, offer.Could.Volunteer);
        Ask(offer.Request);
    }

    private void Settle(Asked offer)
    {
        offer.Pending = false;
        _searches[offer.Request].Pending--;
        _helpers[offer.Could.Volunteer].Pending--;
    }

    private void Close(int request)
    {
        var search = _searches[request];
        if (search.Closed) return;
        search.Closed = true;
        foreach (var offer in search.Offers.Where(o => o.Pending).ToList())
        {
            Settle(offer);
            Free(offer.Could.Volunteer);
        }
    }

    /// <summary>Those who wait for this volunteer try again, the longest waiting first.</summary>
    private void Free(int volunteer)
    {
        var waiting = _helpers[volunteer].WaitedForBy;
        if (waiting.Count == 0) return;
        var requests = waiting.ToList();
        waiting.Clear();
        foreach (var request in requests) Ask(request);
    }
}
