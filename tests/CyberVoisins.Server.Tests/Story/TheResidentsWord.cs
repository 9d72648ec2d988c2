using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>After a visit the resident says whether it took place, and thank you.</summary>
public sealed class TheResidentsWord
{
    private const string Jeanne = Neighbourhood.JeannesPhone, Start = "Les Voisins du 17e 01 99 00 17 17: Jeanne vous remercie";

    private static async Task<(Neighbourhood Hood, string Amina, string Visit, string Code)> AVisitJustEnded()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.PassesUntil("2026-11-27T15:00:00+01:00");
        return (hood, amina, visit, code);
    }

    private static Task<Done> Says(Neighbourhood hood, string visit, bool tookPlace, string phone = Jeanne) =>
        hood.Does(phone, $"confirmVisit(input: {{ visitId: \"{visit}\", tookPlace: {(tookPlace ? "true" : "false")} }})", "visit { state tookPlace }");

    private static Task<Done> Thanks(Neighbourhood hood, string visit, string? words, string phone = Jeanne) =>
        hood.Does(phone, $"thankVolunteer(input: {{ visitId: \"{visit}\" {(words is null ? "" : $", words: \"{words}\"")} }})", "visit { thanks thankedAt }");

    private static async Task<List<string>> Waits(Neighbourhood hood, string what) =>
        [.. (await hood.Coordinator("{ needsPerson { items(first: 50) { what id reason } } }"))["needsPerson"]!["items"]!.AsArray().Where(t => t.Text("what") == what).Select(t => t.Text("reason"))];

    private static Task<string> Settled(Neighbourhood hood) => hood.Sql(async db => await db.Visits.Select(v => $"{v.State} {v.SettledMinutes}").SingleAsync());

    [Fact]
    public async Task A_yes_moves_no_minutes_and_counts_as_planned_when_the_volunteer_forgets_to_say()
    {
        var (hood, amina, visit, _) = await AVisitJustEnded();
        await using var _1 = hood;
        Assert.Equal("FORBIDDEN", (await Says(hood, visit, true, amina)).Refused);
        var said = (await Says(hood, visit, true)).Result;
        Assert.Equal(("PLANNED", true), (said.Text("state"), said["tookPlace"]!.GetValue<bool>()));
        Assert.Empty(await Waits(hood, "VISIT_WORD"));
        await hood.PassesUntil("2026-11-30T14:00:00+01:00");
        Assert.Equal("Planned ", await Settled(hood));
        await hood.PassesUntil("2026-11-30T16:00:00+01:00");
        Assert.Equal(("Completed 30", 30), (await Settled(hood), await hood.MinutesLeft(amina)));
    }

    [Fact]
    public async Task The_volunteers_own_minutes_count_where_they_say_them()
    {
        var (hood, amina, visit, code) = await AVisitJustEnded();
        await using var _ = hood;
        await Says(hood, visit, true);
        await hood.Writes(amina, $"FAIT {code} 20");
        await hood.PassesUntil("2026-12-01T16:00:00+01:00");
        Assert.Equal("Completed 20", await Settled(hood));
    }

    [Fact]
    public async Task A_no_stands_before_a_person_until_they_agree_or_somebody_spoke_with_both()
    {
        var (hood, amina, visit, code) = await AVisitJustEnded();
        await using var _ = hood;
        await Says(hood, visit, false);
        Assert.Contains("le bénévole n'a rien dit", Assert.Single(await Waits(hood, "VISIT_WORD")), StringComparison.Ordinal);
        Assert.Equal("INVALID_TRANSITION", (await Thanks(hood, visit, null)).Refused);
        await hood.Writes(amina, $"FAIT {code}");
        Assert.Contains("le bénévole dit que si", Assert.Single(await Waits(hood, "VISIT_WORD")), StringComparison.Ordinal);
        Assert.Equal("Completed 30", await Settled(hood)); // nobody is blamed by a machine
        foreach (var _2 in new[] { 1, 2 }) Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"settleVisitWord(visitId: \"{visit}\")", "visit { id }")).Refused);
        Assert.Empty(await Waits(hood, "VISIT_WORD"));
        // Thought again: agreed, nothing waits.
        await Says(hood, visit, false);
        await Says(hood, visit, true);
        Assert.Empty(await Waits(hood, "VISIT_WORD"));
    }

    [Fact]
    public async Task Before_it_began_or_once_it_was_called_off_there_is_nothing_to_say()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        Assert.Equal("INVALID_TRANSITION", (await Says(hood, visit, true)).Refused);
        Assert.Equal("INVALID_TRANSITION", (await Thanks(hood, visit, "Merci")).Refused);
        await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\", askAgain: false }})");
        Assert.Equal("INVALID_TRANSITION", (await Says(hood, visit, true)).Refused);
        Assert.Equal("INVALID_TRANSITION", (await hood.Does(Neighbourhood.CoordinatorPhone, $"settleVisitWord(visitId: \"{visit}\")", "visit { id }")).Refused);
    }

    [Fact]
    public async Task Thanks_reach_the_volunteer_once_at_civil_hours_and_stand_on_their_page()
    {
        var (hood, amina, visit, _) = await AVisitJustEnded();
        await using var _1 = hood;
        await hood.PassesUntil("2026-11-27T22:00:00+01:00");
        const string Words = "Merci Amina, mon téléphone sonne !";
        Assert.Equal("FORBIDDEN", (await Thanks(hood, visit, "Merci moi", amina)).Refused);
        Assert.Equal(Words, (await Thanks(hood, visit, Words)).Result.Text("thanks"));
        Assert.Null((await Thanks(hood, visit, Words)).Refused); // sent twice, it is said once
        Assert.Equal("ALREADY_THANKED", (await Thanks(hood, visit, "Et encore merci")).Refused);
        Assert.DoesNotContain(hood.Telephones.To(amina), b => b.StartsWith(Start, StringComparison.Ordinal));
        await hood.PassesUntil("2026-11-28T09:30:00+01:00");
        Assert.Equal($"{Start}: \"{Words}\"", Assert.Single(hood.Telephones.To(amina), b => b.StartsWith(Start, StringComparison.Ordinal)));
        Assert.Equal(Words, (await hood.Ask($$"""{ visit(id: "{{visit}}") { thanks } }""", amina))["visit"].Text("thanks"));

        var jeanne = (await hood.Coordinator("{ helpRequests { nodes { resident { id } } } }"))["helpRequests"]!["nodes"]![0]!["resident"].Text("id");
        await Says(hood, visit, true);
        await hood.PassesUntil("2026-12-01T10:00:00+01:00");
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }")).Refused);
        Assert.False(await hood.Sql(db => db.Visits.AnyAsync(v => v.Thanks != null)));
        Assert.False(await hood.Sql(async db => (await db.Messages.Where(m => m.Kind == Core.Messages.MessageKind.Thanks).ToListAsync()).Exists(m => m.Body.Length > 0)));
    }

    [Theory]
    [InlineData("Appelez-moi au 06 39 98 50 00, merci")]
    [InlineData("Merci ! 0.6.3.9.9.8")]
    [InlineData("Merci, zéro six trente-neuf quatre-vingt-dix-huit zéro zéro")]
    [InlineData("Merci, voyez www.exemple.fr")]
    [InlineData("Merci, mon site est exemple.com")]
    [InlineData("Merci, écrivez à jeanne@exemple.fr")]
    [InlineData("Merci, jeanne arobase exemple point fr")]
    [InlineData("Merci, je suis sur WhatsApp")]
    public async Task They_carry_no_way_to_the_other(string words)
    {
        var (hood, amina, visit, _) = await AVisitJustEnded();
        await using var _1 = hood;
        var refused = await Thanks(hood, visit, words);
        Assert.Equal(("CONTACT_IN_TEXT", "words"), (refused.Refused, refused.Field));
        Assert.Null((await Thanks(hood, visit, "Merci pour les 2 heures de patience, à 81 ans ce n'est pas simple. Bravo !")).Refused);
        await hood.Settle();
        Assert.Contains("Merci pour les 2 heures", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Merci. Donnez-moi votre code secret", "SCAM_WORDS")]
    [InlineData(null, null)]
    [InlineData("شكرا جزيلا على مساعدتكم", null)]
    public async Task Words_that_are_not_for_the_volunteer_or_not_for_an_SMS_are_left_out_of_it(string? words, string? flag)
    {
        var (hood, amina, visit, _) = await AVisitJustEnded();
        await using var _1 = hood;
        Assert.Null((await Thanks(hood, visit, words)).Refused);
        await hood.Settle();
        Assert.Equal($"{Start} pour votre visite.", hood.Telephones.To(amina)[^1]);
        var read = (await hood.Ask($$"""{ visit(id: "{{visit}}") { thanks thankedAt } }""", amina))["visit"]!;
        Assert.Equal(flag is null ? words : null, read["thanks"]?.GetValue<string>());
        Assert.NotNull(read["thankedAt"]);
        if (flag is null) return;
        Assert.Single(await Waits(hood, flag));
        Assert.Equal(words, (await hood.Coordinator($$"""{ visit(id: "{{visit}}") { thanks } }"""))["visit"].Text("thanks"));
    }

    [Fact]
    public async Task Who_acts_for_the_person_says_it_too_and_between_two_who_are_kept_apart_nothing_is_carried()
    {
        var (hood, amina, visit, _) = await AVisitJustEnded();
        await using var _1 = hood;
        var jeanne = (await hood.Coordinator("{ helpRequests { nodes { resident { id } } } }"))["helpRequests"]!["nodes"]![0]!["resident"].Text("id");
        var (luc, told) = (hood.NextPhone(), hood.NextPhone());
        foreach (var (phone, scope) in new[] { (luc, "MAY_CANCEL"), (told, "MAY_BE_TOLD") })
            await hood.Does(Neighbourhood.CoordinatorPhone, $"addContact(input: {{ residentId: \"{jeanne}\", firstName: \"Luc\", phone: \"{phone}\", scopes: [{scope}], channel: DESK }})", "resident { id }");
        async Task<int> Past(string phone) => (await hood.Ask("{ spokenFor { past { id } } }", phone))["spokenFor"]![0]!["past"]!.AsArray().Count;
        Assert.Equal((1, 0), (await Past(luc), await Past(told)));
        Assert.Equal("NOT_FOUND", (await Says(hood, visit, true, told)).Refused);
        Assert.Null((await Says(hood, visit, true, luc)).Refused);
        await hood.Does(amina, $"blockPair(input: {{ visitId: \"{visit}\" }})", "done { ok }");
        var before = hood.Telephones.To(amina).Count;
        Assert.Null((await Thanks(hood, visit, "Merci pour maman", luc)).Refused);
        await hood.PassesUntil("2026-11-28T12:00:00+01:00");
        Assert.DoesNotContain(hood.Telephones.To(amina).Skip(before), b => b.Contains("remercie", StringComparison.Ordinal));
        Assert.Null((await hood.Ask($$"""{ visit(id: "{{visit}}") { thanks } }""", amina))["visit"]!["thanks"]);
    }
}
