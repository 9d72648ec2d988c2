using CyberVoisins.Core.Matching.Equity;
using static CyberVoisins.Core.Tests.Matching.Equity.Requests;

namespace CyberVoisins.Core.Tests.Matching.Equity;

public sealed class TheEnvy
{
    private static readonly VolunteerId Amina = Make.Candidate(1).Id;
    private static readonly VolunteerId Bruno = Make.Candidate(2).Id;

    /// <summary>One helper, one half-hour; A waited 20 days with need 0, B 2 days with need 3: whoever is served, the other envies.</summary>
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 0)]
    public void No_choice_leaves_neither_kind_of_envy(int served, int horizontal, int vertical)
    {
        WaitingRequest[] requests = [Waiting(1, need: 0, days: 20), Waiting(2, need: 3, days: 2)];
        var envy = Envy.Of(requests, _ => [Amina], [(Id(served), Amina)]);
        Assert.Equal((1, horizontal, vertical), (envy.Unserved, envy.Horizontal, envy.Vertical));
    }

    [Fact]
    public void Nobody_envies_help_that_could_not_have_been_theirs()
    {
        WaitingRequest[] requests = [Waiting(1, need: 3, days: 20), Waiting(2, need: 0, days: 2)];
        var envy = Envy.Of(requests, id => id == Id(1) ? [Bruno] : [Amina], [(Id(2), Amina)]);
        Assert.Equal(new EnvyCounts(1, 0, 0, 20), envy);
    }

    [Fact]
    public void A_half_hour_is_not_envied_by_whoever_needs_an_hour()
    {
        WaitingRequest[] requests = [Waiting(1, need: 3, days: 20, minutes: 60), Waiting(2, need: 0, days: 2, minutes: 30)];
        Assert.Equal(new EnvyCounts(1, 0, 0, 20), Envy.Of(requests, _ => [Amina], [(Id(2), Amina)]));
        Assert.Equal(new EnvyCounts(1, 0, 0, 2), Envy.Of(requests, _ => [Amina], [(Id(1), Amina), (Id(1), Amina)]));
    }

    [Fact]
    public void Equal_waiting_and_equal_need_are_not_envied() =>
        Assert.Equal(new EnvyCounts(1, 0, 0, 5), Envy.Of([Waiting(1, 1, 5), Waiting(2, 1, 5)], _ => [Amina], [(Id(2), Amina)]));

    [Fact]
    public void Whom_nobody_could_serve_is_counted_elsewhere() =>
        Assert.Equal(new EnvyCounts(0, 0, 0, 0), Envy.Of([Waiting(1, 3, 50)], _ => [], []));
}
