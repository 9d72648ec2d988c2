using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Pairs;

/// <summary>Two people who should not meet again are not proposed to each other, and neither is told.</summary>
public sealed class KeptApart
{
    [Fact]
    public async Task A_visit_of_the_two_is_cancelled_asked_for_again_and_never_proposed_to_the_same()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 200, minutesPerMonth: 300), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (request, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Null((await hood.Does(amina, $"blockPair(input: {{ visitId: \"{visit}\" }})", "done { ok }")).Refused);
        Assert.DoesNotContain(hood.Telephones.To(amina).Concat(hood.Telephones.To(Neighbourhood.JeannesPhone)), b => b.Contains("bloqu", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);

        var refused = (await hood.Coordinator($$"""{ matching(requestId: "{{request.Text("id")}}") { refused { volunteer { firstName } reasons { rule } } } }"""))["matching"]!["refused"]!.AsArray()
            .Single(r => r!["volunteer"]!.Text("firstName") == "Amina")!;
        Assert.Contains("NOT_BLOCKED", refused["reasons"]!.AsArray().Select(r => r!.Text("rule")));
        Assert.Equal(300, await hood.MinutesLeft(amina));
    }

    [Fact]
    public async Task Of_a_resident_with_several_requests_each_is_looked_at()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.AsksForJeanne(from: "2026-11-28T14:00:00+01:00", to: "2026-11-28T18:00:00+01:00");
        Assert.Null((await hood.Does(amina, $"blockPair(input: {{ visitId: \"{visit}\" }})", "done { ok }")).Refused);
        Assert.Empty((await hood.Ask("{ offers(state: PENDING) { nodes { id } } }", amina))["offers"]!["nodes"]!.AsArray());
    }

    [Fact]
    public async Task Neither_why_not_me_nor_why_do_I_wait_nor_a_contest_tells_of_it()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = hood.NextPhone();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var first = (await hood.AsksForHelp(jeanne, $"firstName: \"Jeanne\", phone: \"{jeanne}\", address: {{ {hood.Center} }}")).Result;
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var visit = (await hood.Request(first))["visits"]![0].Text("id");
        Assert.Null((await hood.Does(jeanne, $"blockPair(input: {{ visitId: \"{visit}\" }})", "done { ok }")).Refused);
        // Nobody else lives there: the search comes to nothing for that reason alone.
        var second = (await hood.AsksForHelp(jeanne, null)).Result;
        var waits = (await hood.Ask($$"""{ helpRequest(id: "{{second.Text("id")}}") { decisions { id because otherwise } } }""", jeanne))["helpRequest"]!["decisions"]!;
        Assert.NotEmpty(waits.AsArray());
        Assert.DoesNotContain("souhait", waits.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        await hood.HasVolunteer("Bruno", metresAway: 3_000);
        var third = (await hood.AsksForHelp(jeanne, null)).Result;
        Assert.Empty((await hood.Ask("{ whyNotMe { because otherwise } }", amina))["whyNotMe"]!.AsArray());
        var decision = (await hood.Coordinator($$"""{ helpRequest(id: "{{third.Text("id")}}") { decisions { id } } }"""))["helpRequest"]!["decisions"]![0].Text("id");
        Assert.Equal("NOT_FOUND", (await hood.Does(amina, $"contestDecision(input: {{ decisionId: \"{decision}\", words: \"pour voir\" }})", "contest { id }")).Refused);
    }

    [Fact]
    public async Task A_yes_to_an_offer_that_crossed_with_the_block_books_nothing_and_says_nothing_of_it()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        // As another process would leave it that kept them apart while this one asked.
        await hood.Sql(async db =>
        {
            var resident = await db.Requests.Select(r => r.ResidentId).SingleAsync();
            var volunteer = (await db.Volunteers.ToListAsync()).Single(v => v.FirstName == "Amina");
            db.PairBlocks.Add(new() { VolunteerId = volunteer.Id, ResidentId = resident, AssociationId = volunteer.AssociationId, By = VisitParty.Association, At = hood.Now });
            return await db.SaveChangesAsync();
        });
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        Assert.Equal(0, await hood.Sql(db => db.Visits.CountAsync()));
        Assert.DoesNotContain("bloqu", hood.Telephones.To(amina)[^1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Only_the_two_and_their_association_may_and_only_the_association_undoes_it()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, bruno) = (await hood.HasVolunteer("Amina"), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (request, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Equal("NOT_FOUND", (await hood.Does(bruno, $"blockPair(input: {{ visitId: \"{visit}\" }})", "done { ok }")).Refused);
        var resident = (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"]!.Text("id");
        var pair = $"volunteerId: \"{await hood.IdOf(amina)}\", residentId: \"{resident}\"";
        Assert.Equal("FORBIDDEN", (await hood.Does(amina, $"blockPair(input: {{ {pair} }})", "done { ok }")).Refused);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"blockPair(input: {{ {pair} }})", "done { ok }")).Refused);
        Assert.Equal("FORBIDDEN", (await hood.Does(amina, $"unblockPair({pair})", "done { ok }")).Refused);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"unblockPair({pair})", "done { ok }")).Refused);
        Assert.Equal("NOT_FOUND", (await hood.Does(Neighbourhood.CoordinatorPhone, $"unblockPair({pair})", "done { ok }")).Refused);
    }
}
