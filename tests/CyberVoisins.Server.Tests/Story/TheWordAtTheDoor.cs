using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Tests.Calling;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>A word known to both ends proves at the door who comes.</summary>
public sealed class TheWordAtTheDoor
{
    private static async Task<string?> Word(Neighbourhood hood, string visit, string? phone = null) =>
        (await hood.Ask($$"""{ visit(id: "{{visit}}") { codeWord } }""", phone ?? Neighbourhood.CoordinatorPhone))["visit"]!["codeWord"]?.GetValue<string>();

    [Fact]
    public async Task Both_ends_hear_it_at_once_and_in_every_reminder()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var word = await Word(hood, visit);
        Assert.Contains(word, CodeWords.All);
        Assert.Contains(word!, hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        Assert.Contains($"Mot à entendre: {word}. Sinon n'ouvrez pas", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        await hood.PassesUntil("2026-11-27T13:30:00+01:00");
        var reminders = hood.Telephones.To(amina).Concat(hood.Telephones.To(Neighbourhood.JeannesPhone)).Where(b => b.Contains("rappel", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(reminders);
        Assert.All(reminders, text => Assert.Contains(word!, text, StringComparison.Ordinal));
        Assert.All(hood.Telephones.To(amina).Concat(hood.Telephones.To(Neighbourhood.JeannesPhone)), text => Assert.Equal(1, Gsm7.Segments(text)));
    }

    [Fact]
    public async Task Moved_or_with_somebody_else_it_is_another_and_over_it_is_none()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        var (request, visit, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        var first = await Word(hood, visit, amina);
        await hood.OnVisit($"moveVisit(input: {{ visitId: \"{visit}\", start: \"2026-11-28T15:00:00+01:00\" }})");
        var second = await Word(hood, visit, amina);
        Assert.NotEqual(first, second);
        Assert.Contains(second!, hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(first!, hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);

        var bruno = await hood.HasVolunteer("Bruno", metresAway: 900);
        await hood.Writes(amina, $"ANNULER {code}");
        Assert.Null(await Word(hood, visit));
        await hood.Writes(bruno, $"OUI {hood.CodeOf(bruno)}");
        var again = (await hood.Request(request))["visits"]!.AsArray().Single(v => v.Text("state") == "PLANNED")!.Text("id");
        Assert.DoesNotContain(await Word(hood, again), new[] { first, second });
        Assert.Null((await hood.Ask($$"""{ visit(id: "{{again}}") { codeWord } }""", amina))["visit"]);
    }

    [Fact]
    public async Task On_the_telephone_it_is_said_after_the_four_digits_and_by_whoever_calls()
    {
        await using var hood = await Neighbourhood.Start();
        const string Landline = "+33199001234";
        var amina = await hood.HasVolunteer("Amina");
        var (request, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne(Landline));
        var word = (await Word(hood, visit))!;
        var toCall = await hood.Messages("TO_CALL");
        Assert.Contains(toCall, m => m.Text("body").Contains($"dira le mot {word}. Sinon, n'ouvrez pas.", StringComparison.Ordinal));

        var resident = (await hood.Coordinator($$"""{ helpRequest(id: "{{request.Text("id")}}") { resident { id } } }"""))["helpRequest"]!["resident"].Text("id");
        var digits = (await hood.Does(Neighbourhood.CoordinatorPhone, $"renewVoiceCode(residentId: \"{resident}\")", "voiceCode { code }")).Result.Text("code");
        var call = await PhoneCall.From(hood, Landline);
        await call.Presses("2");
        Assert.DoesNotContain(word, call.Body, StringComparison.OrdinalIgnoreCase);
        await call.Presses(digits);
        Assert.Contains($"vous dira le mot : {word.ToLowerInvariant()}.", call.Hears, StringComparison.Ordinal);
        Assert.Contains("n'ouvrez pas", call.Hears, StringComparison.Ordinal);
    }

    /// <summary>A visit of which nobody ever told stays planned: what opens a door does not.</summary>
    [Fact]
    public async Task Twelve_hours_after_its_end_neither_word_nor_address_is_shown_but_to_the_association()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        async Task<(string?, string?, string)> Seen(string phone) => (await hood.Ask($$"""{ visit(id: "{{visit}}") { codeWord address state } }""", phone))["visit"]! is var seen
            ? (seen["codeWord"]?.GetValue<string>(), seen["address"]?.GetValue<string>(), seen.Text("state")) : default;
        await hood.PassesUntil("2026-11-28T02:20:00+01:00"); // it ended at 14:30
        var (word, address, _) = await Seen(amina);
        Assert.Contains(word, CodeWords.All);
        Assert.False(string.IsNullOrEmpty(address));
        await hood.PassesUntil("2026-11-28T02:30:00+01:00");
        Assert.Equal((null, null, "PLANNED"), await Seen(amina));
        Assert.Equal((word, address, "PLANNED"), await Seen(Neighbourhood.CoordinatorPhone));
    }
}
