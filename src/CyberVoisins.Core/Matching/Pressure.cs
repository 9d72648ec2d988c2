namespace CyberVoisins.Core.Matching;

/// <summary>
/// How much others are expected to need each volunteer, so that the one who knows a rare thing is kept for those
/// who need it. Each request of the last 90 days is shared out evenly among all who could have helped: half an hour
/// that only one could give weighs thirty minutes on that one, half an hour that thirty could give, one minute each.
/// </summary>
public static class Pressure
{
    /// <summary>How far back requests count.</summary>
    public const int Days = 90;

    /// <summary>What is expected is of so many days.</summary>
    public const int MonthDays = 30;

    // Shares are kept in thousandths of a minute: the sum does not depend on the order.
    private const int Thousandths = 1_000;

    /// <summary>Expected minutes a month, rounded half up; a volunteer whom nobody needed is not in the table (0).</summary>
    /// <param name="requests">Each request's minutes, and every volunteer who could have helped (<see cref="CouldHelp"/>).</param>
    /// <param name="days">How many days the requests cover; fewer than 90 for a young association.</param>
    public static IReadOnlyDictionary<VolunteerId, int> Of(IEnumerable<(int Minutes, IReadOnlyCollection<VolunteerId> Eligible)> requests, int days = Days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var shares = new Dictionary<VolunteerId, long>();
        foreach (var (minutes, eligible) in requests)
            foreach (var volunteer in eligible)
                shares[volunteer] = shares.GetValueOrDefault(volunteer) + minutes * (long)Thousandths / eligible.Count;
        var whole = (long)days * Thousandths;
        return shares.ToDictionary(s => s.Key, s => (int)((s.Value * MonthDays + whole / 2) / whole));
    }

    /// <summary>Whether the volunteer could have helped, all times of the month being free: what is used or asked today does not count.</summary>
    public static bool CouldHelp(Need need, Candidate candidate)
    {
        var rested = candidate with
        {
            MinutesUsed = new Dictionary<int, int>(), Busy = [], OpenOffers = 0, AskedForThis = false, VisitsTogether = 0,
        };
        return Rules.All.All(rule => rule.Check(need, rested) is null);
    }
}
