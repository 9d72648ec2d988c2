using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Vouchings;

/// <summary>A new charter is sent to every volunteer, and one word accepts it.</summary>
public sealed class TheCharterBySms
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Publish = "publishCharter(input: { additions: [\"Je porte le badge de l'association.\"] })";

    [Fact]
    public async Task A_new_version_asks_each_volunteer_once_and_the_word_accepts_it()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, bruno) = (await hood.HasVolunteer("Amina"), await hood.HasVolunteer("Bruno"));
        var suspended = await hood.HasVolunteer("Chloé");
        await hood.Does(Nadia, $"suspendVolunteer(volunteerId: \"{await hood.IdOf(suspended)}\")", "volunteer { state }");
        await hood.Does(Nadia, Publish, "association { charter { version } }");
        foreach (var phone in new[] { amina, bruno })
            Assert.Equal($"Les Voisins du 17e 01 99 00 17 17: lisez notre charte: {Neighbourhood.PublicUrl}/charte Vous l'acceptez ? Répondez CHARTE.", hood.Telephones.To(phone)[^1]);
        Assert.DoesNotContain(hood.Telephones.To(suspended), body => body.Contains("charte", StringComparison.Ordinal));
        await hood.Does(Nadia, $"askForCharter(volunteerId: \"{await hood.IdOf(amina)}\")", "volunteer { id }");
        Assert.Single(hood.Telephones.To(amina), body => body.Contains("charte", StringComparison.Ordinal));

        await hood.Writes(amina, "J'accepte la charte");
        Assert.Contains("c'est noté: vous acceptez la charte", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(bruno, "charte ?");
        var accepted = await hood.Sql(db => db.CharterAcceptances.Where(a => a.Version == 2).ToListAsync());
        var acceptance = Assert.Single(accepted);
        Assert.Equal(("Sms", new LocalDate(2026, 11, 24), (Guid?)null), (acceptance.Channel.ToString(), acceptance.On, acceptance.RecordedByUserId));
        Assert.Equal((2, 1), (await Version(hood, amina), await Version(hood, bruno)));
        await hood.Writes(amina, "CHARTE"); // twice is once
        Assert.Equal(1, await hood.Sql(db => db.CharterAcceptances.CountAsync(a => a.Version == 2)));
    }

    [Fact]
    public async Task Nobody_accepts_by_SMS_what_they_were_not_asked()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", vouched: false);
        await hood.Writes(amina, "CHARTE");
        Assert.Equal(0, await hood.Sql(db => db.CharterAcceptances.CountAsync()));
        Assert.Single((await hood.Coordinator("{ unclearMessages { nodes { body } } }"))["unclearMessages"]!["nodes"]!.AsArray());
        await hood.Does(Nadia, $"askForCharter(volunteerId: \"{await hood.IdOf(amina)}\")", "volunteer { id }");
        await hood.Writes(amina, "CHARTE");
        Assert.Equal(1, await Version(hood, amina));
        Assert.Null((await hood.Does(Nadia, $"vouchForVolunteer(input: {{ volunteerId: \"{await hood.IdOf(amina)}\" }})", "volunteer { state }")).Refused);
    }

    [Fact]
    public async Task The_page_of_the_link_shows_the_charter_of_each_association()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Does(Nadia, Publish, "association { id }");
        var (_, html, _) = await hood.Opens("/charte");
        Assert.Contains("Les Voisins du 17e, version 2", html, StringComparison.Ordinal);
        Assert.Contains("Je porte le badge de l'association.", html, StringComparison.Ordinal);
    }

    private static async Task<int> Version(Neighbourhood hood, string phone) =>
        (await hood.Coordinator($$"""{ volunteer(id: "{{await hood.IdOf(phone)}}") { charterVersion } }"""))["volunteer"].Number("charterVersion");
}
