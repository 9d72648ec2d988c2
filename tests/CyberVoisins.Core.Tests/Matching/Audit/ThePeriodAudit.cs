using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Tests.Matching.Audit;

public sealed class ThePeriodAudit
{
    private static readonly AuditRow Ordinary = new(
        "75117", DensityClass.LargeUrbanCentre, null, RequestChannel.Phone, "fr", DistanceBand.Under1Kilometre,
        30, MeetingMode.AtHome, new NeedClass(0), 5, true, 40, 3, 90, 1, false);

    private static readonly HelperRow[] Helpers = [new(60, 4), new(30, 2), new(0, 1), new(0, 0), new(30, 3)];

    private static IEnumerable<AuditRow> Some(int count, AuditRow row) => Enumerable.Repeat(row, count);

    /// <summary>So many served in time and so many not, in this density.</summary>
    private static IEnumerable<AuditRow> In(DensityClass density, int served, int late) =>
        [.. Some(served, Ordinary with { Density = density }), .. Some(late, Ordinary with { Density = density, WaitedDays = 22 })];

    private static AuditReport Report(IEnumerable<AuditRow> rows) => PeriodAudit.Of(AuditSheets.Of([.. rows], Helpers), "test");

    private static AuditedGroup Group(IEnumerable<AuditRow> rows, DensityClass density) =>
        Report(rows).Groups.Single(g => g.Dimension == "density" && g.Group == $"{density}");

    [Fact]
    public void A_group_served_less_is_flagged_with_the_number_behind_it()
    {
        AuditRow[] rows = [.. In(DensityClass.LargeUrbanCentre, 180, 20), .. In(DensityClass.DispersedRural, 130, 70)];
        var flagged = Report(rows).Disparities.ToList();
        Assert.Equal(["DispersedRural", "LargeUrbanCentre"], flagged.Select(g => g.Group).Order());
        var rural = flagged.Single(g => g.Group == "DispersedRural");
        Assert.Equal(-0.25, rural.Gap!.Difference, 12);
        Assert.Equal(new Proportion(130, 200).DifferenceFrom(new(180, 200)), rural.Gap.Newcombe95);
        Assert.Equal(new Proportion(130, 200), rural.Figures!.ServedIn21Days!.Counted);
        Assert.True(rural.Gap.AdjustedP < 0.001);
    }

    [Fact]
    public void Two_large_groups_served_alike_are_shown_to_be_alike() =>
        Assert.Equal(Finding.Equivalent, Group([.. In(DensityClass.LargeUrbanCentre, 900, 100), .. In(DensityClass.RuralTown, 905, 95)], DensityClass.RuralTown).Finding);

    [Fact]
    public void Two_middling_groups_are_neither_shown_alike_nor_different() =>
        Assert.Equal(Finding.Open, Group([.. In(DensityClass.LargeUrbanCentre, 90, 20), .. In(DensityClass.RuralTown, 85, 25)], DensityClass.RuralTown).Finding);

    [Theory]
    [InlineData(99, Finding.TooFew)]
    [InlineData(100, Finding.Disparity)]
    public void Under_a_hundred_nothing_is_concluded_however_wide_the_gap(int rural, Finding finding)
    {
        var group = Group([.. In(DensityClass.LargeUrbanCentre, 500, 0), .. In(DensityClass.RuralTown, 0, rural)], DensityClass.RuralTown);
        Assert.Equal(finding, group.Finding);
        Assert.Equal(-1, group.Gap!.Difference, 12);
    }

    [Fact]
    public void Under_five_nothing_is_shown_nor_can_be_had_by_subtraction()
    {
        AuditRow[] rows = [.. In(DensityClass.LargeUrbanCentre, 500, 0), .. In(DensityClass.RuralTown, 4, 0), .. In(DensityClass.SmallTown, 30, 0)];
        var density = Report(rows).Groups.Where(g => g.Dimension == "density").ToList();
        Assert.Equal(["LargeUrbanCentre", Sheet.OtherGroups], density.Select(g => g.Group));
        Assert.True(density[1] is { Finding: Finding.Hidden, Figures: null, Gap: null });
    }

    /// <summary>Each rate counts some requests of a group only, and what one group hides the total minus the others must not tell.</summary>
    [Fact]
    public void A_rate_that_rests_on_a_few_is_hidden_with_the_next_smallest()
    {
        var young = Ordinary with { ObservableDays = 20 };
        AuditRow[] rows =
        [
            .. In(DensityClass.LargeUrbanCentre, 50, 0), .. In(DensityClass.SmallTown, 20, 0),
            .. In(DensityClass.RuralTown, 3, 0), .. Some(10, young with { Density = DensityClass.RuralTown }),
        ];
        var groups = Report(rows).Groups.Where(g => g.Dimension == "density").ToDictionary(g => g.Group, g => g.Figures!);
        Assert.Equal((13, 20, 50), (groups["RuralTown"].Requests, groups["SmallTown"].Requests, groups["LargeUrbanCentre"].Requests));
        Assert.Null(groups["RuralTown"].ServedIn21Days);
        Assert.Null(groups["SmallTown"].ServedIn21Days);
        Assert.Equal(new Proportion(50, 50), groups["LargeUrbanCentre"].ServedIn21Days!.Counted);
        Assert.Equal(new Proportion(0, 13), groups["RuralTown"].WithoutHelper!.Counted);
    }

