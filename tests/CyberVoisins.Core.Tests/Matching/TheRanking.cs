using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching;

public sealed class TheRanking
{
    [Fact]
    public void Points_add_up_by_hand()
    {
        var candidate = Make.Candidate() with
        {
            Place = Make.North(2_000), MaxDistanceMetres = 3_000, LastAskedAt = Make.Now - Duration.FromDays(12),
            MinutesUsed = new Dictionary<int, int> { [202611] = 20 },
        };
        var proposal = Assert.Single(Ranking.Of(Make.Need(), [candidate], Make.Now)).Proposal!;
        // 50 x (10 km - 2 km) / 10 km; 25 x 12 of 30 days; 15 x 40 of 60 minutes; 10 x 1 of 3 common times
        Assert.Equal(new Points(40, 10, 10, 3), proposal.Points);
        Assert.Equal(63, proposal.Points.Total);
    }

    [Fact]
    public void The_nearer_comes_first_all_else_equal()
    {
        var ranked = Ranking.Of(Make.Need(), [Make.Candidate(1) with { Place = Make.North(1_500) }, Make.Candidate(2)], Make.Now);
        Assert.Equal([Make.Candidate(2).Id, Make.Candidate(1).Id], ranked.Select(a => a.VolunteerId));
        Assert.Equal([1, 2], ranked.Select(a => a.Rank!.Value));
    }

    [Fact]
    public void Whoever_was_asked_yesterday_lets_the_rested_go_first()
    {
        var ranked = Ranking.Of(Make.Need(), [Make.Candidate(1) with { LastAskedAt = Make.Now - Duration.FromDays(1) }, Make.Candidate(2)], Make.Now);
        Assert.Equal(Make.Candidate(2).Id, ranked[0].VolunteerId);
    }

    [Fact]
    public void A_refusal_carries_every_reason()
    {
        var refused = Assert.Single(Ranking.Of(Make.Need(), [Make.Candidate() with { Categories = [], Languages = [] }], Make.Now));
        Assert.Null(refused.Proposal);
        Assert.Null(refused.Rank);
        Assert.Equal([Rule.Category, Rule.Language], refused.Reasons.Select(r => r.Rule));
    }

    [Fact]
    public void The_visit_starts_on_the_quarter_at_the_first_time_in_common()
    {
        var need = Make.Need(new TimeWindow(Make.Thursday(14, 17).Start + Duration.FromMinutes(7), Make.Thursday(14, 17).End));
        Assert.Equal(Make.Thursday(14, 17).Start + Duration.FromMinutes(15), Ranking.Of(need, [Make.Candidate()], Make.Now)[0].Proposal!.Start);
    }

    [Fact]
    public void The_visit_is_clear_of_the_volunteers_other_visits()
    {
        var busy = new TimeWindow(Make.Thursday(14, 17).Start, Make.Thursday(14, 17).Start + Duration.FromMinutes(60));
        Assert.Equal(busy.End, Ranking.Of(Make.Need(), [Make.Candidate() with { Busy = [busy] }], Make.Now)[0].Proposal!.Start);
    }

    [Fact]
    public void The_residents_first_choice_of_meeting_is_kept_when_it_can_be()
    {
        var need = Make.Need() with { Modes = [MeetingMode.PublicPlace, MeetingMode.AtHome, MeetingMode.ByPhone] };
        var candidate = Make.Candidate() with { Modes = [MeetingMode.AtHome, MeetingMode.ByPhone] };
        Assert.Equal(MeetingMode.AtHome, Ranking.Of(need, [candidate], Make.Now)[0].Proposal!.Mode);
        var far = Ranking.Of(need, [candidate with { Place = Make.North(100_000) }], Make.Now)[0].Proposal!;
        Assert.Equal((MeetingMode.ByPhone, null, 0), (far.Mode, far.DistanceMetres, far.Points.Distance));
    }

    [Property]
    public bool The_order_of_the_input_changes_nothing(int[] numbers, int seed)
    {
        var candidates = numbers.Distinct().Take(30).Select((n, i) => Make.Candidate(i + 1) with { Place = Make.North(Math.Abs((long)n % 2_000)) }).ToList();
        var shuffled = candidates.OrderBy(c => PublicHash.Of(Make.Need().RequestId, c.Id, seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return Ranking.Of(Make.Need(), candidates, Make.Now).Select(a => a.VolunteerId)
            .SequenceEqual(Ranking.Of(Make.Need(), shuffled, Make.Now).Select(a => a.VolunteerId));
    }

    [Fact]
    public void The_public_hash_is_what_anybody_computes() =>
        // echo -n "01900000-0000-7000-8000-000000000001|01900000-0000-7000-9000-000000000001|salt" | sha256sum | cut -c1-16
        Assert.Equal("90ba842075f79555", PublicHash.Of(Make.Need().RequestId, Make.Candidate().Id, "salt").ToString("x16", null));
}
