using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>An answer is lost on its way, a button is pressed twice: under its key a request is asked once.</summary>
public sealed class TheSameRequestOnce
{
    private const string Suzanne = "+33639985010", Key = ", key: \"7b0c5a52-6f0e-4b7a-9a2f-0d1c2b3a4e5f\"";

    private static Task<Done> Asks(Neighbourhood hood, string phone = Suzanne, string key = Key, string name = "Suzanne", string more = "") =>
        hood.AsksForHelp(phone, $"firstName: \"{name}\", phone: \"{phone}\", address: {{ text: \"75017 Paris\" }}", key + more);

    private static Task<int> Requests(Neighbourhood hood) => hood.Sql(db => db.Requests.CountAsync());

    [Fact]
    public async Task Sent_again_it_is_answered_with_the_first_and_nobody_is_asked_twice()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var first = (await Asks(hood)).Result.Text("id");
        var sent = hood.Telephones.All.Count;
        Assert.Equal(first, (await Asks(hood)).Result.Text("id"));
        // Much later too, when its times are no longer to come: what was taken is not refused.
        await hood.Writes(amina, "oui");
        await hood.PassesUntil("2026-12-03T10:00:00+01:00");
        var late = (await Asks(hood)).Result;
        Assert.Equal((first, "BOOKED"), (late.Text("id"), late.Text("state")));
        Assert.Equal(1, await Requests(hood));
        Assert.Single(hood.Telephones.To(Suzanne), b => b.Contains("bien not", StringComparison.Ordinal));
        Assert.True(sent > 0);
    }

    [Fact]
    public async Task Twenty_at_once_are_one()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.Ask("{ me { signedIn } }", Suzanne);
        var asked = new Func<Task<JsonNode>>(() => hood.Send($$"""
            mutation { askForHelp(input: { associationId: "{{hood.AssociationId}}", resident: { firstName: "Suzanne", phone: "{{Suzanne}}", address: { text: "75017 Paris" } }, category: DEVICE_BASICS,
              sentence: "Mon nouveau téléphone ne sonne plus.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] {{Key}} }) { helpRequest { id } errors { code } } }
            """, Suzanne));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(asked)));
        Assert.Single(answers.Select(a => a["data"]!["askForHelp"]!["helpRequest"].Text("id")).Distinct());
        await hood.Settle();
        Assert.Equal(1, await Requests(hood));
        Assert.Equal(1, await hood.Sql(db => db.Offers.CountAsync()));
        Assert.Single(hood.Telephones.To(amina), b => b.Contains("OUI", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Something_else_under_it_is_refused_and_somebody_elses_key_is_their_own()
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Null((await Asks(hood)).Refused);
        var other = await Asks(hood, more: ", meetingPoint: \"Médiathèque\"");
        Assert.Equal(("KEY_ALREADY_USED", "key"), (other.Refused, other.Field));
        Assert.Equal(1, await Requests(hood));
        // The same key, drawn elsewhere: neither seen nor stopped.
        Assert.Null((await Asks(hood, "+33639985011", name: "Paul")).Refused);
        Assert.Equal(2, await Requests(hood));
        // Without a key, each is one.
        Assert.Null((await Asks(hood, key: "")).Refused);
        Assert.Null((await Asks(hood, key: "")).Refused);
        Assert.Equal(4, await Requests(hood));
    }

    [Fact]
    public async Task Who_coordinates_no_more_reads_nothing_by_sending_again()
    {
        await using var hood = await Neighbourhood.Start();
        const string Coordinator = Neighbourhood.CoordinatorPhone, Next = "+33639985012";
        Task<Done> Asks() => hood.AsksForHelp(Coordinator, $"firstName: \"Suzanne\", phone: \"{Suzanne}\", address: {{ text: \"75017 Paris\" }}", Key);
        var first = (await Asks()).Result.Text("id");
        Assert.Equal(first, (await Asks()).Result.Text("id"));
        await hood.Does(Neighbourhood.AdministratorPhone, $"addCoordinator(input: {{ associationId: \"{hood.AssociationId}\", firstName: \"Rose\", phone: \"{Next}\" }})", "done { ok }");
        Assert.Null((await hood.Does(Neighbourhood.AdministratorPhone, $"removeCoordinator(input: {{ associationId: \"{hood.AssociationId}\", phone: \"{Coordinator}\" }})", "done { ok }")).Refused);
        hood.SignedOut(Coordinator);
        Assert.Equal("KEY_ALREADY_USED", (await Asks()).Refused);
    }
}
