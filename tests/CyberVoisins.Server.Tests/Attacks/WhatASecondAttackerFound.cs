using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Ways in that somebody with fresh eyes found through a person's rights, merges and contacts; each is closed.</summary>
public sealed class WhatASecondAttackerFound
{
    private const string Elsewhere = "+33639980005", Nadia = Neighbourhood.CoordinatorPhone;

    private static async Task<string> ResidentOf(Neighbourhood hood, JsonNode request, string who = Nadia) =>
        (await hood.Ask($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }""", who))["helpRequest"]!["resident"].Text("id");

    private static Task<Done> Merge(Neighbourhood hood, string keep, string other) => hood.Does(Nadia, $"mergeResidents(input: {{ keepId: \"{keep}\", otherId: \"{other}\" }})", "merge { id }");

    private static Task<Done> Undo(Neighbourhood hood, Done merge) => hood.Does(Nadia, $"undoMerge(mergeId: \"{merge.Result.Text("id")}\")", "merge { id }");

    private static async Task<JsonNode> Export(Neighbourhood hood, string resident, string who) =>
        JsonNode.Parse((await hood.Ask($$"""{ residentData(residentId: "{{resident}}") { json } }""", who))["residentData"].Text("json"))!;

    [Fact]
    public async Task To_write_down_a_coordinators_number_as_a_resident_tells_neither_her_codes_nor_what_she_wrote()
    {
        await using var hood = await Neighbourhood.Start();
        var elsewhere = await hood.HasAssociation("Une autre association", Elsewhere, "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        var her = hood.NextPhone();
        Assert.Null((await hood.Does(Neighbourhood.AdministratorPhone, $"addCoordinator(input: {{ associationId: \"{hood.AssociationId}\", firstName: \"Zoé\", phone: \"{her}\" }})", "done { ok }")).Refused);
        await hood.AsksForJeanne(her, name: "Zoé");
        await hood.Writes(her, "Ceci ne regarde que le 17e, merci beaucoup");
        var zoe = (await hood.AsksForHelp(Elsewhere, $"firstName: \"Zoe\", phone: \"{her}\", address: {{ {hood.Center} }}", association: elsewhere)).Result["resident"].Text("id");
        await hood.SignInByCode(her);
        var told = (await Export(hood, zoe, Elsewhere)).ToJsonString();
        Assert.DoesNotContain("votre code", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Ceci ne regarde", told, StringComparison.Ordinal);
        var all = await Export(hood, zoe, Elsewhere);
        foreach (var section in new[] { "account", "sessions", "tokens", "elsewhere", "received" }) Assert.Empty(all[section]!.AsArray());
        // Herself, in a session of her own, reads what hangs on her account; her codes nobody does.
        var own = await Export(hood, zoe, her);
        Assert.NotEmpty(own["sessions"]!.AsArray());
        Assert.DoesNotContain("votre code", own.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_numbers_with_an_account_each_are_two_people_even_before_they_were_linked()
    {
        await using var hood = await Neighbourhood.Start();
        var (one, two) = (hood.NextPhone(), hood.NextPhone());
        await hood.SignInByCode(one);
        await hood.SignInByCode(two);
        var (a, b) = (await ResidentOf(hood, await hood.AsksForJeanne(one)), await ResidentOf(hood, await hood.AsksForJeanne(two)));
        Assert.Equal("TWO_ACCOUNTS", (await Merge(hood, a, b)).Refused);
    }

    [Fact]
    public async Task A_second_number_is_recognised_and_owns_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        var (one, two) = (hood.NextPhone(), hood.NextPhone());
        var (a, b) = (await ResidentOf(hood, await hood.AsksForJeanne(one)), await ResidentOf(hood, await hood.AsksForJeanne(two)));
        var merge = await Merge(hood, a, b);
        await hood.SignInByCode(two);
        Assert.Empty((await hood.Ask("{ helpRequests { nodes { id } } }", two))["helpRequests"]!["nodes"]!.AsArray());
        Assert.Null((await Undo(hood, merge)).Refused);
        foreach (var (phone, id) in new[] { (one, a), (two, b) })
        {
            await hood.SignInByCode(phone);
            Assert.Equal([id], (await hood.Ask("{ helpRequests { nodes { resident { id } } } }", phone))["helpRequests"]!["nodes"]!.AsArray().Select(r => r!["resident"].Text("id")));
        }
    }

    [Fact]
    public async Task An_undo_ends_neither_a_separation_nor_a_restriction()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.IdOf(await hood.HasVolunteer("Amina", minutesPerMonth: 300));
        var (first, second) = (await hood.AsksForJeanne(), await hood.AsksForJeanne("+33199001799"));
        var (keep, other) = (await ResidentOf(hood, first), await ResidentOf(hood, second));
        Assert.Null((await hood.Does(Nadia, $"blockPair(input: {{ volunteerId: \"{amina}\", residentId: \"{other}\" }})", "done { ok }")).Refused);
        var merge = await Merge(hood, keep, other);
        Assert.Null((await hood.Does(Nadia, $"restrictResident(residentId: \"{keep}\")", "resident { restrictedAt }")).Refused);
        Assert.Null((await Undo(hood, merge)).Refused);
        Assert.Equal(2, await hood.Sql(db => db.PairBlocks.CountAsync()));
        Assert.Equal(0, await hood.Sql(db => db.Residents.CountAsync(r => r.RestrictedAt == null)));
        Assert.Equal("RESTRICTED", (await hood.AsksForHelp(Nadia, null, $", residentId: \"{other}\"")).Refused);
    }

    [Fact]
    public async Task Whoever_is_reported_does_not_read_it_in_their_own_journal()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(Neighbourhood.JeannesPhone, "INQUIET");
        var told = (await hood.Ask($$"""{ volunteerData(volunteerId: "{{await hood.IdOf(amina)}}") { json page } }""", amina))["volunteerData"]!;
        foreach (var sign in new[] { "worr", "PairBlock", "INQUIET" }) Assert.DoesNotContain(sign, JsonNode.Parse(told.Text("json"))!["journal"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(JsonNode.Parse(told.Text("json"))!["journal"]!.AsArray());
    }

    [Theory]
    [InlineData("INQUIET 1704")]
    [InlineData("Inquiet, code 1704, il me frappe")]
    public async Task A_worry_with_figures_from_a_number_that_nobody_knows_is_heard(string text)
    {
        await using var hood = await Neighbourhood.Start();
        // Of two associations nobody knows yet whose it is.
        await hood.HasAssociation("Une autre association", Elsewhere, "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        await hood.Writes("+33639980945", text);
        Assert.Equal([text], (await hood.Ask("{ drafts(state: OPEN) { nodes { text } } }", Neighbourhood.AdministratorPhone))["drafts"]!["nodes"]!.AsArray().Select(d => d.Text("text")));
        Assert.Contains("112", hood.Telephones.To("+33639980945")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relative_whose_scope_was_narrowed_or_is_over_does_not_give_it_back_to_themselves()
    {
        await using var hood = await Neighbourhood.Start();
        var sami = hood.NextPhone();
        var yvette = await ResidentOf(hood, await hood.AsksForJeanne(name: "Yvette", residentExtra: $", relative: {{ firstName: \"Sami\", phone: \"{sami}\" }}"));
        Assert.Null((await hood.Does(Nadia, $"addContact(input: {{ residentId: \"{yvette}\", firstName: \"Sami\", phone: \"{sami}\", scopes: [MAY_BE_TOLD], lastDay: \"2026-11-24\", channel: DESK }})", "resident { id }")).Refused);
        string Again(string address) => $"firstName: \"Yvette\", phone: \"{Neighbourhood.JeannesPhone}\", address: {{ {address} }}, relative: {{ firstName: \"Sami\" }}";
        var narrowed = await hood.AsksForHelp(sami, Again("latitude: 48.8900, longitude: 2.3000"));
        Assert.NotEqual(yvette, narrowed.Result["resident"].Text("id")); // a record on their own word, which changes nothing of hers
        await hood.Passes(NodaTime.Duration.FromDays(1));
        Assert.NotEqual(yvette, (await hood.AsksForHelp(sami, Again("latitude: 48.8900, longitude: 2.3000"))).Result["resident"].Text("id"));
        Assert.Empty((await hood.Ask("{ spokenFor { firstName } }", sami))["spokenFor"]!.AsArray());
        Assert.Null(await hood.Sql(db => db.Residents.Where(r => r.Id == new Core.ResidentId(Guid.Parse(yvette))).Select(r => r.RelativePhone).SingleAsync()));
        Assert.StartsWith("12 rue de Saussure", await hood.Sql(db => db.Residents.Where(r => r.Id == new Core.ResidentId(Guid.Parse(yvette))).Select(r => r.Place.Label).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_asks_for_corrects_or_speaks_for_somebody_who_was_erased()
    {
        await using var hood = await Neighbourhood.Start();
        var request = await hood.AsksForJeanne();
        var jeanne = await ResidentOf(hood, request);
        Assert.Null((await hood.Does(Nadia, $"cancelRequest(requestId: \"{request.Text("id")}\")", "helpRequest { state }")).Refused);
        Assert.Null((await hood.Does(Nadia, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }")).Refused);
        Assert.Equal("NOT_FOUND", (await hood.AsksForHelp(Nadia, null, $", residentId: \"{jeanne}\"")).Refused);
        Assert.Equal("NOT_FOUND", (await hood.Does(Nadia, $"correctResident(input: {{ residentId: \"{jeanne}\", firstName: \"Revenue\" }})", "resident { id }")).Refused);
        Assert.Equal("NOT_FOUND", (await hood.Does(Nadia, $"addContact(input: {{ residentId: \"{jeanne}\", firstName: \"Luc\", phone: \"{hood.NextPhone()}\", scopes: [MAY_ASK], channel: DESK }})", "resident { id }")).Refused);
    }

    [Fact]
    public async Task An_account_that_asked_for_a_mother_elsewhere_outlives_its_erasure_here()
    {
        await using var hood = await Neighbourhood.Start();
        var elsewhere = await hood.HasAssociation("Une autre association", Elsewhere, "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        var marc = hood.NextPhone();
        await hood.AsksForHelp(marc, $"firstName: \"Odette\", phone: \"+33199001788\", address: {{ {hood.Center} }}, relative: {{ firstName: \"Marc\" }}");
        var here = (await hood.AsksForHelp(Elsewhere, $"firstName: \"Marc\", phone: \"{marc}\", address: {{ {hood.Center} }}", association: elsewhere)).Result;
        await hood.SignInByCode(marc);
        Assert.Null((await hood.Does(Elsewhere, $"cancelRequest(requestId: \"{here.Text("id")}\")", "helpRequest { state }")).Refused);
        Assert.Null((await hood.Does(Elsewhere, $"eraseResident(residentId: \"{here["resident"].Text("id")}\")", "erased { rows }")).Refused);
        Assert.Single((await hood.Ask("{ helpRequests { nodes { id } } }", marc))["helpRequests"]!["nodes"]!.AsArray());
    }

    [Theory]
    [InlineData("bit.ly/Xy1")]
    [InlineData("https://evil.example/a")]
    [InlineData("evil.example")]
    [InlineData("a@b.fr")]
    [InlineData("0899123456")]
    public async Task A_link_is_no_first_name(string name)
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal("INVALID_NAME", (await hood.AsksForHelp(Nadia, $"firstName: \"{name}\", phone: \"{Neighbourhood.JeannesPhone}\", address: {{ {hood.Center} }}")).Refused);
        Assert.Null((await hood.AsksForHelp(Nadia, $"firstName: \"M. Jean-Loup d'Éon\", phone: \"{Neighbourhood.JeannesPhone}\", address: {{ {hood.Center} }}")).Refused);
    }
}
