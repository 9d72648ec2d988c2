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
            MinutesUsed = new Dictionary<int, int> { [202611] = 20 }, ExpectedMinutes = 100, VisitsTogether = 2, Languages = ["fr", "ar"],
        };
        var points = Assert.Single(Ranking.Of(Make.Need() with { ResidentLanguage = "ar" }, [candidate], Make.Now)).Proposal!.Points;
        // 30 x (10 km - 2 km) / 10 km; 10 x 12 of 30 days; 10 x 40 of 60 minutes; 10 x 1 of 3 common times;
        // 40 x (120 - 100 expected) / 120, twice the 60 given; 5 for Arabic; 15 off for each of 2 visits
        Assert.Equal([24, 4, 6, 3, 6, 5, -30], points.Lines.Select(l => l.Points));
        Assert.Equal(18, points.Total);
        Assert.Equal("distance=24 rest=4 minutes=6 slots=3 spare=6 language=5 rotation=-30", points.ToString());
    }

    [Fact]
    public void The_one_whom_others_need_is_kept_for_them()
    {
        var ranked = Ranking.Of(Make.Need(), [Make.Candidate(1) with { ExpectedMinutes = 300 }, Make.Candidate(2) with { ExpectedMinutes = 30, Place = Make.North(1_500) }], Make.Now);
        Assert.Equal(Make.Candidate(2).Id, ranked[0].VolunteerId);
    }

    [Fact]
    public void When_nobody_knows_how_much_each_is_needed_it_changes_nothing()
    {
        var candidates = Enumerable.Range(1, 20).Select(n => Make.Candidate(n) with { Place = Make.North(n * 90) }).ToList();
        Assert.Equal(
            Ranking.Of(Make.Need(), candidates, Make.Now, RankingWeights.Default with { Spare = 0 }).Select(a => a.VolunteerId),
            Ranking.Of(Make.Need(), candidates, Make.Now).Select(a => a.VolunteerId));
    }

    [Fact]
    public void Somebody_new_comes_before_the_one_who_came_last_time()
    {
        var ranked = Ranking.Of(Make.Need(), [Make.Candidate(1) with { VisitsTogether = 1 }, Make.Candidate(2) with { Place = Make.North(1_500) }], Make.Now);
        Assert.Equal(Make.Candidate(2).Id, ranked[0].VolunteerId);
    }

    [Fact]
    public void More_left_than_a_month_gives_is_no_more_than_all_of_the_points()
    {
        var month = Make.Candidate();
        var carried = month with { MinutesUsed = new Dictionary<int, int> { [202611] = -120 } };
        Assert.Equal(Minutes(month), Minutes(carried));
        Assert.Equal(RankingWeights.Default.Minutes, Minutes(carried));

        static int Minutes(Candidate c) => Ranking.Of(Make.Need(), [c], Make.Now)[0].Proposal!.Points.Minutes.Points;
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
        Assert.Equal((MeetingMode.ByPhone, null, 0), (far.Mode, far.DistanceMetres, far.Points.Distance.Points));
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