    [Fact]
    public void Only_requests_whose_21_days_are_over_count_for_the_21_days()
    {
        AuditRow[] rows =
        [
            .. Some(10, Ordinary), .. Some(10, Ordinary with { WaitedDays = 21 }), .. Some(10, Ordinary with { WaitedDays = 22 }),
            .. Some(5, Ordinary with { WaitedDays = 3, Served = false, Visits = 0 }),                       // withdrew
            .. Some(50, Ordinary with { WaitedDays = 1, ObservableDays = 20 }),                             // quick, but young
        ];
        Assert.Equal(new Proportion(20, 35), Report(rows).Everybody!.ServedIn21Days!.Counted);
    }

    [Fact]
    public void Those_nobody_could_help_are_counted_apart()
    {
        AuditRow[] rows = [.. Some(30, Ordinary), .. Some(10, Ordinary with { Served = false, WaitedDays = 40, EligibleHelpers = 0, NearestHelper = null, Visits = 0 })];
        var everybody = Report(rows).Everybody!;
        Assert.Equal((new Proportion(30, 40), new Proportion(30, 30), new Proportion(10, 40)),
            (everybody.ServedIn21Days!.Counted, everybody.ServedIn21DaysWithHelper!.Counted, everybody.WithoutHelper!.Counted));
    }

    [Fact]
    public void White_zones_are_the_communes_with_no_minute_within_reach_and_small_ones_are_not_counted_out()
    {
        AuditRow dry = Ordinary with { ReachableMinutes = 0, Served = false };
        AuditRow[] rows =
            [.. Some(5, dry with { Commune = "23001" }), .. Some(4, dry with { Commune = "23002" }), .. Some(5, dry), Ordinary];
        Assert.Equal([new WhiteZone("23001", 5), new WhiteZone("23002", null)], Report(rows).WhiteZones);
    }

    [Fact]
    public void The_load_of_helpers_is_told_in_three_figures()
    {
        var load = Report(Some(5, Ordinary)).Helpers!;
        // 0,0,30,30,60: 2·(3·30 + 4·30 + 5·60)/(5·120) − 6/5 = 0.5
        Assert.Equal(0.5, load.GiniOfMinutes!.Value, 12);
        Assert.Equal(2, load.MeanOffers);
        Assert.Equal(new Proportion(1, 5), load.NeverAsked!.Counted);
    }

    [Fact]
    public void Communes_under_other_names_in_another_order_give_the_same_figures()
    {
        AuditRow[] rows = [.. In(DensityClass.LargeUrbanCentre, 180, 20), .. In(DensityClass.DispersedRural, 130, 70).Select((r, i) => r with { Commune = $"{23001 + i % 30}", Need = new NeedClass(2) })];
        var renamed = rows.Reverse().Select(r => r with { Commune = $"x{r.Commune}" });
        var (ours, theirs) = (Report(rows), Report(renamed));
        Assert.Contains(ours.Groups, g => g.Figures?.Waits.Any(w => w.Method == IntervalMethod.CommunesDrawnAgain) == true);
        Assert.Equal(CanonicalJson.HashOf(ours.Groups), CanonicalJson.HashOf(theirs.Groups));
        Assert.Equal(CanonicalJson.HashOf(ours.Everybody), CanonicalJson.HashOf(theirs.Everybody));
    }

    [Fact]
    public void Who_did_not_say_an_age_is_a_group_of_its_own() =>
        Assert.Equal(["From80", "Unknown"], Report([.. Some(5, Ordinary), .. Some(5, Ordinary with { Age = AgeBand.From80 })])
            .Groups.Where(g => g.Dimension == "age").Select(g => g.Group));

    [Fact]
    public void Nothing_at_all_is_an_empty_report_not_a_crash()
    {
        var report = PeriodAudit.Of(AuditSheets.Of([], []), "test");
        Assert.True(report.Everybody is null && report.Helpers is null);
        Assert.Empty(report.Groups);
    }

    [Fact]
    public void Pure_chance_flags_nobody_in_a_period_of_2000()
    {
        var chance = PublicDraws.From("no group is treated differently");
        var rows = Enumerable.Range(0, 2_000).Select(_ => Ordinary with
        {
            Density = (DensityClass)(1 + chance.Below(7)), Age = chance.Below(6) is var age and < 5 ? (AgeBand)age : null, Channel = (RequestChannel)chance.Below(5),
            Mode = (MeetingMode)chance.Below(3), Need = new NeedClass(chance.Below(4)), Minutes = 30 * (1 + chance.Below(2)),
            Commune = $"{chance.Below(60)}", WaitedDays = chance.Below(10) == 0 ? 30 : chance.Below(21),
        }).ToList();
        Assert.Empty(Report(rows).Disparities);
    }
}
