using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Explanations;

public sealed class ThePlainReasons
{
    private static readonly Candidate Me = Make.Candidate(1);
    private static readonly Candidate Other = Make.Candidate(2);

    private static Counterfactual Change(InputSnapshot snapshot, LeverKind kind) =>
        VolunteerChanges.Of(snapshot, Me.Id).Single(c => c.Changes.Any(l => l.Kind == kind));

    [Fact]
    public void Why_this_neighbour_most_points_how_far_and_what_for()
    {
        var answer = PlainReasons.WhyThisNeighbour(Snapshots.Of(Me with { Place = Make.North(430) }, Other with { Place = Make.North(1_900) }), Me.Id);
        Assert.Equal([SentenceKey.MostPoints, SentenceKey.SoFarAway, SentenceKey.MostlyFor], answer.Sentences.Select(s => s.Key));
        Assert.Equal((DistanceBand.Under500Metres, 0), (answer.Sentences[1].Band, answer.Sentences[1].Figures.Count)); // read before a yes: never to the metre
        Assert.Equal(Criterion.Distance, answer.Sentences[2].Criterion);
        Assert.Null(answer.Sentences[0].Figures[1].Value); // two people are "a few"
    }

    [Fact]
    public void Why_not_me_names_the_rule_with_its_figures_and_says_how_much_nearer()
    {
        var snapshot = Snapshots.Of(Me with { Place = Make.North(2_340) }, Other with { Place = Make.North(1_500) });
        var sentence = Assert.Single(PlainReasons.WhyNotMe(snapshot, Me.Id).Sentences);
        Assert.Equal((SentenceKey.RuleRefused, Rule.WithinReach), (sentence.Key, sentence.Rule));
        Assert.Equal([new(FigureKind.Metres, 2_400), new(FigureKind.Metres, 2_000)], sentence.Figures);
        var change = Assert.Single(VolunteerChanges.Of(snapshot, Me.Id));
        Assert.Equal(new Lever(LeverKind.Rule, new(FigureKind.Metres, 400), Rule.WithinReach), Assert.Single(change.Changes));
        Assert.Equal((NewOutcome.RankedLower, 2), (change.NewOutcome, change.NewRank)); // at 2.0 km the other, at 1.5 km, is still first
    }

    [Fact]
    public void Several_rules_that_said_no_must_all_say_yes()
    {
        var snapshot = Snapshots.Of(Me with { Categories = [], MinutesUsed = new Dictionary<int, int> { [202611] = 50 } });
        var change = Assert.Single(VolunteerChanges.Of(snapshot, Me.Id));
        Assert.Equal([Rule.Category, Rule.MinutesLeft], change.Changes.Select(l => l.Rule!.Value));
        Assert.Equal(new Figure(FigureKind.Minutes, 20), change.Changes[1].Amount);
        Assert.Equal(NewOutcome.Asked, change.NewOutcome);
    }

    [Fact]
    public void Fewer_points_says_what_would_have_been_enough_by_each_criterion()
    {
        // Me 1.5 km away: 25 for distance; the other at 1.0 km: 27. All else equal.
        var snapshot = Snapshots.Of(
            Me with { Place = Make.North(1_500), LastAskedAt = Make.Now - Duration.FromDays(20) },
            Other with { Place = Make.North(1_000), LastAskedAt = Make.Now - Duration.FromDays(20) });
        var sentence = Assert.Single(PlainReasons.WhyNotMe(snapshot, Me.Id).Sentences);
        Assert.Equal((SentenceKey.FewerPoints, 69, 71), (sentence.Key, sentence.Figures[0].Value!.Value, sentence.Figures[1].Value!.Value));
        Assert.Equal(NewOutcome.Asked, Change(snapshot, LeverKind.Nearer).NewOutcome);
        // 10 x 20 of 30 days is 6; 24 days are 8, the two that were missing, and the draw is mine.
        Assert.Equal(new Figure(FigureKind.Days, 4), Change(snapshot, LeverKind.AskedEarlier).Changes[0].Amount);
    }

