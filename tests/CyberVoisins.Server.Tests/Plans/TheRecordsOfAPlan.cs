using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Plans;

/// <summary>Every request of an accepted plan has its record, served or not, with the plan as it was applied; all of them are made again identically.</summary>
public sealed class TheRecordsOfAPlan(ITestOutputHelper output)
{
    /// <summary>Paul asked two days before Jeanne, who would lose a right; Amina has half an hour. Nobody helps with Rose's health.</summary>
    private static async Task<(Neighbourhood Hood, JsonNode Paul, JsonNode Jeanne, JsonNode Rose, string Amina)> OneHalfHour()
    {
        var hood = await Neighbourhood.Start();
        var paul = await hood.AsksForJeanne("+33639985001", name: "Paul");
        hood.Clock.Advance(TimeSpan.FromDays(2));
        var jeanne = await hood.AsksForJeanne(extra: ", situations: [DEADLINE_LOSES_A_RIGHT]");
        var rose = await hood.AsksForJeanne("+33639985003", name: "Rose", category: "HEALTH");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 30);
        await hood.Settle();
        return (hood, paul, jeanne, rose, amina);
    }

    [Fact]
    public async Task Who_is_not_served_has_a_record_with_the_plan_as_applied_and_reads_why()
    {
        var (hood, paul, jeanne, _, _) = await OneHalfHour();
        await using var __ = hood;
        var plan = await Accepted(hood);
        var waits = await Last(hood, paul);
        Assert.Equal(("NOT_SERVED", "PROPOSAL", "IDENTICAL"), (waits.Text("type"), waits.Text("decidedBy"), waits.Text("replayed")));
        Assert.Equal(
            ["Votre demande est numéro 2 dans la file du mois (demandes en tout : moins de 5).", "Voisins qui pouvaient vous aider : moins de 5, et leur temps est déjà pris. Demandes qui passent avant la vôtre : moins de 5."],
            waits.Texts("because"));
        Assert.Matches("^Avec [56] jours d'attente de plus, vous auriez eu de l'aide ce mois-ci.$", Assert.Single(waits.Texts("otherwise")));
        output.WriteLine(string.Join('\n', waits.Texts("because").Concat(waits.Texts("otherwise"))));

        var record = JsonNode.Parse(waits.Text("record"))!;
        Assert.Equal((plan.Text("id"), plan.Text("certificateHash")), (record.Text("planId"), record["integrity"].Text("planCertificateHash")));
        var (parameters, applied) = (record["parameters"]!, record["parameters"]!["applied"]!);
        Assert.Equal(("0,7,14,28", "plan/1"), (parameters.Text("equityCriterion"), parameters.Text("algorithmVersion")));
        Assert.Contains("nearest 50 + sampled 50", parameters.Text("candidatePolicy"), StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (applied.Number("orderKeyDays"), applied.Number("placeInOrder"), applied.Number("rank"))); // two days waited, none ahead
        Assert.Equal(16, applied.Text("tieHash").Length);
        Assert.Contains(plan.Text("salt"), record["operations"].Text("ordering"), StringComparison.Ordinal);
        Assert.NotNull(record["operations"]!["blockId"]);
        Assert.NotNull(record["result"]!["witness"]); // under 5 people: there, and not counted out
        Assert.DoesNotContain("Amina", waits.Text("record"), StringComparison.Ordinal);

        var served = await Last(hood, jeanne, "ASSIGNED");
        Assert.Equal("IDENTICAL", served.Text("replayed"));
        Assert.Equal("Le plan du mois, accepté par une personne de l'association, a fait ce choix.", served.Texts("because")[1]);
        var how = JsonNode.Parse(served.Text("record"))!;
        Assert.Equal((7, 1), (how["parameters"]!["applied"].Number("orderKeyDays"), how["parameters"]!["applied"].Number("placeInOrder")));
        Assert.NotNull(how["operations"]!["priceDecametres"]);
    }

    [Fact]
    public async Task Whom_nobody_could_help_is_told_so_and_no_wait_is_promised_to_be_enough()
    {
        var (hood, _, _, rose, _) = await OneHalfHour();
        await using var __ = hood;
        await Accepted(hood);
        var waits = await Last(hood, rose);
        Assert.Equal("Pour le moment, aucun voisin ne convient à cette demande : genre d'aide, distance, moments ou langue.", waits.Texts("because")[1]);
        Assert.Empty(waits.Texts("otherwise"));
        Assert.Equal("IDENTICAL", waits.Text("replayed"));
    }

    [Fact]
    public async Task A_pair_forced_by_hand_is_said_and_replays_with_it()
    {
        var (hood, paul, jeanne, _, amina) = await OneHalfHour();
        await using var __ = hood;
        await Accepted(hood, $"requestId: \"{paul.Text("id")}\", volunteerId: \"{await hood.IdOf(amina)}\", choice: FORCE, motive: \"ils se connaissent\"");
        var (chosen, waits) = (await Last(hood, paul, "ASSIGNED"), await Last(hood, jeanne));
        Assert.Equal("Une personne de l'association a fait ce choix.", chosen.Texts("because")[1]);
        Assert.Contains("a choisi pour une autre demande", waits.Texts("because")[1], StringComparison.Ordinal);
        Assert.Empty(waits.Texts("otherwise")); // days do not decide any more
        Assert.Equal(("IDENTICAL", "IDENTICAL"), (chosen.Text("replayed"), waits.Text("replayed")));
    }

    [Fact]
    public async Task The_record_can_be_contested_and_nobody_is_considered_in_it()
    {
        var (hood, paul, _, _, amina) = await OneHalfHour();
        await using var __ = hood;
        await Accepted(hood);
        var id = (await Last(hood, paul)).Text("id");
        string Contest(string more) => $"contestDecision(input: {{ decisionId: \"{id}\", words: \"Paul ne comprend pas.\"{more} }})";
        Assert.Equal("NOT_FOUND", (await hood.Does(amina, Contest(""), "contest { id }")).Refused);
        Assert.Equal("NOT_FOUND", (await hood.Does(Neighbourhood.CoordinatorPhone, Contest($", volunteerId: \"{await hood.IdOf(amina)}\""), "contest { id }")).Refused);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, Contest(""), "contest { id }")).Refused);
    }

    [Fact]
    public async Task A_plan_record_that_somebody_changed_does_not_replay()
    {
        var (hood, paul, _, _, _) = await OneHalfHour();
        await using var __ = hood;
        await Accepted(hood);
        await hood.Sql(db => db.Database.ExecuteSqlRawAsync("UPDATE \"Decisions\" SET \"Record\" = REPLACE(\"Record\", '\"placeInOrder\":2', '\"placeInOrder\":1')"));
        Assert.Equal("RECORD_CHANGED", (await Last(hood, paul)).Text("replayed"));
    }

    /// <summary>M9: requests, offers, a refusal, a plan with a change by hand, a yes, a contest: not one record that is not made again identically.</summary>
    [Fact]
    public async Task Every_record_of_a_whole_story_is_made_again_identically()
    {
        var (hood, _, jeanne, rose, _) = await OneHalfHour();
        await using var __ = hood;
        await hood.HasVolunteer("Bruno", metresAway: 1_000);
        var chloe = await hood.HasVolunteer("Chloé", metresAway: 2_000);
        var ali = await hood.AsksForJeanne("+33639985004", name: "Ali");
        var asked = (await hood.Request(ali))["offers"]![0]!["volunteer"]!.Text("phone");
        await hood.Writes(asked, $"NON {hood.CodeOf(asked)}"); // the next is asked
        await hood.AsksForJeanne("+33639985005", name: "Léa", minutes: 60);
        await Accepted(hood, $"requestId: \"{jeanne.Text("id")}\", volunteerId: \"{await hood.IdOf(chloe)}\", choice: FORBID, motive: \"une brouille\"");
        foreach (var offer in (await hood.Coordinator("{ offers(state: PENDING) { nodes { code volunteer { phone } } } }"))["offers"]!["nodes"]!.AsArray())
            await hood.Writes(offer!["volunteer"].Text("phone"), $"OUI {offer.Text("code")}");
        var why = (await hood.Ask("{ whyNotMe { decisionId } }", chloe))["whyNotMe"]!.AsArray();
        if (why.Count > 0) await hood.Does(chloe, $"contestDecision(input: {{ decisionId: \"{why[0].Text("decisionId")}\", words: \"Pourquoi pas moi ?\" }})", "contest { id }");
        var contest = (await hood.Does(Neighbourhood.CoordinatorPhone, $"contestDecision(input: {{ decisionId: \"{(await Last(hood, rose)).Text("id")}\", words: \"Rose demande pourquoi.\" }})", "contest { id }")).Result.Text("id");
        await hood.Does(Neighbourhood.CoordinatorPhone, $"answerContest(input: {{ contestId: \"{contest}\", corrected: false, answer: \"Personne n'aide pour la santé ici.\" }})", "contest { id }");

        List<string> seen = [];
        foreach (var id in await hood.Sql(db => db.Decisions.OrderBy(d => d.Sequence).Select(d => d.Id).ToListAsync()))
        {
            var decision = (await hood.Coordinator($$"""{ decision(id: "{{id}}") { type replayed record } }"""))["decision"]!;
            seen.Add(decision.Text("type"));
            // A review is a person's work: nothing computes it.
            if (decision.Text("type") == "REVIEW_OUTCOME") Assert.Null(decision["replayed"]);
            else Assert.True(decision.Text("replayed") == "IDENTICAL", $"{decision.Text("replayed")}: {decision.Text("record")}");
        }
        output.WriteLine($"{seen.Count} records: {string.Join(", ", seen.CountBy(type => type).Select(c => $"{c.Value} {c.Key}"))}");
        Assert.Superset(new HashSet<string> { "OFFER", "ASSIGNED", "NOT_SERVED", "REVIEW_OUTCOME" }, seen.ToHashSet());
        Assert.Null((await hood.Coordinator("{ firstBrokenDecision }"))["firstBrokenDecision"]);
    }

    /// <returns>The plan, proposed, changed by hand if so, and accepted.</returns>
    private static async Task<JsonNode> Accepted(Neighbourhood hood, string? change = null)
    {
        var id = (await hood.Does(Neighbourhood.CoordinatorPhone, "proposePlan(input: { month: 202611 })", "plan { id }")).Result.Text("id");
        if (change is not null) Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"changePlan(input: {{ planId: \"{id}\", {change} }})", "changed { halfHoursLost }")).Refused);
        return (await hood.Does(Neighbourhood.CoordinatorPhone, $"acceptPlan(planId: \"{id}\")", "plan { id salt certificateHash }")).Result;
    }

    private static async Task<JsonNode> Last(Neighbourhood hood, JsonNode request, string type = "NOT_SERVED") =>
        (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { decisions { id type because otherwise decidedBy replayed record } } }"""))["helpRequest"]!["decisions"]!.AsArray()
            .First(d => d.Text("type") == type && d.Text("record").Contains("\"planId\":\"", StringComparison.Ordinal))!;
}
