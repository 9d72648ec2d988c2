using System.Text.Json.Nodes;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Duplicates;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Duplicates;

/// <summary>Jeanne is written down twice: suggested, merged by a person, and taken back when it was wrong.</summary>
public sealed class TwoRecordsOfOnePerson
{
    private const string Landline = "+33199001799", Mobile = Neighbourhood.JeannesPhone;

    private static async Task<string> ResidentOf(Neighbourhood hood, JsonNode request) =>
        (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");

    /// <summary>Once by her landline, once by her mobile, at one address.</summary>
    private static async Task<(JsonNode First, string FirstId, JsonNode Second, string SecondId)> JeanneTwice(Neighbourhood hood, string? visitedBy = null)
    {
        var first = await hood.AsksForJeanne(Landline);
        if (visitedBy is not null) await hood.HasVisit(visitedBy, first);
        var second = await hood.AsksForJeanne(Mobile, from: "2026-12-03T14:00:00+01:00", to: "2026-12-03T18:00:00+01:00");
        return (first, await ResidentOf(hood, first), second, await ResidentOf(hood, second));
    }

    private static async Task<IReadOnlyList<string>> Suggestions(Neighbourhood hood) =>
        [.. (await hood.Coordinator("{ lookalikeResidents { keep { id firstName } other { id firstName } likelihood because } }"))["lookalikeResidents"]!.AsArray()
            .Select(l => $"{l!["keep"].Text("id")} {l["other"].Text("id")} {l.Text("likelihood")}: {l.Text("because")}")];

    private static Task<Done> Merge(Neighbourhood hood, string keep, string other, string who = Neighbourhood.CoordinatorPhone) =>
        hood.Does(who, $"mergeResidents(input: {{ keepId: \"{keep}\", otherId: \"{other}\" }})", "merge { id moved kept { id otherPhone } other { id } undoneAt }");

    [Fact]
    public async Task They_are_suggested_with_the_reason_and_nothing_happens_by_itself()
    {
        await using var hood = await Neighbourhood.Start();
        var (_, landline, _, mobile) = await JeanneTwice(hood);
        // Paul shares the landline: a household, not a duplicate.
        await hood.AsksForJeanne(Landline, name: "Paul");
        // The one that can be written to is the one to keep.
        Assert.Equal([$"{mobile} {landline} POSSIBLE: même prénom, même adresse, à 60 m près"], await Suggestions(hood));
        Assert.Equal(3, await hood.Sql(db => db.Residents.CountAsync()));

        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"keepApart(input: {{ residentIds: [\"{landline}\", \"{mobile}\"] }})", "done { ok }")).Refused);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"keepApart(input: {{ residentIds: [\"{mobile}\", \"{landline}\"] }})", "done { ok }")).Refused);
        Assert.Empty(await Suggestions(hood));
        Assert.Equal("INVALID_LIST", (await hood.Does(Neighbourhood.CoordinatorPhone, $"keepApart(input: {{ residentIds: [\"{mobile}\", \"{mobile}\"] }})", "done { ok }")).Refused);
    }

    [Fact]
    public async Task Merged_everything_is_one_persons_and_her_old_number_is_still_hers()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var (first, landline, second, mobile) = await JeanneTwice(hood, visitedBy: amina);
        var merge = await Merge(hood, mobile, landline);
        Assert.Null(merge.Refused);
        Assert.Equal((1, Landline), (merge.Result.Number("moved") - 1, merge.Result["kept"].Text("otherPhone"))); // a request and its visit
        Assert.Equal(mobile, await ResidentOf(hood, first));
        Assert.Empty(await Suggestions(hood));

        // Whoever wrote to the association with the landline is known as her, and her visit is hers.
        var data = (await hood.Coordinator($$"""{ residentData(residentId: "{{mobile}}") { json } }"""))["residentData"].Text("json");
        var export = JsonNode.Parse(data)!;
        Assert.Equal((2, 1, 1), (export["requests"]!.AsArray().Count, export["visits"]!.AsArray().Count, export["merged"]!.AsArray().Count));
        Assert.Equal("NOT_FOUND", (await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{landline}\")", "erased { rows }")).Refused);
        var again = await hood.AsksForJeanne(Landline, from: "2026-12-10T14:00:00+01:00", to: "2026-12-10T18:00:00+01:00");
        Assert.Equal(mobile, await ResidentOf(hood, again));
        Assert.Equal(1, await hood.Sql(db => db.Residents.CountAsync()));

        // The visit is told where she can be written to now, and the call to the landline is not made any more.
        Assert.Contains(hood.Telephones.To(Mobile), text => text.Contains("Amina", StringComparison.Ordinal));
        Assert.DoesNotContain((await hood.Messages("TO_CALL")).Select(m => m.Text("to")), to => to == Landline);
        Assert.Contains((await TheJournal.Lines(hood)), l => l.Text("operation") == "mergeResidents");
        Assert.NotEqual(second.Text("id"), again.Text("id"));
    }

    [Fact]
    public async Task Undone_each_has_what_was_theirs_and_what_came_since_stays()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var (first, landline, second, mobile) = await JeanneTwice(hood, visitedBy: amina);
        foreach (var id in new[] { landline, mobile })
            Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"giveConsent(input: {{ residentId: \"{id}\", purpose: AGE_FOR_FAIRNESS, channel: DESK }})", "resident { id }")).Refused);
        var before = await Owners(hood);
        var merge = (await Merge(hood, mobile, landline)).Result.Text("id");
        Assert.NotEqual(before, await Owners(hood));
        var since = await hood.AsksForJeanne(Landline, from: "2026-12-10T14:00:00+01:00", to: "2026-12-10T18:00:00+01:00");

        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"undoMerge(mergeId: \"{merge}\")", "merge { undoneAt }")).Refused);
        // Two people after all: nothing more about the first one's visit goes to the second.
        var told = hood.Telephones.To(Mobile).Count;
        await hood.PassesUntil("2026-11-27T13:00:00+01:00");
        Assert.DoesNotContain(hood.Telephones.To(Mobile).Skip(told), text => text.Contains("Amina", StringComparison.Ordinal));
        Assert.Contains((await hood.Messages("TO_CALL")).Select(m => m.Text("to")), to => to == Landline);
        Assert.Equal((landline, mobile, mobile), (await ResidentOf(hood, first), await ResidentOf(hood, second), await ResidentOf(hood, since)));
        Assert.Equal(before, string.Join('\n', (await Owners(hood)).Split('\n').Where(l => !l.Contains(since.Text("id"), StringComparison.Ordinal))));
        Assert.Null(await hood.Sql(db => db.Residents.Where(r => r.Id == new Core.ResidentId(Guid.Parse(mobile))).Select(r => r.OtherPhone).SingleAsync()));
        Assert.Equal("NOT_FOUND", (await hood.Does(Neighbourhood.CoordinatorPhone, $"undoMerge(mergeId: \"{merge}\")", "merge { undoneAt }")).Refused);
        // Both stand again, and a second merge may be what is right.
        Assert.Null((await Merge(hood, landline, mobile)).Refused);
        Assert.Equal([true, false], (await hood.Coordinator("{ residentMerges { undoneAt other { firstName } by } }"))["residentMerges"]!.AsArray().Select(m => m!["undoneAt"] is null));
    }

    /// <summary>Whose each row is.</summary>
    private static async Task<string> Owners(Neighbourhood hood) => string.Join('\n', (await hood.Sql(async db =>
        (await db.Requests.Select(r => new { r.Id.Value, Of = r.ResidentId.Value }).ToListAsync()).Concat(await db.Visits.Select(v => new { v.Id.Value, Of = v.ResidentId.Value }).ToListAsync())
        .Concat(await db.Consents.Select(c => new { c.Id.Value, Of = c.ResidentId.Value }).ToListAsync()).Concat(await db.Contacts.Select(c => new { c.Id.Value, Of = c.ResidentId.Value }).ToListAsync())
        .Select(x => $"{x.Value} {x.Of}"))).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Whoever_was_kept_apart_from_one_is_kept_apart_from_both()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var (amina, bruno) = (await hood.HasVolunteer("Amina", minutesPerMonth: 300), await hood.HasVolunteer("Bruno", metresAway: 2_000, minutesPerMonth: 300));
        var (first, landline, second, mobile) = await JeanneTwice(hood);
        await hood.Writes(amina, "NON");
        var id = await hood.IdOf(amina);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"blockPair(input: {{ volunteerId: \"{id}\", residentId: \"{landline}\" }})", "done { ok }")).Refused);
        var third = await hood.AsksForJeanne(Mobile, from: "2026-12-04T14:00:00+01:00", to: "2026-12-04T18:00:00+01:00");
        await hood.HasVisit(amina, third);

        var merge = (await Merge(hood, mobile, landline)).Result.Text("id");
        Assert.Equal(["CANCELLED"], (await hood.Request(third))["visits"]!.AsArray().Select(v => v!.Text("state")));
        Assert.Contains("Répondez OUI", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"undoMerge(mergeId: \"{merge}\")", "merge { id }")).Refused);
        // Safe rather than sorry: who was kept apart from one stays so from both, until a person says otherwise.
        Assert.Equal(new[] { landline, mobile }.Order(), (await hood.Sql(db => db.PairBlocks.Select(b => b.ResidentId).ToListAsync())).Select(b => b.ToString()).Order());
        Assert.NotNull(first);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task Two_who_sign_in_are_two_and_nobody_else_merges()
    {
        await using var hood = await Neighbourhood.Start();
        var (one, two) = (hood.NextPhone(), hood.NextPhone());
        var a = (await hood.AsksForHelp(one, $"firstName: \"Jeanne\", phone: \"{one}\", address: {{ {hood.Center} }}")).Result["resident"].Text("id");
        var b = (await hood.AsksForHelp(two, $"firstName: \"Jeanne\", phone: \"{two}\", address: {{ {hood.Center} }}")).Result["resident"].Text("id");
        Assert.Equal("TWO_ACCOUNTS", (await Merge(hood, a, b)).Refused);
        Assert.Equal("NOT_FOUND", (await Merge(hood, a, a)).Refused);
        Assert.Equal("FORBIDDEN", (await Merge(hood, a, b, one)).Refused);
        // What a relative wrote on their own word is theirs: compared with nobody, merged into nobody.
        var relative = hood.NextPhone();
        var hers = (await hood.AsksForHelp(relative, $"firstName: \"Jeanne\", phone: \"{one}\", address: {{ {hood.Center} }}, relative: {{ firstName: \"Léa\" }}")).Result["resident"].Text("id");
        Assert.Equal("NOT_FOUND", (await Merge(hood, a, hers)).Refused);
        Assert.DoesNotContain(await Suggestions(hood), s => s.Contains(hers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_and_three_records_come_together_and_apart_in_the_reverse_order()
    {
        await using var hood = await Neighbourhood.Start();
        var phone = hood.NextPhone();
        var signed = (await hood.AsksForHelp(phone, $"firstName: \"Jeanne\", phone: \"{phone}\", address: {{ {hood.Center} }}")).Result["resident"].Text("id");
        var (_, landline, _, mobile) = await JeanneTwice(hood);
        var first = (await Merge(hood, landline, signed)).Result.Text("id");
        // She signs in as before, with the number that she had proven, and sees all of it.
        Assert.Equal(2, (await hood.Ask("{ helpRequests { nodes { id } } }", phone))["helpRequests"]!["nodes"]!.AsArray().Count);
        var second = (await Merge(hood, mobile, landline)).Result.Text("id");
        Assert.Equal(3, (await hood.Ask("{ helpRequests { nodes { id } } }", phone))["helpRequests"]!["nodes"]!.AsArray().Count);
        Assert.Equal("UNDO_LATER_MERGE_FIRST", (await hood.Does(Neighbourhood.CoordinatorPhone, $"undoMerge(mergeId: \"{first}\")", "merge { id }")).Refused);
        foreach (var merge in new[] { second, first }) Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"undoMerge(mergeId: \"{merge}\")", "merge { id }")).Refused);
        Assert.Single((await hood.Ask("{ helpRequests { nodes { id } } }", phone))["helpRequests"]!["nodes"]!.AsArray());
    }

    [Fact]
    public async Task Erased_she_is_erased_from_every_record()
    {
        await using var hood = await Neighbourhood.Start();
        var (first, landline, second, mobile) = await JeanneTwice(hood);
        Assert.Null((await Merge(hood, mobile, landline)).Refused);
        foreach (var request in new[] { first, second })
            Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"cancelRequest(requestId: \"{request.Text("id")}\")", "helpRequest { state }")).Refused);
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{mobile}\")", "erased { rows }")).Refused);
        var left = await hood.Sql(db => db.Residents.IgnoreQueryFilters().Select(r => new { r.FirstName, r.Phone, r.OtherPhone, r.Place.Label }).ToListAsync());
        Assert.All(left, r => Assert.Equal(("", null, "", true), (r.FirstName, r.OtherPhone, r.Label, r.Phone.E164.StartsWith("+999", StringComparison.Ordinal))));
        Assert.Empty(await hood.Sql(db => db.Messages.Where(m => m.AssociationId != null && m.Body != "").Select(m => m.Kind).ToListAsync()));
        Assert.Null((await hood.Coordinator("{ journalCheck { firstBroken } }"))["journalCheck"]!["firstBroken"]);
    }

    [Fact]
    public async Task Whatever_hangs_on_a_resident_follows_or_is_known_to_stay()
    {
        await using var hood = await Neighbourhood.Start();
        await using var scope = hood.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<Server.Data.AppDb>().Model;
        var hanging = model.GetEntityTypes().Where(t => t.FindProperty("ResidentId") is not null).Select(t => t.ClrType.Name).Order().ToList();
        Assert.Equal(hanging, MovedRows.Moving.Concat(MovedRows.Stay).Order());
    }

    [Fact]
    public async Task Two_volunteers_of_one_name_at_one_door_are_shown_and_never_merged()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina", metresAway: 300);
        await hood.HasVolunteer("Amina", metresAway: 320);
        await hood.HasVolunteer("Bruno", metresAway: 300);
        var found = (await hood.Coordinator("{ lookalikeVolunteers { first { id firstName } second { id firstName } likelihood because } }"))["lookalikeVolunteers"]!.AsArray();
        var pair = Assert.Single(found)!;
        Assert.Equal(("Amina", "Amina", "POSSIBLE"), (pair["first"].Text("firstName"), pair["second"].Text("firstName"), pair.Text("likelihood")));
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"keepApart(input: {{ volunteerIds: [\"{pair["first"].Text("id")}\", \"{pair["second"].Text("id")}\"] }})", "done { ok }")).Refused);
        Assert.Empty((await hood.Coordinator("{ lookalikeVolunteers { likelihood } }"))["lookalikeVolunteers"]!.AsArray());
    }
}