    [Fact]
    public void The_same_points_are_a_public_draw()
    {
        var first = Snapshots.Of(Me, Other).Rank()[0].VolunteerId;
        var loser = first == Me.Id ? Other.Id : Me.Id;
        Assert.Equal(SentenceKey.DrawnByLot, Assert.Single(PlainReasons.WhyNotMe(Snapshots.Of(Me, Other), loser).Sentences).Key);
    }

    [Fact]
    public void Why_do_I_wait_says_where_the_last_neighbour_fell_away_and_what_would_help()
    {
        var calls = Enumerable.Range(1, 6).Select(i => Make.Candidate(i) with { Place = Make.North(9_000), Modes = [MeetingMode.ByPhone, MeetingMode.AtHome] }).ToArray();
        var snapshot = Snapshots.Of(calls) with { Subject = null };
        var answer = PlainReasons.WhyDoIWait(snapshot);
        Assert.Equal([SentenceKey.NobodyLeft, SentenceKey.LastFellAwayAt], answer.Sentences.Select(s => s.Key));
        Assert.Equal((Rule.WithinReach, 6), (answer.Sentences[1].Rule!.Value, answer.Sentences[1].Figures[0].Value!.Value));
        var change = Assert.Single(ResidentChanges.Of(snapshot));
        Assert.Equal((new Lever(LeverKind.AlsoMeeting, Mode: MeetingMode.ByPhone), NewOutcome.SomebodyFound), (Assert.Single(change.Changes), change.NewOutcome));
    }

    [Fact]
    public void Another_time_of_the_same_day_or_one_requirement_less_is_told_when_it_would_do()
    {
        var evening = Snapshots.Of(Me) with { Need = Make.Need(Make.Thursday(20, 22)), Subject = null };
        Assert.Equal(LeverKind.AnyTimeOfTheDay, Assert.Single(Assert.Single(ResidentChanges.Of(evening)).Changes).Kind);
        var verified = Snapshots.Of(Me with { Guarantee = Make.Seen with { Level = VouchLevel.PhoneConfirmed } }) with
        {
            Need = Make.Need() with { Constraints = [Constraint.IdentityVerified], Levels = new(VouchLevel.PhoneConfirmed, VouchLevel.PhoneConfirmed, VouchLevel.PhoneConfirmed) }, Subject = null,
        };
        Assert.Equal(Constraint.IdentityVerified, Assert.Single(Assert.Single(ResidentChanges.Of(verified)).Changes).Constraint);
    }

    [Fact]
    public void Nobody_around_at_all_is_said_plainly() =>
        Assert.Equal(SentenceKey.NobodyEligible, PlainReasons.WhyDoIWait(Snapshots.Of()).Sentences[0].Key);

    [Fact]
    public void Neighbours_who_were_asked_are_waited_for_with_those_whom_this_decision_asks()
    {
        var asked = Enumerable.Range(1, 7).Select(i => Make.Candidate(i) with { AskedForThis = true }).ToArray();
        var now = Assert.Single(PlainReasons.WhyDoIWait(Snapshots.Of([.. asked, Make.Candidate(8)]) with { Places = 1 }).Sentences);
        Assert.Equal((SentenceKey.WaitingForAnAnswer, new Figure(FigureKind.People, 8)), (now.Key, now.Figures[0]));
        // Nobody is asked any more: nothing is waited for.
        var none = Assert.Single(PlainReasons.WhyDoIWait(Snapshots.Of(asked)).Sentences);
        Assert.Equal((SentenceKey.NobodySaidYes, new Figure(FigureKind.People, 7)), (none.Key, none.Figures[0]));
    }

    [Fact]
    public void Whoever_would_also_meet_by_telephone_need_not_live_nearer()
    {
        var far = Make.Candidate(1) with { Place = Make.North(5_000), Modes = [MeetingMode.AtHome] };
        var snapshot = Snapshots.Of(far) with { Need = Make.Need() with { Modes = [MeetingMode.ByPhone] } };
        var change = Assert.Single(VolunteerChanges.Of(snapshot with { Subject = far.Id }, far.Id));
        Assert.Equal(Rule.MeetingMode, Assert.Single(change.Changes).Rule);
    }

