using System.Text.Json.Nodes;
using CyberVoisins.Server.Residents;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Residents;

/// <summary>Somebody calls the desk: they are found by a name or a number, although both are sealed.</summary>
public sealed class LookingSomebodyUp
{
    private static readonly string[] People = ["Jeanne", "Marie-Hélène", "Hélène", "Jean"];

    private static async Task<IReadOnlyList<string>> Names(Neighbourhood hood, string arguments = "")
    {
        var page = (await hood.Coordinator($"{{ residents{arguments} {{ nodes {{ firstName }} pageInfo {{ hasNextPage endCursor }} }} }}"))["residents"]!;
        return [.. page["nodes"]!.AsArray().Select(n => n.Text("firstName"))];
    }

    [Fact]
    public async Task By_the_beginning_of_a_name_whatever_its_accents()
    {
        await using var hood = await Neighbourhood.Start();
        foreach (var (i, name) in People.Index()) await hood.AsksForJeanne($"+3363998501{i}", name: name);
        Assert.Equal(["Jean", "Hélène", "Marie-Hélène", "Jeanne"], await Names(hood));
        Assert.Equal(["Hélène", "Marie-Hélène"], await Names(hood, "(search: \"hel\")"));
        Assert.Equal(["Marie-Hélène"], await Names(hood, "(search: \"  helene marie \")"));
        Assert.Equal(["Jean", "Jeanne"], await Names(hood, "(search: \"JEAN\")"));
        Assert.Empty(await Names(hood, "(search: \"Suzanne\")"));
        Assert.Empty(await Names(hood, "(search: \"!\")"));
        // Page by page, with the same search.
        var first = (await hood.Coordinator("{ residents(search: \"jean\", first: 1) { nodes { firstName } pageInfo { hasNextPage endCursor } } }"))["residents"]!;
        Assert.True(first["pageInfo"]!["hasNextPage"]!.GetValue<bool>());
        Assert.Equal(["Jeanne"], await Names(hood, $"(search: \"jean\", first: 1, after: \"{first["pageInfo"].Text("endCursor")}\")"));
    }

