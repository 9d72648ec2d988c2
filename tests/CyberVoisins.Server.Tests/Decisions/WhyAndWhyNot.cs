using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Decisions;

/// <summary>Why this neighbour, why not me, why do I wait: answered from the record of the decision, to whom it concerns.</summary>
public sealed class WhyAndWhyNot
{
    private const string Why = "id type because otherwise decidedBy replayed record hash";

    [Fact]
    public async Task The_neighbour_who_is_asked_reads_why_and_the_record_replays()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, _) = (await hood.HasVolunteer("Amina", metresAway: 300), await hood.HasVolunteer("Bruno", metresAway: 2_500));
        await hood.AsksForJeanne();
        var offer = (await hood.Ask($$"""{ offers { nodes { id why { {{Why}} } } } }""", amina))["offers"]!["nodes"]![0]!;
        var why = offer["why"]!;
        Assert.Contains("Le plus de points", why.Texts("because")[0], StringComparison.Ordinal);
        Assert.Contains("Voisins qui pouvaient aider : moins de 5", why.Texts("because")[0], StringComparison.Ordinal); // two: not counted out
        Assert.Equal("Le bénévole et la personne habitent à moins de 500 m l'un de l'autre.", why.Texts("because")[1]);
        Assert.Equal(("AUTOMATIC_WITH_VETO", "IDENTICAL"), (why.Text("decidedBy"), why.Text("replayed")));
        // The whole record counts people exactly and may hold a coordinator's words: the association's to read, without names.
        Assert.Null(why["record"]);
        var whole = (await hood.Coordinator($$"""{ decision(id: "{{why.Text("id")}}") { record } }"""))["decision"]!.Text("record");
        foreach (var secret in new[] { "Jeanne", "Amina", "Bruno", "Saussure", "48.88", amina[4..] })
            Assert.DoesNotContain(secret, whole, StringComparison.Ordinal);
        var record = JsonNode.Parse(whole)!;
        foreach (var part in new[] { "mention", "contribution", "data", "parameters", "operations", "result", "integrity" }) Assert.NotNull(record[part]);
    }

    [Fact]
    public async Task The_neighbour_who_is_not_asked_reads_what_would_have_made_the_difference()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", metresAway: 300);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 2_500);
        var chloe = await hood.HasVolunteer("Chloé", metresAway: 6_000, maxDistance: 5_000);
        await hood.AsksForJeanne();
        var mine = Assert.Single(await WhyNotMe(hood, bruno));
        Assert.Contains("Il manquait des points", mine.Texts("because")[0], StringComparison.Ordinal);
        Assert.Contains(mine.Texts("otherwise"), o => o.Contains("il aurait fallu : habiter", StringComparison.Ordinal));
        var hers = Assert.Single(await WhyNotMe(hood, chloe));
        Assert.Equal("Une règle a dit non : distance 6,0 km, limite 5,0 km.", hers.Texts("because")[0]);
        Assert.Contains(hers.Texts("otherwise"), o => o.Contains("il aurait fallu : habiter 1,0 km plus près", StringComparison.Ordinal));
        // Neither reads anything of the other, nor of Jeanne.
        Assert.DoesNotContain("Jeanne", mine.ToJsonString() + hers.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("UNAUTHENTICATED", (await hood.Send("{ whyNotMe { at } }"))["errors"]![0]!["extensions"]!.Text("code"));
    }

    [Fact]
    public async Task Whoever_was_asked_and_said_no_is_not_told_that_they_were_not_asked()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", metresAway: 300);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 2_500);
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        Assert.NotEmpty(hood.CodeOf(bruno));
        Assert.Empty(await WhyNotMe(hood, amina));
    }

    [Fact]
    public async Task The_resident_reads_how_many_neighbours_were_asked_by_now()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        Assert.Contains("à un voisin, ou à plusieurs (moins de 5).", (await Decisions(hood, request)).Single().Texts("because")[0], StringComparison.Ordinal); // one: not counted out, and not none
    }

    [Fact]
    public async Task The_person_who_waits_reads_why_and_what_would_help()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", modes: "[BY_PHONE]");
        var request = await hood.AsksForJeanne(modes: "[AT_HOME]");
        Assert.Equal("ESCALATED", request.Text("state"));
        var decision = (await Decisions(hood, request)).Single();
        Assert.Equal("NOT_SERVED", decision.Text("type"));
        Assert.Contains("Voisins regardés", decision.Texts("because")[0], StringComparison.Ordinal);
        Assert.Contains("Quelqu'un aurait pu aider ainsi : en se voyant aussi par téléphone.", decision.Texts("otherwise"));
        Assert.Equal("IDENTICAL", decision.Text("replayed"));
    }

    [Fact]
    public async Task A_person_who_overrules_the_ranking_signs_with_a_motive()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", metresAway: 300);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 2_500);
        var request = await hood.AsksForJeanne();
        var offer = $"offerToVolunteer(input: {{ requestId: \"{request.Text("id")}\", volunteerId: \"{await hood.IdOf(bruno)}\"";
        Assert.Equal("INVALID_TEXT", (await hood.Does(Neighbourhood.CoordinatorPhone, $"{offer}, motive: \"\" }})", "offer { id }")).Refused);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"{offer}, motive: \"ils se connaissent déjà\" }})", "offer { id }")).Refused);
        var decision = (await Decisions(hood, request))[0];
        Assert.Equal("HUMAN", decision.Text("decidedBy"));
        var why = (await hood.Ask("{ offers { nodes { why { because } } } }", bruno))["offers"]!["nodes"]![0]!["why"]!;
        Assert.Equal("Une personne de l'association a fait ce choix.", why.Texts("because")[0]);
        Assert.Contains("ils se connaissent déjà", decision.Text("record"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_somebody_changed_is_found_out()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.AsksForJeanne("+33639985001", name: "Paul");
        Assert.Null(await FirstBroken(hood));
        await hood.Sql(db => db.Database.ExecuteSqlRawAsync("UPDATE \"Decisions\" SET \"Record\" = REPLACE(\"Record\", 'automaticWithVeto', 'human') WHERE \"Sequence\" = 2"));
        Assert.Equal(2, await FirstBroken(hood));
    }

    [Fact]
    public async Task What_a_decision_read_is_forgotten_in_time_and_the_record_stays()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        hood.Clock.Advance(TimeSpan.FromDays(450));
        await hood.Settle();
        var decision = (await Decisions(hood, request))[^1];
        Assert.Null(decision["replayed"]);
        Assert.NotEmpty(decision.Texts("because"));
        Assert.Null(await FirstBroken(hood));
    }

    [Fact]
    public async Task A_decision_is_contested_a_person_answers_and_the_record_of_it_joins_the_chain()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", metresAway: 300);
        var (bruno, stranger) = (await hood.HasVolunteer("Bruno", metresAway: 2_500), hood.NextPhone());
        var request = await hood.AsksForJeanne();
        var id = (await WhyNotMe(hood, bruno)).Single().Text("decisionId");
        var contest = $"contestDecision(input: {{ decisionId: \"{id}\", words: \"J'habite plus près, par le pont.\" }})";
        Assert.Equal("NOT_FOUND", (await hood.Does(stranger, contest, "contest { id }")).Refused);
        var opened = (await hood.Does(bruno, contest, "contest { id decisionId state deadline overdue }")).Result;
        Assert.Equal(("OPEN", "2026-12-24T23:00:00Z"), (opened.Text("state"), opened.Text("deadline"))); // a month, the last day whole
        Assert.Equal("ALREADY_CONTESTED", (await hood.Does(bruno, contest, "contest { id }")).Refused);

        var answer = $"answerContest(input: {{ contestId: \"{opened.Text("id")}\", corrected: true, answer: \"Vous avez raison : votre adresse est corrigée.\" }})";
        Assert.Equal("FORBIDDEN", (await hood.Does(bruno, answer, "contest { id }")).Refused);
        var open = Assert.Single((await hood.Coordinator("{ contests(state: OPEN) { nodes { id words volunteer { firstName } request { id } } } }"))["contests"]!["nodes"]!.AsArray())!;
        Assert.Equal("Bruno", open["volunteer"].Text("firstName")); // whoever answers knows whom
        Assert.NotNull(open["request"]);
        Assert.Equal("CORRECTED", (await hood.Does(Neighbourhood.CoordinatorPhone, answer, "contest { state answer }")).Result.Text("state"));
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, answer, "contest { id }")).Refused);
        Assert.Contains("une personne a relu la décision", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        Assert.Contains("adresse est corrigée", (await hood.Ask("{ contests { nodes { answer } } }", bruno))["contests"]!["nodes"]![0]!.Text("answer"), StringComparison.Ordinal);

        // The contested record, made for him, and the review: both in the chain, which holds.
        Assert.Equal(["VolunteerNotChosen", "ReviewOutcome"], await hood.Sql(db => db.Decisions.OrderByDescending(d => d.Sequence).Take(2).Select(d => d.Type.ToString()).Reverse().ToListAsync()));
        Assert.Null(await FirstBroken(hood));
        Assert.DoesNotContain(await Decisions(hood, request), d => d.Text("type") == "REVIEW_OUTCOME"); // his, not Jeanne's
    }

    [Fact]
    public async Task A_coordinator_writes_a_contest_for_a_volunteer_and_the_volunteer_hears_of_it()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", metresAway: 300);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 2_500);
        var request = await hood.AsksForJeanne();
        var input = $"decisionId: \"{(await Decisions(hood, request)).Single().Text("id")}\", words: \"Bruno a appelé.\", volunteerId: \"{await hood.IdOf(bruno)}\"";
        Assert.Equal("NOT_FOUND", (await hood.Does(bruno, $"contestDecision(input: {{ {input} }})", "contest { id }")).Refused); // naming is the coordinator's
        var contest = (await hood.Does(Neighbourhood.CoordinatorPhone, $"contestDecision(input: {{ {input} }})", "contest { id }")).Result.Text("id");
        var toJeanne = hood.Telephones.To(Neighbourhood.JeannesPhone).Count;
        await hood.Does(Neighbourhood.CoordinatorPhone, $"answerContest(input: {{ contestId: \"{contest}\", corrected: false, answer: \"Amina habite plus près.\" }})", "contest { id }");
        Assert.Contains("une personne a relu la décision", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        Assert.Equal(toJeanne, hood.Telephones.To(Neighbourhood.JeannesPhone).Count);
        Assert.Equal("Amina habite plus près.", Assert.Single((await hood.Ask("{ contests { nodes { answer } } }", bruno))["contests"]!["nodes"]!.AsArray())!.Text("answer"));
    }

    [Fact]
    public async Task A_list_of_contests_too_long_is_refused_with_its_code()
    {
        await using var hood = await Neighbourhood.Start();
        var phone = await hood.HasVolunteer("Amina");
        var errors = (await hood.Send("{ contests(first: 101) { nodes { id } } }", phone))["errors"]!;
        Assert.Equal("INVALID_PAGE", errors[0]!["extensions"]!.Text("code"));
    }

    [Fact]
    public async Task A_contest_that_nobody_answers_is_overdue()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        var id = (await Decisions(hood, request)).Single().Text("id");
        await hood.Does(Neighbourhood.CoordinatorPhone, $"contestDecision(input: {{ decisionId: \"{id}\", words: \"Elle demande pourquoi.\" }})", "contest { id }");
        Assert.False(await Overdue(hood));
        hood.Clock.Advance(TimeSpan.FromDays(32));
        Assert.True(await Overdue(hood));
    }

    private static async Task<bool> Overdue(Neighbourhood hood) =>
        (await hood.Coordinator("{ contests { nodes { overdue } } }"))["contests"]!["nodes"]![0]!["overdue"]!.GetValue<bool>();

    private static async Task<int?> FirstBroken(Neighbourhood hood) => (await hood.Coordinator("{ firstBrokenDecision }"))["firstBrokenDecision"]?.GetValue<int>();

    private static async Task<List<JsonNode>> WhyNotMe(Neighbourhood hood, string phone) =>
        [.. (await hood.Ask("{ whyNotMe { decisionId at category because otherwise } }", phone))["whyNotMe"]!.AsArray().Select(n => n!)];

    private static async Task<List<JsonNode>> Decisions(Neighbourhood hood, JsonNode request) =>
        [.. (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { decisions { {{Why}} } } }"""))["helpRequest"]!["decisions"]!.AsArray().Select(n => n!)];
}
