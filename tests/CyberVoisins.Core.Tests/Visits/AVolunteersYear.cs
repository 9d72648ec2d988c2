using CyberVoisins.Core.Visits;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Visits;

/// <summary>Whatever happens, in whatever order: visits fixed, cancelled, moved, done and missed, corrections, other promises, new months.</summary>
[Properties(Arbitrary = [typeof(EventfulYears)], MaxTest = 1_000)]
public sealed class AVolunteersYear
{
    private static readonly int[] Rules = [0, 20, 60, 120];

    [Property]
    public void No_month_ever_goes_below_nothing_and_no_line_is_written_twice(Event[] events, byte rule) =>
        Lived(events, rule, year => Assert.Distinct(year.Lines.Select(l => l.Key)));

    [Property]
    public void What_visits_took_is_what_their_lines_say(Event[] events, byte rule) => Lived(events, rule, year => Assert.All(year.Months, month =>
        Assert.Equal(-year.Used(month), year.Sum(month, MinuteEntryKind.Reserved) + year.Sum(month, MinuteEntryKind.Released) + year.Sum(month, MinuteEntryKind.Settled))));

    [Property]
    public void What_is_left_is_what_is_given_carried_over_and_corrected_less_what_visits_took(Event[] events, byte rule) =>
        Lived(events, rule, year => Assert.All(year.Months.Where(m => m >= year.CurrentMonth && year.Sum(m, MinuteEntryKind.Granted) > 0), month =>
            Assert.Equal(Math.Max(0, year.Gives + year.CarriedInto(month) + year.Sum(month, MinuteEntryKind.Corrected) - year.Used(month)), year.Left(month))));

    [Property]
    public void No_more_is_carried_over_than_the_rule_says_and_nothing_of_it_is_lost(Event[] events, byte rule) => Lived(events, rule, year => Assert.All(year.Months, month =>
    {
        var before = MinutesLedger.MonthBefore(month);
        Assert.Equal(year.CarriedOutOf(before), year.CarriedInto(month));
        Assert.InRange(year.CarriedInto(month), 0, Rules[rule % Rules.Length]);
        // The month just closed keeps only what the rule does not let through.
        if (month == year.CurrentMonth && year.Lines.Exists(l => l.Month == month && l.Kind == MinuteEntryKind.CarriedOver))
            Assert.True(year.Left(before) == 0 || year.CarriedInto(month) == Rules[rule % Rules.Length]);
    }));

    [Property(Arbitrary = [typeof(YearsOfVisits)])]
    public void An_hour_a_month_is_never_more_than_an_hour_and_what_was_carried_over(Event[] events, byte rule) =>
        Lived(events, rule, year => Assert.All(year.Months, month => Assert.InRange(year.Used(month), 0, 60 + year.CarriedInto(month))));

    [Property(Arbitrary = [typeof(YearsOfVisits)])]
    public void By_default_no_month_gives_more_than_its_hour(Event[] events) =>
        Lived(events, 0, year => Assert.All(year.Months, month => Assert.InRange(year.Left(month) + year.Used(month), 60, 60)));

    /// <summary>The volunteer now gives half an hour; a visit of the hour given before stays, and when it is cancelled half an hour is left, not the hour.</summary>
    [Fact]
    public void What_a_smaller_promise_could_not_take_back_goes_when_the_visit_is_cancelled()
    {
        var year = new VolunteersYear(0);
        year.Goes(new(Happening.VisitFixed, 1));
        year.Goes(new(Happening.GivesOtherwise, 0));
        Assert.Equal((30, 0), (year.Gives, year.Left(202601)));
        year.Goes(new(Happening.VisitCancelled, 0));
        Assert.Equal(30, year.Left(202601));
    }

    private static void Lived(Event[] events, byte rule, Action<VolunteersYear> holds)
    {
        var year = new VolunteersYear(Rules[rule % Rules.Length]);
        foreach (var what in events)
        {
            year.Goes(what);
            holds(year);
        }
    }
}
