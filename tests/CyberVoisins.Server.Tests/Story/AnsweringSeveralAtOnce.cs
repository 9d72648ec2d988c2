using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>One SMS with several codes: each is done, and one SMS says what each came to.</summary>
public sealed class AnsweringSeveralAtOnce
{
    private static async Task<(Neighbourhood Hood, string Amina, List<string> Codes)> TwoOffers(string secondDay = "27")
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        await hood.AsksForJeanne("+33639986001", minutes: 60, from: "2026-11-27T14:00:00+01:00", to: "2026-11-27T15:00:00+01:00");
        await hood.AsksForJeanne("+33639986002", minutes: 60, from: $"2026-11-{secondDay}T14:00:00+01:00", to: $"2026-11-{secondDay}T15:00:00+01:00");
        return (hood, amina, await hood.Sql(db => db.Offers.OrderBy(o => o.Id).Select(o => o.Code).ToListAsync()));
    }

    private static Task<List<string>> States(Neighbourhood hood) => hood.Sql(db => db.Offers.OrderBy(o => o.Id).Select(o => o.State.ToString()).ToListAsync());

    [Fact]
    public async Task A_yes_and_a_no_are_both_done_and_answered_in_one_SMS()
    {
        var (hood, amina, codes) = await TwoOffers();
        await using var _ = hood;
        var before = hood.Telephones.To(amina).Count;
        await hood.Writes(amina, $"Bonjour, non {codes[0]} et oui {codes[1]}. Merci !");
        Assert.Equal(["Declined", "Accepted"], await States(hood));
        var heard = hood.Telephones.To(amina).Skip(before).ToList();
        Assert.Equal(2, heard.Count); // where to go, and what each came to
        Assert.Single(heard, b => b.Contains($"{codes[0]} non, noté, {codes[1]} oui, noté", StringComparison.Ordinal));
        Assert.Equal("Several", await hood.Sql(db => db.InboundMessages.Select(m => m.Understood).SingleAsync()));
    }

    [Fact]
    public async Task Two_yeses_at_the_same_hour_book_one_and_say_so()
    {
        var (hood, amina, codes) = await TwoOffers();
        await using var _ = hood;
        await hood.Writes(amina, $"oui {codes[0]}, {codes[1]}");
        Assert.Equal(1, await hood.Sql(db => db.Visits.CountAsync()));
        Assert.Contains(hood.Telephones.To(amina), b => b.Contains($"{codes[0]} oui, noté, {codes[1]} déjà une visite alors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_yeses_on_two_days_are_two_confirmations_and_nothing_more()
    {
        var (hood, amina, codes) = await TwoOffers(secondDay: "26");
        await using var _ = hood;
        var before = hood.Telephones.To(amina).Count;
        await hood.Writes(amina, $"OUI {codes[0]} OUI {codes[1]}");
        Assert.Equal(2, await hood.Sql(db => db.Visits.CountAsync()));
        Assert.All(hood.Telephones.To(amina).Skip(before), body => Assert.Contains("vous aidez Jeanne", body, StringComparison.Ordinal));
        Assert.Equal(before + 2, hood.Telephones.To(amina).Count);
    }

    [Fact]
    public async Task What_may_be_read_two_ways_changes_nothing_and_a_person_reads_it()
    {
        var (hood, amina, codes) = await TwoOffers();
        await using var _ = hood;
        await hood.Writes(amina, $"oui {codes[0]} {codes[1]} non");
        Assert.Equal(["Pending", "Pending"], await States(hood));
        Assert.Contains("nous n'avons pas compris", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_marks_the_message_that_it_answers()
    {
        var (hood, amina, codes) = await TwoOffers();
        await using var _ = hood;
        await hood.Writes(amina, $"NON {codes[0]}");
        var answered = await hood.Sql(db => db.Messages.Where(m => m.AnsweredAt != null).ToListAsync());
        var message = Assert.Single(answered);
        Assert.Contains(codes[0], message.Body, StringComparison.Ordinal);
        Assert.NotNull(message.AcknowledgedAt);
        await hood.Writes(amina, "AIDE");
        Assert.Equal(2, await hood.Sql(db => db.Messages.CountAsync(m => m.AnsweredAt != null)));
    }
}
