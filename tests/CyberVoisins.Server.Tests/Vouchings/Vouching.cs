using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Vouchings;

/// <summary>The association gives its word for a volunteer: how far, on which grounds, and until when.</summary>
public sealed class Vouching
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;
    private const string Volunteer = "volunteer { id state level vouchedUntil charterVersion vouchings { level by until document documentSeenOn } }";

    private static Task<Done> Vouch(Neighbourhood hood, string id, string rest, string verb = "vouchForVolunteer") =>
        hood.Does(Nadia, $"{verb}(input: {{ volunteerId: \"{id}\" {rest} }})", Volunteer);

    [Fact]
    public async Task Each_level_needs_its_grounds_and_nothing_of_the_document_but_its_sort_and_the_day()
    {
        await using var hood = await Neighbourhood.Start();
        var id = await hood.IdOf(await hood.HasVolunteer("Amina", vouched: false));
        const string Signed = ", charterSignedOn: \"2026-11-20\"", Card = ", document: { type: IDENTITY_CARD, seenOn: \"2026-11-20\" }";
        Assert.Equal("CHARTER_NOT_ACCEPTED", (await Vouch(hood, id, "")).Refused);
        Assert.Equal("DOCUMENT_NEEDED", (await Vouch(hood, id, Signed + ", level: IDENTITY_SEEN")).Refused);
        Assert.Equal("INVALID_DATE", (await Vouch(hood, id, Signed + ", level: IDENTITY_SEEN, document: { type: PASSPORT, seenOn: \"2026-11-25\" }")).Refused);
        Assert.Equal("INVALID_DATE", (await Vouch(hood, id, ", charterSignedOn: \"2026-11-25\"")).Refused);
        Assert.Equal("REFERENCE_NEEDED", (await Vouch(hood, id, Signed + Card + ", level: STRONG")).Refused);
        // What was refused left no trace.
        Assert.Equal(0, await hood.Sql(db => db.Vouchings.CountAsync() ) + await hood.Sql(db => db.CharterAcceptances.CountAsync()));

        var seen = (await Vouch(hood, id, Signed + Card + ", level: IDENTITY_SEEN")).Result;
        Assert.Equal(("VOUCHED", "IDENTITY_SEEN", 1), (seen.Text("state"), seen.Text("level"), seen.Number("charterVersion")));
        // Two years to the end of that day in Paris.
        Assert.Equal("2028-11-24T23:00:00Z", seen.Text("vouchedUntil"));
        var word = Assert.Single(seen["vouchings"]!.AsArray());
        Assert.Equal(("Nadia", "IDENTITY_CARD", "2026-11-20"), (word.Text("by"), word.Text("document"), word.Text("documentSeenOn")));
    }

    [Fact]
    public async Task A_reference_who_recommends_makes_the_word_strong_and_its_name_can_be_deleted()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var id = await hood.IdOf(amina);
        const string References = "volunteer { references { id name phone outcome askedBy askedAt } }";
        var added = await hood.Does(amina, $"addReference(input: {{ volunteerId: \"{id}\", name: \"Odile Marchand\", knows: \"ma voisine depuis dix ans\", phone: \"01 99 00 55 55\" }})", References);
        var reference = Assert.Single(added.Result["references"]!.AsArray())!;
        Assert.Equal(("Odile Marchand", null, null), (reference.Text("name"), reference["phone"], reference["outcome"])); // the volunteer does not read what comes of it
        Assert.Equal("FORBIDDEN", (await hood.Does(amina, $"recordReference(input: {{ referenceId: \"{reference.Text("id")}\", outcome: RECOMMENDS }})", References)).Refused);
        Assert.Equal("REFERENCE_NEEDED", (await Vouch(hood, id, ", level: STRONG", "renewVouching")).Refused);

        foreach (var outcome in new[] { "UNREACHABLE", "DOES_NOT_RECOMMEND" })
        {
            await hood.Does(Nadia, $"recordReference(input: {{ referenceId: \"{reference.Text("id")}\", outcome: {outcome} }})", References);
            Assert.Equal("REFERENCE_NEEDED", (await Vouch(hood, id, ", level: STRONG", "renewVouching")).Refused);
        }
        var asked = await hood.Does(Nadia, $"recordReference(input: {{ referenceId: \"{reference.Text("id")}\", outcome: RECOMMENDS }})", References);
        Assert.Equal(("RECOMMENDS", "+33199005555", "Nadia"), (asked.Result["references"]![0].Text("outcome"), asked.Result["references"]![0].Text("phone"), asked.Result["references"]![0].Text("askedBy")));
        Assert.Equal("STRONG", (await Vouch(hood, id, ", level: STRONG", "renewVouching")).Result.Text("level"));

        Assert.Null((await hood.Does(amina, $"removeReference(referenceId: \"{reference.Text("id")}\")", "done { ok }")).Refused);
        Assert.Equal(0, await hood.Sql(db => db.References.CountAsync()));
    }

    [Fact]
    public async Task The_association_is_reminded_30_days_before_then_nobody_is_asked_and_fixed_visits_stay()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Does(Nadia, "changeVouchingPolicy(input: { validMonths: 2 })", "association { vouching { validMonths atHome } }");
        var amina = await hood.HasVolunteer("Amina"); // until 24 January, the end of the day
        var id = await hood.IdOf(amina);
        Assert.Empty(await Ending(hood));
        await hood.PassesUntil("2026-12-25T23:00:00+01:00");
        Assert.Empty(await Ending(hood));
        await hood.PassesUntil("2026-12-26T01:00:00+01:00");
        var ends = Assert.Single(await Ending(hood));
        Assert.Equal((id, "La garantie de ce bénévole finit le 24/01/2027 : renouvelez-la.", "Amina, bénévole"), (ends.Text("id"), ends.Text("reason"), ends.Text("who")));

        // A visit fixed on the last days for after the end: it stays, and is told.
        await hood.PassesUntil("2027-01-23T10:00:00+01:00");
        var booked = await hood.AsksForJeanne(from: "2027-01-27T14:00:00+01:00", to: "2027-01-27T18:00:00+01:00");
        await hood.HasVisit(amina, booked);
        await hood.PassesUntil("2027-01-25T09:00:00+01:00");
        var over = Assert.Single(await Ending(hood));
        Assert.Equal("La garantie de ce bénévole a fini le 24/01/2027 : il n'est plus sollicité. Visites à venir, qui restent : 1. Renouvelez, ou mettez-le à l'écart.", over.Text("reason"));
        var other = await hood.AsksForJeanne("+33639985001", name: "Paul", from: "2027-01-28T14:00:00+01:00", to: "2027-01-28T18:00:00+01:00");
        Assert.Equal("ESCALATED", other.Text("state"));
        var matching = (await hood.Coordinator($$"""{ matching(requestId: "{{other.Text("id")}}") { refused { reasons { rule sentence change { rule sentence } } } } }"""))["matching"]!;
        var reason = Assert.Single(matching["refused"]![0]!["reasons"]!.AsArray(), r => r.Text("rule") == "VOUCHING_IN_DATE");
        Assert.Equal("la garantie de l'association est finie", reason.Text("sentence"));
        Assert.Equal("PLANNED", (await hood.Request(booked))["visits"]![0].Text("state"));

        Assert.Equal("INVALID_TRANSITION", (await Vouch(hood, id, "")).Refused); // the word is renewed, not given a first time
        Assert.Equal("IDENTITY_SEEN", (await Vouch(hood, id, "", "renewVouching")).Result.Text("level"));
        Assert.Empty(await Ending(hood));
        await hood.Does(Nadia, $"searchAgain(input: {{ requestId: \"{other.Text("id")}\" }})", "helpRequest { state }");
        Assert.Contains("Répondez OUI", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_after_the_end_does_not_count()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Does(Nadia, "changeVouchingPolicy(input: { validMonths: 1 })", "association { id }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-12-24T21:00:00+01:00");
        await hood.AsksForJeanne(from: "2026-12-28T14:00:00+01:00", to: "2026-12-28T18:00:00+01:00");
        await hood.PassesUntil("2026-12-24T23:59:00+01:00");
        await hood.PassesUntil("2026-12-26T10:00:00+01:00");
        var offer = (await hood.Ask("{ offers { nodes { id state } } }", amina))["offers"]!["nodes"]![0];
        Assert.Equal("NOT_ASKABLE", (await hood.Does(amina, $"acceptOffer(offerId: \"{offer.Text("id")}\")", "acceptance { outcome }")).Result.Text("outcome"));
    }

    [Fact]
    public async Task A_home_needs_an_identity_seen_unless_the_association_says_otherwise()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", identitySeen: false);
        var request = await hood.AsksForJeanne();
        Assert.Equal(("ESCALATED", "NOBODY_WITH_THE_SKILL"), (request.Text("state"), request.Text("escalation")));
        Assert.DoesNotContain(hood.Telephones.To(amina), body => body.Contains("Répondez OUI", StringComparison.Ordinal));
        var elsewhere = await hood.AsksForJeanne("+33639985001", name: "Paul", modes: "[AT_HOME, PUBLIC_PLACE]");
        Assert.Equal("SEARCHING", elsewhere.Text("state"));
        Assert.Equal("PUBLIC_PLACE", (await hood.Ask("{ offers { nodes { mode } } }", amina))["offers"]!["nodes"]![0].Text("mode"));

        var relaxed = await hood.Does(Nadia, "changeVouchingPolicy(input: { atHome: PHONE_CONFIRMED })", "association { vouching { atHome publicPlace byPhone validMonths recordsBulletin3 } }");
        Assert.Equal("PHONE_CONFIRMED", relaxed.Result["vouching"].Text("atHome"));
        await hood.Does(Nadia, $"searchAgain(input: {{ requestId: \"{request.Text("id")}\" }})", "helpRequest { state }");
        Assert.Equal("SEARCHING", (await hood.Request(request)).Text("state"));
    }

    [Fact]
    public async Task Criminal_records_are_not_asked_for_and_the_mark_goes_with_the_decision()
    {
        await using var hood = await Neighbourhood.Start();
        var id = await hood.IdOf(await hood.HasVolunteer("Amina"));
        string Seen(string on) => $"recordBulletin3(input: {{ volunteerId: \"{id}\", seenOn: {on} }})";
        const string Mark = "volunteer { bulletin3SeenOn bulletin3SeenBy }";
        var refused = await hood.Does(Nadia, Seen("\"2026-11-20\""), Mark);
        Assert.Equal("CRIMINAL_RECORDS_NOT_ASKED", refused.Refused);
        Assert.Contains("RGPD, article 10", refused.Payload["errors"]![0].Text("message"), StringComparison.Ordinal);
        await hood.Does(Nadia, "changeVouchingPolicy(input: { recordsBulletin3: true })", "association { id }");
        Assert.Equal("INVALID_DATE", (await hood.Does(Nadia, Seen("\"2026-11-25\""), Mark)).Refused);
        var mark = (await hood.Does(Nadia, Seen("\"2026-11-20\""), Mark)).Result;
        Assert.Equal(("2026-11-20", "Nadia"), (mark.Text("bulletin3SeenOn"), mark.Text("bulletin3SeenBy")));
        await hood.Does(Nadia, "changeVouchingPolicy(input: { recordsBulletin3: false })", "association { id }");
        Assert.Equal(0, await hood.Sql(db => db.Volunteers.CountAsync(v => v.Bulletin3SeenOn != null || v.Bulletin3SeenByUserId != null)));
    }

    private static async Task<IReadOnlyList<JsonNode>> Ending(Neighbourhood hood) =>
        [.. (await hood.Coordinator("{ needsPerson { items { what id reason who } } }"))["needsPerson"]!["items"]!.AsArray().Where(i => i.Text("what") == "VOUCHING_ENDS").Select(i => i!)];
}