    [Fact]
    public async Task By_their_number_a_relatives_or_a_contacts_and_told_when_it_is_none()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = await Privacy.CorrectingAPerson.ResidentOf(hood, await hood.AsksForJeanne("01 99 00 12 34", residentExtra: ", relative: { firstName: \"Luce\", phone: \"+33639984321\" }"));
        await hood.AsksForJeanne("01 99 00 12 34", name: "Paul");
        await hood.Does(Neighbourhood.CoordinatorPhone, $"addContact(input: {{ residentId: \"{jeanne}\", firstName: \"Odile\", phone: \"+33639984322\", scopes: [MAY_ASK], channel: DESK }})", "resident { id }");
        Assert.Equal(["Paul", "Jeanne"], await Names(hood, "(search: \"0199001234\")"));
        Assert.Equal(["Jeanne"], await Names(hood, "(search: \"06 39 98 43 21\")"));
        Assert.Equal(["Jeanne"], await Names(hood, "(search: \"+33 6 39 98 43 22\")"));
        Assert.Empty(await Names(hood, "(search: \"06 39 98 43 23\")"));
        var answer = await hood.Send("{ residents(search: \"06 39 98\") { nodes { id } } }", Neighbourhood.CoordinatorPhone);
        Assert.Equal("INVALID_PHONE", answer["errors"]![0]!["extensions"].Text("code"));
    }

    [Fact]
    public async Task Whoever_was_read_of_is_in_the_journal_and_nobody_else()
    {
        await using var hood = await Neighbourhood.Start();
        var jeanne = await Privacy.CorrectingAPerson.ResidentOf(hood, await hood.AsksForJeanne());
        var paul = await Privacy.CorrectingAPerson.ResidentOf(hood, await hood.AsksForJeanne("+33639985001", name: "Paul"));
        await hood.Coordinator("{ residents(search: \"jea\") { nodes { firstName phone } } }");
        Assert.Contains(await TheJournal.Lines(hood, $", residentId: \"{jeanne}\""), l => l.Text("operation") == "read residents");
        Assert.DoesNotContain(await TheJournal.Lines(hood, $", residentId: \"{paul}\""), l => l.Text("operation") == "read residents");
    }

    [Fact]
    public async Task Their_page_shows_what_they_asked_and_what_was_written_to_them_and_nobody_elses()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.HasVisit(amina, request);
        await hood.AsksForJeanne(name: "Paul", category: "HEALTH"); // at the same telephone
        var jeanne = await Privacy.CorrectingAPerson.ResidentOf(hood, request);
        var page = (await hood.Coordinator($$"""{ resident(id: "{{jeanne}}") { firstName createdAt byAnother imported { source } requests { id } messages { to kind } } }"""))["resident"]!;
        Assert.Equal([request.Text("id")], page["requests"]!.AsArray().Select(r => r.Text("id")));
        var messages = page["messages"]!.AsArray();
        Assert.Equal(["VISIT_CONFIRMED", "REQUEST_RECEIVED"], messages.Select(m => m.Text("kind")).Where(k => k != "REMINDER"));
        Assert.All(messages, m => Assert.Equal(Neighbourhood.JeannesPhone, m.Text("to")));
        Assert.Null(page["imported"]);

        // The request's story has each message to both, the offer too.
        var story = (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { messages { kind to } } }"""))["helpRequest"]!["messages"]!.AsArray();
        Assert.Equal([amina], story.Where(m => m.Text("kind") == "OFFER").Select(m => m.Text("to")));
        Assert.Contains(story, m => m.Text("kind") == "VISIT_CONFIRMED" && m.Text("to") == Neighbourhood.JeannesPhone);
        // She sees her request, and not the association's book of messages.
        await hood.Ask("{ me { signedIn } }", Neighbourhood.JeannesPhone);
        Assert.Empty((await hood.Ask($$"""{ helpRequest(id: "{{request.Text("id")}}") { messages { body } } }""", Neighbourhood.JeannesPhone))["helpRequest"]?["messages"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task Whoever_was_erased_is_not_found()
    {
        await using var hood = await Neighbourhood.Start();
        var request = await hood.AsksForJeanne();
        var jeanne = await Privacy.CorrectingAPerson.ResidentOf(hood, request);
        await hood.Does(Neighbourhood.CoordinatorPhone, $"cancelRequest(requestId: \"{request.Text("id")}\")", "helpRequest { id }");
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }")).Refused);
        Assert.Empty(await Names(hood));
        Assert.Null((await hood.Coordinator($$"""{ resident(id: "{{jeanne}}") { id } }"""))["resident"]);
    }

    [Fact]
    public async Task Names_are_opened_so_many_at_a_question_and_the_page_says_that_there_are_more()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.AsksForJeanne(name: "Zoé");
        // As many as are opened at once came after her.
        await hood.Sql(async db =>
        {
            var zoe = await db.Residents.AsNoTracking().SingleAsync();
            for (var i = 0; i < ReadResidents.MostOpened; i++)
                db.Residents.Add(new()
                {
                    Id = hood.Clock.NewId<Core.ResidentId>(), AssociationId = zoe.AssociationId, FirstName = "Paul", Phone = zoe.Phone, CanReceiveSms = true, Place = zoe.Place, Language = "fr", CreatedAt = zoe.CreatedAt,
                });
            return await db.SaveChangesAsync();
        });
        var first = (await hood.Coordinator("{ residents(search: \"zoe\") { nodes { firstName } pageInfo { hasNextPage endCursor } } }"))["residents"]!;
        Assert.Equal((0, true), (first["nodes"]!.AsArray().Count, first["pageInfo"]!["hasNextPage"]!.GetValue<bool>()));
        Assert.Equal(["Zoé"], await Names(hood, $"(search: \"zoe\", after: \"{first["pageInfo"].Text("endCursor")}\")"));
    }
}
