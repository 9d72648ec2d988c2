using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Contacts;

/// <summary>Who agreed to what, how, to which text, when, and when it was taken back.</summary>
public sealed class Consenting
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Resident = "resident { id ageBand consents { purpose channel on text textHash withdrawnAt withdrawnBy byGuardian } contacts { id } }";

    private static async Task<(string Id, JsonNode Request)> Jeanne(Neighbourhood hood)
    {
        var request = await hood.AsksForJeanne(residentExtra: ", ageBand: FROM_80");
        return ((await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id"), request);
    }

    private static Task<Done> Gives(Neighbourhood hood, string id, string rest) => hood.Does(Nadia, $"giveConsent(input: {{ residentId: \"{id}\", {rest} }})", Resident);
    private static Task<Done> Withdraws(Neighbourhood hood, string id, string rest) => hood.Does(Nadia, $"withdrawConsent(input: {{ residentId: \"{id}\", {rest} }})", Resident);

    [Fact]
    public async Task What_is_needed_is_explained_and_not_asked()
    {
        await using var hood = await Neighbourhood.Start();
        var (id, _) = await Jeanne(hood);
        var purposes = (await hood.Ask("{ purposes { purpose required text version } }"))["purposes"]!.AsArray();
        Assert.Equal(["HELP"], purposes.Where(p => p!["required"]!.GetValue<bool>()).Select(p => p.Text("purpose")));
        Assert.Contains("Sans cela, nous ne pouvons pas vous aider.", purposes[0].Text("text"), StringComparison.Ordinal);
        Assert.Equal("CONSENT_NOT_ASKED", (await Gives(hood, id, "purpose: HELP, channel: PAPER")).Refused);
        Assert.Equal("CONSENT_NOT_ASKED", (await Withdraws(hood, id, "purpose: HELP, channel: PAPER")).Refused);
    }

    [Fact]
    public async Task Each_is_kept_with_its_text_and_a_new_yes_is_another()
    {
        await using var hood = await Neighbourhood.Start();
        var (id, _) = await Jeanne(hood);
        var text = (await hood.Ask("{ purposes { purpose text } }"))["purposes"]!.AsArray().Single(p => p.Text("purpose") == "AGE_FOR_FAIRNESS").Text("text");
        Assert.Equal("CHANNEL_NEEDED", (await Gives(hood, id, "purpose: AGE_FOR_FAIRNESS")).Refused);
        Assert.Equal("CHANNEL_NEEDED", (await Gives(hood, id, "purpose: AGE_FOR_FAIRNESS, channel: WEB")).Refused); // nobody clicks in another's place
        Assert.Equal("INVALID_DATE", (await Gives(hood, id, "purpose: AGE_FOR_FAIRNESS, channel: PAPER, on: \"2026-11-25\"")).Refused);
        for (var twice = 0; twice < 2; twice++) await Gives(hood, id, "purpose: AGE_FOR_FAIRNESS, channel: VOICE, on: \"2026-11-20\"");
        var given = (await Gives(hood, id, "purpose: AGE_FOR_FAIRNESS, channel: VOICE")).Result;
        var consent = Assert.Single(given["consents"]!.AsArray());
        Assert.Equal(("VOICE", "2026-11-20", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text + "\n")))), (consent.Text("channel"), consent.Text("on"), consent.Text("textHash")));

        var withdrawn = (await Withdraws(hood, id, "purpose: AGE_FOR_FAIRNESS, channel: SMS")).Result;
        Assert.Equal(("SMS", null), (withdrawn["consents"]![0].Text("withdrawnBy"), withdrawn["ageBand"])); // what was built on it is forgotten
        Assert.Equal(2, (await Gives(hood, id, "purpose: AGE_FOR_FAIRNESS, channel: DESK")).Result["consents"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_consent_taken_back_silences_the_news_to_relatives_at_once()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (id, request) = await Jeanne(hood);
        var luc = hood.NextPhone();
        await hood.Does(Nadia, $"addContact(input: {{ residentId: \"{id}\", firstName: \"Luc\", phone: \"{luc}\", scopes: [MAY_BE_TOLD], channel: DESK }})", Resident);
        await Withdraws(hood, id, "purpose: TELL_CONTACTS, channel: VOICE");
        await hood.HasVisit(amina, request);
        Assert.Empty(hood.Telephones.To(luc));
    }

    [Fact]
    public async Task A_guardian_agrees_in_the_persons_place_and_nobody_else_does()
    {
        await using var hood = await Neighbourhood.Start();
        var (id, _) = await Jeanne(hood);
        async Task<string> Contact(string scope) => (await hood.Does(Nadia, $"addContact(input: {{ residentId: \"{id}\", firstName: \"Luc\", phone: \"{hood.NextPhone()}\", scopes: [{scope}], channel: PAPER }})", Resident)).Result["contacts"]!.AsArray()[^1].Text("id");
        var (relative, guardian) = (await Contact("MAY_ASK"), await Contact("GUARDIAN"));
        Assert.Equal("NOT_FOUND", (await Gives(hood, id, $"purpose: AGE_FOR_FAIRNESS, channel: PAPER, byContactId: \"{relative}\"")).Refused);
        var given = (await Gives(hood, id, $"purpose: AGE_FOR_FAIRNESS, channel: PAPER, byContactId: \"{guardian}\"")).Result["consents"]![0];
        Assert.True(given!["byGuardian"]!.GetValue<bool>());
        Assert.Equal(2, await hood.Sql(db => db.Consents.CountAsync()));
    }
}
