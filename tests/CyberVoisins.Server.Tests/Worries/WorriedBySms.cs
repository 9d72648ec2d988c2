using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Tests.Worries.Worrying;

namespace CyberVoisins.Server.Tests.Worries;

/// <summary>"INQUIET": the two are kept apart, a person looks, and the other of the two learns nothing.</summary>
public sealed class WorriedBySms
{
    [Fact]
    public async Task Jeanne_writes_one_word_and_everything_follows()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, bruno) = (await hood.HasVolunteer("Amina", minutesPerMonth: 300), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        var (request, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var (toJeanne, toAmina, toBruno) = (hood.Telephones.To(Jeanne).Count, hood.Telephones.To(amina).Count, hood.Telephones.To(bruno).Count);
        await hood.Writes(Jeanne, "Je suis inquiète");

        // One SMS to Jeanne, with the numbers; the ordinary one to Amina; none to anybody else.
        var answer = Assert.Single(hood.Telephones.To(Jeanne).Skip(toJeanne));
        Assert.Equal(1, Gsm7.Segments(answer));
        Says(answer, "Plus de visite avec cette personne", "17, 112", "114", "3977", "01 99 00 17 17");
        var news = Assert.Single(hood.Telephones.To(amina).Skip(toAmina));
        Assert.Contains("la visite à Jeanne (ven. 27/11 à 14h00) est annulée", news, StringComparison.Ordinal);
        Assert.Equal(toBruno, hood.Telephones.To(bruno).Count);

        var worry = await hood.OnlyCase();
        Assert.Equal(("OPEN", "RESIDENT", "SMS", Jeanne, "Je suis inquiète"), (worry.Text("state"), worry.Text("reporter"), worry.Text("channel"), worry.Text("phone"), worry.Text("words")));
        Assert.Equal(("Jeanne", "Amina"), (worry["resident"].Text("firstName"), worry["volunteer"].Text("firstName")));
        Assert.Equal(["REPORTED", "SEPARATED"], worry.Steps());

        // Neither end sees who it was; the association's list has the request, and nobody is asked again by itself.
        Assert.Equal(("CANCELLED", "ASSOCIATION"), ((await hood.Visit(visit)).Text("state"), (await hood.Visit(visit, amina)).Text("endedBy")));
        Assert.Equal(("ESCALATED", "VISIT_CALLED_OFF"), ((await hood.Request(request)).Text("state"), (await hood.Request(request)).Text("escalation")));
        var refused = (await hood.Coordinator($$"""{ matching(requestId: "{{request.Text("id")}}") { refused { volunteer { firstName } reasons { rule } } } }"""))["matching"]!["refused"]!.AsArray()
            .Single(r => r!["volunteer"].Text("firstName") == "Amina")!;
        Assert.Contains("NOT_BLOCKED", refused["reasons"]!.AsArray().Select(r => r!.Text("rule")));
        Assert.Equal(300, await hood.MinutesLeft(amina));
    }

    [Fact]
    public async Task It_comes_first_in_the_list_of_what_needs_a_person()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(amina, "peut-être bien que la lune est verte");
        await hood.Passes(Duration.FromHours(3));
        await hood.Writes(Jeanne, "INQUIET");
        var needs = await hood.Needs();
        Assert.Equal("WORRY", needs[0].Text("what"));
        Assert.Contains("UNCLEAR_SMS", needs.Select(n => n.Text("what")));
        Assert.Equal(("Jeanne, demande de l'aide", Jeanne, "INQUIET"), (needs[0].Text("who"), needs[0].Text("phone"), needs[0].Text("text")));
        Assert.Equal(1, (await hood.Coordinator("{ needsPerson { worries } }"))["needsPerson"].Number("worries"));
        // An administrator counts, and reads nothing.
        var seen = (await hood.Ask($$"""{ needsPerson(associationId: "{{hood.AssociationId}}") { items { what who phone text } } }""", Neighbourhood.AdministratorPhone))["needsPerson"]!["items"]![0]!;
        Assert.Equal(("WORRY", null, null, null), (seen.Text("what"), seen["who"]?.ToString(), seen["phone"]?.ToString(), seen["text"]?.ToString()));
    }

    [Fact]
    public async Task A_volunteer_may_be_worried_too_and_the_resident_is_not_told_why()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        var (toJeanne, toAmina) = (hood.Telephones.To(Jeanne).Count, hood.Telephones.To(amina).Count);
        await hood.Writes(amina, "Inquiet 4821 ne rien dire");
        Assert.Contains("Plus de visite avec cette personne", Assert.Single(hood.Telephones.To(amina).Skip(toAmina)), StringComparison.Ordinal);
        var news = Assert.Single(hood.Telephones.To(Jeanne).Skip(toJeanne));
        Assert.Contains("la visite de Amina (ven. 27/11 à 14h00) est annulée. Une question ? Appelez-nous.", news, StringComparison.Ordinal);
        Assert.Equal("VOLUNTEER", (await hood.OnlyCase()).Text("reporter"));
    }

    [Fact]
    public async Task Of_several_neighbours_a_coordinator_says_which()
    {
        await using var hood = await Neighbourhood.Start();
        var (amina, bruno) = (await hood.HasVolunteer("Amina"), await hood.HasVolunteer("Bruno", metresAway: 900));
        var (_, first, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var (_, second, code) = await hood.HasVisit(bruno, await hood.AsksForJeanne(from: "2026-11-28T14:00:00+01:00", to: "2026-11-28T18:00:00+01:00"));
        await hood.Writes(Jeanne, "INQUIET");
        Assert.Contains("nous vous appelons pour en parler", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Equal(("PLANNED", "PLANNED"), ((await hood.Visit(first)).Text("state"), (await hood.Visit(second)).Text("state")));
        var worry = await hood.OnlyCase();
        Assert.Null(worry["separatedAt"]);
        Assert.Equal("Jeanne", worry["resident"].Text("firstName"));

        // The code of one of the two says it, and joins the case that nobody has looked at.
        await hood.Writes(Jeanne, $"inquiète {code}");
        Assert.Equal(("PLANNED", "CANCELLED"), ((await hood.Visit(first)).Text("state"), (await hood.Visit(second)).Text("state")));
        worry = await hood.OnlyCase();
        Assert.Equal("Bruno", worry["volunteer"].Text("firstName"));
        Assert.Equal(["REPORTED", "SAID_MORE", "SEPARATED"], worry.Steps());

        // Another neighbour is another case; a coordinator separates from it.
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"noteWorry(input: {{ caseId: \"{worry.Text("id")}\", text: \"Appelée, elle va bien.\" }})", "worryCase { state }")).Refused);
        await hood.Writes(Jeanne, "inquiet");
        var other = (await hood.Cases()).Single(c => c.Text("state") == "OPEN");
        var separated = await hood.Does(Neighbourhood.CoordinatorPhone, $"separatePair(input: {{ caseId: \"{other.Text("id")}\", volunteerId: \"{await hood.IdOf(amina)}\" }})", "worryCase { state separatedAt }");
        Assert.Equal("FOLLOWED", separated.Result.Text("state"));
        Assert.Equal("CANCELLED", (await hood.Visit(first)).Text("state"));
        Assert.Contains("annulée", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Said_again_it_is_the_same_case_and_no_more_SMS()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(Jeanne, "INQUIET");
        var told = hood.Telephones.To(Jeanne).Count;
        for (var i = 0; i < 40; i++) await hood.Writes(Jeanne, $"inquiète, il revient {i}");
        Assert.Equal(told, hood.Telephones.To(Jeanne).Count);
        Assert.Equal(30, (await hood.OnlyCase())["notes"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_worry_about_a_machine_cancels_nobody()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(Jeanne, "Je suis inquiète, ma tablette affiche un virus");
        Assert.Equal("PLANNED", (await hood.Visit(visit)).Text("state"));
        var worry = await hood.OnlyCase();
        Assert.Null(worry["separatedAt"]);
        Assert.Equal("Amina", worry["volunteer"].Text("firstName"));
    }

    [Fact]
    public async Task A_stop_and_a_worry_are_both_obeyed_in_silence()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Writes(Jeanne, "STOP je suis inquiète");
        Assert.Contains("vous ne recevrez plus de SMS", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Equal("CANCELLED", (await hood.Visit(visit)).Text("state"));
        Assert.Equal("OPEN", (await hood.OnlyCase()).Text("state"));
        await hood.Writes(Jeanne, "inquiète encore");
        Assert.DoesNotContain(hood.Telephones.To(Jeanne), b => b.Contains("3977", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_that_nobody_knows_is_heard_as_well()
    {
        await using var hood = await Neighbourhood.Start();
        var stranger = hood.NextPhone();
        await hood.Writes(stranger, "Je suis inquiet pour ma voisine");
        Assert.Contains("nous vous appelons", hood.Telephones.To(stranger)[^1], StringComparison.Ordinal);
        Assert.Equal(("UNKNOWN", stranger), ((await hood.OnlyCase()).Text("reporter"), (await hood.OnlyCase()).Text("phone")));

        await hood.HasAssociation("Une autre association", "+33639980005", "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        var other = hood.NextPhone();
        await hood.Writes(other, "INQUIET");
        Says(hood.Telephones.To(other)[^1], "17, 112", "3977", "code postal");
        Assert.Single(await hood.Cases());
    }

    [Fact]
    public async Task A_contact_with_any_scope_speaks_for_the_person()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Une autre association", "+33639980005", "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        var (amina, luc) = (await hood.HasVolunteer("Amina"), hood.NextPhone());
        var request = await hood.AsksForJeanne();
        var (_, visit, _) = await hood.HasVisit(amina, request);
        var resident = (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"addContact(input: {{ residentId: \"{resident}\", firstName: \"Luc\", phone: \"{luc}\", scopes: [MAY_BE_TOLD], channel: DESK }})", "resident { id }")).Refused);
        await hood.Writes(luc, "je suis inquiet pour maman");
        Assert.Contains("Plus de visite avec cette personne", hood.Telephones.To(luc)[^1], StringComparison.Ordinal);
        Assert.Equal("CANCELLED", (await hood.Visit(visit)).Text("state"));
        var worry = await hood.OnlyCase();
        Assert.Equal(("RELATIVE", "Jeanne", luc), (worry.Text("reporter"), worry["resident"].Text("firstName"), worry.Text("phone")));
        Assert.Contains("annulée", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Contains("annulée", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_only_waited_for_the_two_is_asked_of_others()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        await hood.HasVisit(amina, await hood.AsksForJeanne());
        var second = await hood.AsksForJeanne(from: "2026-11-28T14:00:00+01:00", to: "2026-11-28T18:00:00+01:00");
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 3_000);
        var late = hood.CodeOf(amina);
        await hood.Writes(Jeanne, "INQUIET");
        Assert.Equal("SEARCHING", (await hood.Request(second)).Text("state"));
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        // Her yes that crosses with it books nothing, and says nothing of it.
        await hood.Writes(amina, $"OUI {late}");
        Assert.Equal(0, await hood.Sql(db => db.Visits.CountAsync(v => v.State == Core.Visits.VisitState.Planned)));
        Assert.Contains("n'est plus ouverte", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }
}
