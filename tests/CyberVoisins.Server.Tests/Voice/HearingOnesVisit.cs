using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Calling;

/// <summary>What is private is said to whoever knows the four digits, and to nobody else.</summary>
public sealed class HearingOnesVisit
{
    private const string Landline = "+33199001234", Wrong = "Nous n'avons rien trouvé avec ces chiffres.";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jeanne_hears_confirms_and_cancels_her_next_visit()
    {
        await using var hood = await Neighbourhood.Start();
        var code = await HasVisit(hood);
        var call = await Asks(hood, Landline);
        await call.Presses(code);
        Assert.Contains("Votre prochain rendez-vous est vendredi 27 novembre à 14 heures, chez vous, avec Amina.", call.Hears, StringComparison.Ordinal);
        Assert.DoesNotContain("Saussure", call.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("+336", call.Body, StringComparison.Ordinal);
        var heard = call.Body;
        Assert.Equal(heard, (await call.Presses("1")).Body);
        await call.Presses("2");
        Assert.Contains("c'est confirmé", call.Hears, StringComparison.Ordinal);
        var told = await hood.Sql(db => db.Messages.Where(m => m.To == new PhoneNumber(Landline) && m.VisitId != null).ToListAsync(Cancel));
        Assert.NotEmpty(told);
        Assert.All(told, m => Assert.Equal((hood.Now, hood.Now), (m.AcknowledgedAt, m.AnsweredAt)));

        call = await Asks(hood, Landline);
        await call.Presses(code);
        await call.Presses("3");
        Assert.Contains("Voulez-vous vraiment annuler le rendez-vous de vendredi 27 novembre à 14 heures", call.Hears, StringComparison.Ordinal);
        Assert.Equal(heard, (await call.Presses("2")).Body);
        await call.Presses("3");
        await call.Presses("1");
        var said = call.Body;
        Assert.Contains("le rendez-vous est annulé", call.Hears, StringComparison.Ordinal);
        Assert.Equal(said, (await call.AsksAgain()).Body);
        var visit = (await hood.Coordinator("{ visits { nodes { state endedBy } } }"))["visits"]!["nodes"]!.AsArray().Single();
        Assert.Equal(("CANCELLED", "RESIDENT"), (visit.Text("state"), visit.Text("endedBy")));

        call = await Asks(hood, Landline);
        Assert.Contains("pas de rendez-vous", (await call.Presses(code)).Hears, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_wrong_codes_lock_until_the_association_makes_a_new_one()
    {
        await using var hood = await Neighbourhood.Start();
        var code = await HasVisit(hood);
        var call = await Asks(hood, Landline);
        Assert.Contains(Wrong, (await call.Presses(Other(code))).Hears, StringComparison.Ordinal);
        // Twilio asks again: no try is lost.
        await call.AsksAgain();
        Assert.Contains(Wrong, (await call.Presses(Other(code))).Hears, StringComparison.Ordinal);
        Assert.NotNull((await call.Presses(Other(code))).Dials);
        call = await Asks(hood, Landline);
        Assert.Contains(Wrong, (await call.Presses(code)).Hears, StringComparison.Ordinal);

        var renewed = await Renew(hood, "Jeanne");
        call = await Asks(hood, Landline);
        Assert.Contains("avec Amina", (await call.Presses(renewed)).Hears, StringComparison.Ordinal);
        // Two mistakes and then the right one begin anew.
        for (var i = 0; i < 3; i++)
        {
            call = await Asks(hood, Landline);
            await call.Presses(Other(renewed));
            await call.Presses(Other(renewed));
            Assert.Contains("avec Amina", (await call.Presses(renewed)).Hears, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_played_again_later_says_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        var call = await Asks(hood, Landline);
        var known = await PhoneCall.From(hood, Landline);
        await hood.Passes(Duration.FromHours(5));
        foreach (var old in new[] { call, known })
        {
            Assert.Contains("Au revoir.", (await old.AsksAgain()).Hears, StringComparison.Ordinal);
            Assert.True(old.HangsUp);
        }
        await hood.Passes(Duration.FromDays(31));
        Assert.All(await hood.Sql(db => db.VoiceCalls.Select(c => c.From).ToListAsync(Cancel)), Assert.Null);
    }

    [Fact]
    public async Task A_number_that_is_known_sounds_like_one_that_is_not()
    {
        await using var hood = await Neighbourhood.Start();
        var code = await HasVisit(hood);
        var amina = (await hood.Coordinator("{ volunteers { nodes { phone } } }"))["volunteers"]!["nodes"]![0].Text("phone");
        var heard = new List<string>();
        foreach (var (from, keys) in new[] { (Landline, Other(code)), ("+33199009999", code), (amina, code), ("anonymous", code) })
        {
            var call = await PhoneCall.From(hood, from);
            var all = call.Body;
            all += (await call.Presses("2")).Body;
            for (var i = 0; i < 3; i++) all += (await call.Presses(keys)).Body;
            heard.Add(all);
        }
        Assert.Single(heard.Distinct());
        Assert.DoesNotContain("vendredi", heard[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Amina", heard[0], StringComparison.Ordinal);

        // Without the code, its place in the menu cannot be asked for either.
        var forged = await PhoneCall.From(hood, Landline);
        await forged.Post("/webhooks/twilio/voice/Visit?n=0-0", ("Digits", "3"));
        Assert.Contains("Pour demander de l'aide", forged.Hears, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relative_calls_with_the_residents_digits_and_a_household_is_told_apart_by_them()
    {
        await using var hood = await Neighbourhood.Start();
        const string Daughter = "+33639987001";
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        await hood.HasVisit(amina, await hood.AsksForJeanne(Landline, residentExtra: $$""", relative: { firstName: "Claire", phone: "{{Daughter}}" }"""));
        await hood.AsksForJeanne(Landline, name: "Paul", from: "2026-11-28T10:00:00+01:00", to: "2026-11-28T12:00:00+01:00");
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var (jeanne, paul) = (await Renew(hood, "Jeanne"), await Renew(hood, "Paul"));

        Assert.Contains("vendredi 27 novembre", (await (await Asks(hood, Landline)).Presses(jeanne)).Hears, StringComparison.Ordinal);
        Assert.Contains("samedi 28 novembre", (await (await Asks(hood, Landline)).Presses(paul)).Hears, StringComparison.Ordinal);
        Assert.Contains("vendredi 27 novembre", (await (await Asks(hood, Daughter)).Presses(jeanne)).Hears, StringComparison.Ordinal);
        Assert.Contains(Wrong, (await (await Asks(hood, Daughter)).Presses(paul)).Hears, StringComparison.Ordinal);
    }

    private static async Task<string> HasVisit(Neighbourhood hood)
    {
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne(Landline));
        return await Renew(hood, "Jeanne");
    }

    private static async Task<string> Renew(Neighbourhood hood, string name)
    {
        var resident = (await hood.Coordinator("{ helpRequests { nodes { resident { id firstName } } } }"))["helpRequests"]!["nodes"]!.AsArray()
            .Select(r => r!["resident"]).First(r => r.Text("firstName") == name).Text("id");
        return (await hood.Does(Neighbourhood.CoordinatorPhone, $"renewVoiceCode(residentId: \"{resident}\")", "voiceCode { code }")).Result.Text("code");
    }

    private static async Task<PhoneCall> Asks(Neighbourhood hood, string from) => await (await PhoneCall.From(hood, from)).Presses("2");

    private static string Other(string code) => code == "0001" ? "0002" : "0001";
}
