using CyberVoisins.Core.Messages;
using NodaTime;
using NodaTime.Text;

namespace CyberVoisins.Core.Tests.Messages;

/// <summary>"PAUSE", and until when; said on Tuesday 24 November 2026.</summary>
public sealed class ReadingABreak
{
    private static readonly LocalDate Today = new(2026, 11, 24);

    [Theory]
    [InlineData("PAUSE", "2026-12-24")]
    [InlineData("Pause svp, merci", "2026-12-24")]
    [InlineData("Bonjour, je voudrais faire une pause.", "2026-12-24")]
    [InlineData("pause jusqu'au 15 janvier", "2027-01-15")]
    [InlineData("Pause jusqu’au vendredi 15 Janvier 2027 inclus", "2027-01-15")]
    [InlineData("PAUSE 15/01", "2027-01-15")]
    [InlineData("PAUSE 15.01.", "2027-01-15")]
    [InlineData("pause 15/01/2027", "2027-01-15")]
    [InlineData("pause 15-01-27", "2027-01-15")]
    [InlineData("pause jusqu'au 1er décembre", "2026-12-01")]
    [InlineData("pause 24/11", "2026-11-24")]
    [InlineData("pause 24/11/2027", "2027-11-24")]
    [InlineData("pause 15/09", "2027-09-15")]
    [InlineData("pause 2 semaines", "2026-12-08")]
    [InlineData("PAUSE 2SEMAINES", "2026-12-08")]
    [InlineData("pause pendant quinze jours", "2026-12-09")]
    [InlineData("pause un mois", "2026-12-24")]
    [InlineData("pause d'un mois", "2026-12-24")]
    [InlineData("pause jusqu'en janvier", "2026-12-31")]
    [InlineData("pause jusqu'à fin janvier", "2027-01-31")]
    [InlineData("pause jusqu'en novembre", "2027-10-31")]
    public void Ends_on(string text, string lastDay)
    {
        var pause = Assert.IsType<Reply.Pause>(Reply.Parse(text));
        Assert.Equal(LocalDatePattern.Iso.Parse(lastDay).Value, (pause.End ?? PauseEnd.Default).LastDay(Today));
    }

    [Theory]
    [InlineData("pause 23/11")] // yesterday: a slip
    [InlineData("pause 30/09")]
    [InlineData("pause 15/01/2026")]
    [InlineData("pause 25/11/2027")] // more than 12 months
    [InlineData("pause 13 mois")]
    [InlineData("pause 31/02")]
    [InlineData("pause 00/12")]
    [InlineData("pause 29/02")] // 2028
    public void Has_no_such_end(string text)
    {
        var pause = Assert.IsType<Reply.Pause>(Reply.Parse(text));
        Assert.Null((pause.End ?? PauseEnd.Default).LastDay(Today));
    }

    [Theory]
    [InlineData("pause déjeuner à 12h30")]
    [InlineData("je suis en pause jusqu'à 14h")]
    [InlineData("pause ?")]
    [InlineData("pause 4821")]
    [InlineData("pause jusqu'à Noël")]
    [InlineData("pas de pause")]
    [InlineData("pause 2 semaines mais pas le mardi")]
    [InlineData("pause 15/13")]
    [InlineData("pause jusqu'au")]
    public void Is_unclear_when_in_doubt(string text) => Assert.IsType<Reply.Unclear>(Reply.Parse(text));

    [Fact]
    public void An_answer_that_speaks_of_a_break_stays_an_answer() => Assert.Equal(new Reply.No("4821"), Reply.Parse("non 4821, je suis en pause"));

    [Fact]
    public void The_29th_of_February_is_the_next_one_within_a_year() =>
        Assert.Equal(new LocalDate(2028, 2, 29), new PauseEnd.On(29, 2, null).LastDay(new LocalDate(2027, 11, 24)));
}