    [Fact]
    public void Whom_a_person_or_the_plan_chose_is_not_said_to_have_most_points()
    {
        var snapshot = Snapshots.Of(Me) with { Subject = Me.Id };
        Assert.Equal(SentenceKey.ChosenByPerson, PlainReasons.WhyThisNeighbour(snapshot, Me.Id, AutomationDegree.Human).Sentences[0].Key);
        Assert.Equal(SentenceKey.ChosenByPlan, PlainReasons.WhyThisNeighbour(snapshot, Me.Id, AutomationDegree.Proposal).Sentences[0].Key);
        Assert.Equal(SentenceKey.MostPoints, PlainReasons.WhyThisNeighbour(snapshot, Me.Id).Sentences[0].Key);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    public void One_to_four_people_are_not_counted_out(int people, int? shown) => Assert.Equal(shown, Figure.People(people).Value);

    [Theory]
    [InlineData(449, 400, 500)]
    [InlineData(450, 500, 500)]
    [InlineData(400, 400, 400)]
    public void Distances_are_told_in_hundreds_of_metres(int metres, int away, int nearer) =>
        Assert.Equal((away, nearer), (Figure.Distance(metres).Value!.Value, Figure.Nearer(metres).Value!.Value));

    [Property(MaxTest = 300)]
    public Property Whoever_was_not_asked_is_told_and_whoever_was_has_nothing_to_change() => Prop.ForAll(Snapshots.Any.ToArbitrary(), snapshot =>
        snapshot.Rank().All(a => a.Rank <= snapshot.Places
            ? VolunteerChanges.Of(snapshot, a.VolunteerId).Count == 0 && PlainReasons.WhyThisNeighbour(snapshot, a.VolunteerId).Sentences.Count == 3
            : PlainReasons.WhyNotMe(snapshot, a.VolunteerId).Sentences.Count is >= 1 and <= 3));

    /// <summary>An outsider's check: the change as it is told, made on a copy, and one step less.</summary>
    [Property(MaxTest = 300)]
    public Property Every_change_of_points_is_enough_and_one_step_less_is_not() => Prop.ForAll(Snapshots.Any.ToArbitrary(), snapshot =>
        snapshot.Rank().Where(a => a.Proposal is not null && a.Rank > snapshot.Places).All(a =>
            VolunteerChanges.Of(snapshot, a.VolunteerId).All(c =>
            {
                var lever = Assert.Single(c.Changes);
                var step = lever.Kind == LeverKind.Nearer ? 100 : 1;
                if (lever.Kind == LeverKind.Nearer) Assert.True(lever.Amount!.Value <= a.Proposal!.DistanceMetres, "nobody lives at less than nothing");
                return lever.Amount?.Value is not { } amount
                    || (AskedWith(snapshot, a, lever.Kind, amount) && !AskedWith(snapshot, a, lever.Kind, amount - step));
            })));

    private static bool AskedWith(InputSnapshot snapshot, Assessment assessment, LeverKind kind, int amount)
    {
        var c = snapshot.Candidates.Single(x => x.Id == assessment.VolunteerId);
        var month = Core.Visits.MinutesLedger.MonthOf(assessment.Proposal!.Start, Make.Paris);
        var changed = kind switch
        {
            LeverKind.Nearer => c with { Place = c.Place.NearerTo(Make.Home, Math.Max(0, c.Place.MetresTo(Make.Home) - amount)) },
            LeverKind.AskedEarlier => c with { LastAskedAt = c.LastAskedAt - Duration.FromDays(amount) },
            LeverKind.MinutesLeft => c with { MinutesUsed = new Dictionary<int, int>(c.MinutesUsed) { [month] = c.MinutesUsed.GetValueOrDefault(month) - amount } },
            LeverKind.LessNeeded => c with { ExpectedMinutes = c.ExpectedMinutes - amount },
            LeverKind.FewerVisits => c with { VisitsTogether = c.VisitsTogether - amount },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no amount."),
        };
        return snapshot.With(snapshot.Need, changed).Rank().Single(x => x.VolunteerId == c.Id).Rank <= snapshot.Places;
    }
}
