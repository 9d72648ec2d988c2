using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Audits;

/// <summary>Before a vote on the weights: whom they would have asked first in the searches of a past month.</summary>
public sealed class OtherWeights
{
    private const string November = "from: \"2026-11-01\", to: \"2026-11-30\"";

    [Fact]
    public async Task Six_searches_again_under_other_weights()
    {
        await using var hood = await SixSearches();
        // Amina, next door, was asked each time; whoever wants the fullest month first would have asked Bruno for the five after the first.
        Assert.Equal("6 searches, 0 other, 300 -> 300", await Replay(hood, "{}"));
        Assert.Equal("6 searches, 5 other, 300 -> 1717", await Replay(hood, "{ distance: 10, rest: 0, slots: 0, spare: 0, language: 0, minutes: 100 }"));
        // Nothing was changed by looking: the version is the one that was voted.
        Assert.Equal(2, (await hood.Ask("{ associations { nodes { rules { version } } } }"))["associations"]!["nodes"]![0]!["rules"]!.Number("version"));
    }

    [Fact]
    public async Task Under_five_searches_say_nothing_and_a_weight_out_of_bounds_is_refused()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        Assert.Empty((await hood.Coordinator($$"""{ replayWeights(input: { {{November}}, weights: {} }) { decisions } }"""))["replayWeights"]!.AsArray());
        var refused = await hood.Send($$"""{ replayWeights(input: { {{November}}, weights: { distance: 101 } }) { decisions } }""", Neighbourhood.CoordinatorPhone);
        Assert.Equal("INVALID_WEIGHT", refused["errors"]![0]!["extensions"].Text("code"));
    }

    private static async Task<Neighbourhood> SixSearches()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.Does(Neighbourhood.CoordinatorPhone, "adoptRules(input: { weights: { distance: 100, rest: 0, minutes: 0, slots: 0, spare: 0, language: 0 }, votedBy: \"l'assemblée\", votedOn: \"2026-11-20\", motive: \"Le plus proche d'abord.\" })", "rules { version }");
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        await hood.HasVolunteer("Bruno", minutesPerMonth: 600, metresAway: 2_000);
        for (var i = 0; i < 6; i++)
        {
            var day = $"2026-11-{25 + i}";
            await hood.AsksForJeanne($"+3363998710{i}", name: $"Jeanne{i}", from: $"{day}T14:00:00+01:00", to: $"{day}T18:00:00+01:00");
            await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        }
        return hood;
    }

    private static async Task<string> Replay(Neighbourhood hood, string weights)
    {
        var lines = (await hood.Coordinator($$"""{ replayWeights(input: { {{November}}, weights: {{weights}} }) { density decisions anotherFirst metresBefore metresAfter } }"""))["replayWeights"]!.AsArray();
        Assert.Equal([null, "UNKNOWN"], lines.Select(l => l!["density"]?.GetValue<string>())); // no density grid was imported
        var all = lines[0]!;
        return FormattableString.Invariant($"{all.Number("decisions")} searches, {all.Number("anotherFirst")} other, {Metres(all, "metresBefore")} -> {Metres(all, "metresAfter")}");
    }

    private static double Metres(System.Text.Json.Nodes.JsonNode line, string field) => Math.Round(line[field]!.GetValue<double>());
}
