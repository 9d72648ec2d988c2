using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Vouchings;

/// <summary>Somebody of 16 or 17 years helps: with a guardian's consent, and never alone at a home.</summary>
public sealed class Minors
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Volunteer = "volunteer { id state adultFrom guardianConsent { guardianFirstName channel on } }";

    private static string Consent(string id) =>
        $"recordGuardianConsent(input: {{ volunteerId: \"{id}\", guardianFirstName: \"Salima\", guardianPhone: \"06 39 98 70 01\", channel: PAPER, on: \"2026-11-23\" }})";

    [Fact]
    public async Task Nobody_under_16_and_of_an_adult_no_birthday_is_kept()
    {
        await using var hood = await Neighbourhood.Start();
        var young = await hood.SignsUp(hood.NextPhone(), "Tom", rest: ", adultFrom: \"2028-11-25\"");
        Assert.Equal(("TOO_YOUNG", "adultFrom"), (young.Refused, young.Field));
        Assert.Null((await hood.SignsUp(hood.NextPhone(), "Tom", rest: ", adultFrom: \"2028-11-24\"")).Refused); // 16 today
        Assert.Null((await hood.SignsUp(hood.NextPhone(), "Adulte", rest: ", adultFrom: \"2026-11-24\"")).Refused); // 18 today
        Assert.Equal(1, await hood.Sql(db => db.Volunteers.CountAsync(v => v.AdultFrom != null)));
    }

    [Fact]
    public async Task A_guardian_agrees_first_and_the_home_stays_closed_until_the_eighteenth_birthday()
    {
        await using var hood = await Neighbourhood.Start();
        var inès = await hood.HasVolunteer("Inès", vouched: false, extra: ", adultFrom: \"2026-12-10\"");
        var id = await hood.IdOf(inès);
        Assert.Equal("GUARDIAN_CONSENT_NEEDED", (await hood.Does(Nadia, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(id)} }})", Volunteer)).Refused);
        var adult = await hood.IdOf(await hood.HasVolunteer("Amina", categories: "[EMAIL]"));
        Assert.Equal("ALREADY_ADULT", (await hood.Does(Nadia, Consent(adult), Volunteer)).Refused);
        Assert.Equal("CHANNEL_NEEDED", (await hood.Does(Nadia, Consent(id).Replace("PAPER", "WEB", StringComparison.Ordinal), Volunteer)).Refused);
        var agreed = (await hood.Does(Nadia, Consent(id), Volunteer)).Result["guardianConsent"];
        Assert.Equal(("Salima", "PAPER", "2026-11-23"), (agreed.Text("guardianFirstName"), agreed.Text("channel"), agreed.Text("on")));
        Assert.Null((await hood.Does(Nadia, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(id)} }})", Volunteer)).Refused);

        var atHome = await hood.AsksForJeanne();
        Assert.Equal("ESCALATED", atHome.Text("state"));
        var reason = (await hood.Coordinator($$"""{ matching(requestId: "{{atHome.Text("id")}}") { refused { volunteer { firstName } reasons { rule sentence change { sentence } } } } }"""))["matching"]!["refused"]!
            .AsArray().Single(r => r!["volunteer"].Text("firstName") == "Inès")!["reasons"]!.AsArray();
        Assert.Equal(("MINOR_NOT_AT_HOME", "moins de 18 ans : jamais au domicile d'une personne", "se voir dans un lieu public, ou s'aider par téléphone"),
            (Assert.Single(reason).Text("rule"), reason[0].Text("sentence"), reason[0]!["change"].Text("sentence")));
        // Nor by a coordinator's own choice.
        var byHand = await hood.Does(Nadia, $"offerToVolunteer(input: {{ requestId: \"{atHome.Text("id")}\", volunteerId: \"{id}\", motive: \"elle habite en face\" }})", "offer { id }");
        Assert.Equal("VOLUNTEER_NOT_ELIGIBLE", byHand.Refused);
        var either = await hood.AsksForJeanne("+33639985001", name: "Paul", modes: "[AT_HOME, BY_PHONE]");
        Assert.Equal("BY_PHONE", (await hood.Ask($$"""{ offers { nodes { mode request { id } } } }""", inès))["offers"]!["nodes"]![0].Text("mode"));
        await hood.HasVisit(inès, either);

        // From the birthday on she is like everybody, and what was only needed before it is forgotten.
        await hood.PassesUntil("2026-12-10T12:00:00+01:00");
        Assert.Equal(1, await hood.Sql(db => db.Volunteers.CountAsync(v => v.AdultFrom != null)));
        await hood.PassesUntil("2026-12-11T12:00:00+01:00");
        Assert.Equal(0, await hood.Sql(db => db.Volunteers.CountAsync(v => v.AdultFrom != null)));
        Assert.Equal(("", "+99900000000", "Paper"), await hood.Sql(async db => await db.GuardianConsents.SingleAsync() is var kept ? (kept.GuardianFirstName, kept.GuardianPhone.E164, kept.Channel.ToString()) : default));
        var later = await hood.AsksForJeanne("+33639985002", name: "Rose", from: "2026-12-15T14:00:00+01:00", to: "2026-12-15T18:00:00+01:00");
        Assert.Equal("SEARCHING", later.Text("state"));
    }

    [Fact]
    public async Task A_guardian_goes_back_on_it_and_visits_to_come_are_cancelled_and_asked_for_again_at_once()
    {
        await using var hood = await Neighbourhood.Start();
        var inès = await hood.HasVolunteer("Inès", vouched: false, extra: ", adultFrom: \"2027-12-10\"");
        var id = await hood.IdOf(inès);
        await hood.Does(Nadia, Consent(id), Volunteer);
        await hood.Does(Nadia, $"vouchForVolunteer(input: {{ {Neighbourhood.Vouching(id)} }})", Volunteer);
        var request = await hood.AsksForJeanne(modes: "[PUBLIC_PLACE]");
        await hood.HasVisit(inès, request);
        var bruno = await hood.HasVolunteer("Bruno");

        Assert.Null((await hood.Does(Nadia, $"withdrawGuardianConsent(volunteerId: \"{id}\")", Volunteer)).Result["guardianConsent"]);
        Assert.Equal("CANCELLED", (await hood.Request(request))["visits"]![0].Text("state"));
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        Assert.Equal("GUARDIAN_CONSENT_NEEDED", (await hood.Does(Nadia, $"withdrawGuardianConsent(volunteerId: \"{id}\")", Volunteer)).Refused);
        Assert.Equal((1, 1), (await hood.Sql(db => db.GuardianConsents.CountAsync(c => c.WithdrawnAt != null)), await hood.Sql(db => db.Volunteers.CountAsync(v => v.AdultFrom != null && v.GuardianConsentAt == null))));
    }
}
