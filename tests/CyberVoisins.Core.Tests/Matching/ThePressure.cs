using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Requests;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching;

public sealed class ThePressure
{
    private static readonly VolunteerId Amina = Make.Candidate(1).Id, Bruno = Make.Candidate(2).Id;

    [Fact]
    public void Half_an_hour_weighs_thirty_minutes_on_the_only_one_and_fifteen_on_each_of_two()
    {
        var table = Pressure.Of([(30, [Amina]), (30, [Amina, Bruno])], days: 30);
        Assert.Equal((45, 15), (table[Amina], table[Bruno]));
    }

    [Fact]
    public void Ninety_days_are_three_months() =>
        Assert.Equal(20, Pressure.Of([(60, [Amina])])[Amina]);

    [Fact]
    public void A_request_that_nobody_could_meet_weighs_on_nobody() =>
        Assert.Empty(Pressure.Of([(60, [])]));

    [Property]
    public bool What_is_shared_out_is_what_was_asked_for(byte[] sizes)
    {
        var everybody = Enumerable.Range(1, 30).Select(n => Make.Candidate(n).Id).ToList();
        var requests = sizes.Select(s => (60, (IReadOnlyCollection<VolunteerId>)everybody.Skip(s % 7).Take(1 + s % 23).ToList())).ToList();
        var sum = Pressure.Of(requests, days: 30).Values.Sum();
        return Math.Abs(sum - 60 * requests.Count) <= 30; // each of thirty is rounded once
    }

    [Property]
    public bool The_order_of_the_requests_changes_nothing(byte[] sizes)
    {
        var requests = sizes.Select(s => (30 + s % 2 * 30, (IReadOnlyCollection<VolunteerId>)Enumerable.Range(1, 1 + s % 9).Select(n => Make.Candidate(n).Id).ToList())).ToList();
        return Pressure.Of(requests).OrderBy(p => p.Key.Value).SequenceEqual(Pressure.Of(requests.AsEnumerable().Reverse()).OrderBy(p => p.Key.Value));
    }

    [Fact]
    public void Who_could_have_helped_does_not_depend_on_what_is_used_or_asked_today()
    {
        var tired = Make.Candidate() with { MinutesUsed = new Dictionary<int, int> { [202611] = 60 }, OpenOffers = 5, AskedForThis = true, Busy = [Make.Thursday(9, 19)] };
        Assert.True(Pressure.CouldHelp(Make.Need(), tired));
        Assert.False(Pressure.CouldHelp(Make.Need(), tired with { Categories = [HelpCategory.Email] }));
    }
}
