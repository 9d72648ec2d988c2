using System.Text.Json.Nodes;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Ledger;

/// <summary>An hour a month, to the minute: granted, reserved, given back, settled, corrected, carried over.</summary>
public sealed class TheMonthsMinutes
{
    [Fact]
    public async Task Every_line_is_readable_and_their_sum_is_what_is_left()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        Assert.Equal(60, await Left(hood));
        await hood.AsksForJeanne(minutes: 30);
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        Assert.Equal(30, await Left(hood));
        Assert.Equal([("GRANTED", 60), ("RESERVED", -30)], await Lines(hood));
        await hood.Writes(amina, $"ANNULER {hood.CodeOf(amina)}");
        Assert.Equal(60, await Left(hood));
        Assert.Equal([("GRANTED", 60), ("RESERVED", -30), ("RELEASED", 30)], await Lines(hood));
    }

    [Fact]
    public async Task A_coordinator_corrects_with_a_motive_and_never_below_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        var id = await hood.Sql(db => db.Volunteers.Select(v => v.Id).SingleAsync());
        Assert.Equal("NO_MINUTES_LEFT", await Correct(hood, $"{id}", 202611, -61, "visite oubliée"));
        Assert.Equal("INVALID_MINUTES", await Correct(hood, $"{id}", 202611, 0, "visite oubliée"));
        Assert.Equal("INVALID_TEXT", await Correct(hood, $"{id}", 202611, -30, ""));
        Assert.Equal("INVALID_MONTH", await Correct(hood, $"{id}", 202613, -30, "visite oubliée"));
        Assert.Equal("INVALID_MONTH", await Correct(hood, $"{id}", 202701, -30, "visite oubliée"));
        Assert.Equal("INVALID_MONTH", await Correct(hood, $"{id}", 202610, -30, "visite oubliée"));
        Assert.Null(await Correct(hood, $"{id}", 202611, -45, "visite du 3 oubliée"));
        Assert.Equal(15, await Left(hood));
        var line = await hood.Sql(db => db.Minutes.SingleAsync(m => m.Kind == MinuteEntryKind.Corrected));
        Assert.NotNull(line.AuthorUserId);
        Assert.Equal("visite du 3 oubliée", line.Motive);
    }

    [Fact]
    public async Task Giving_less_takes_nothing_promised_back_and_giving_more_counts_at_once()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne(minutes: 60);
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        await Gives(hood, 30);
        Assert.Equal(0, await Left(hood)); // sixty are promised, and stay promised
        await Gives(hood, 120);
        Assert.Equal(60, await Left(hood));
    }

    [Fact]
    public async Task Unused_minutes_are_lost_unless_the_association_carries_them_over()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.PassesUntil("2026-12-01T10:00:00+01:00");
        Assert.Equal(60, await Left(hood));
        await hood.Coordinator("mutation { changePolicy(input: { maximumCarryOverMinutes: 20 }) { errors { code } } }");
        await hood.PassesUntil("2027-01-02T10:00:00+01:00");
        Assert.Equal(80, await Left(hood));
        // Said twice, it counts once; and what was carried is gone from the month before.
        await hood.Settle();
        Assert.Equal(80, await Left(hood));
        Assert.Equal(0, await hood.Sql(db => db.Minutes.Where(m => m.Kind == MinuteEntryKind.CarriedOver).SumAsync(m => m.Minutes)));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_line_changed_deleted_or_beyond_the_month()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne(minutes: 60);
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        await Refused(hood, "UPDATE \"Minutes\" SET \"Minutes\" = 0");
        await Refused(hood, "DELETE FROM \"Minutes\"");
        await Refused(hood, "INSERT INTO \"Minutes\" (\"Key\", \"VolunteerId\", \"Month\", \"Kind\", \"Minutes\", \"At\") SELECT 'x', \"VolunteerId\", \"Month\", 'Reserved', -1, \"At\" FROM \"Minutes\" LIMIT 1");
        Assert.Equal(60, await hood.MinutesTaken());
    }

    /// <summary>Two writers that go past the service's own lock: neither sees what the other has not committed yet.</summary>
    [Fact]
    public async Task The_database_lets_only_one_of_two_take_the_last_minutes_at_once()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne(minutes: 30);
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        var second = Task.CompletedTask;
        await hood.Sql(async db =>
        {
            await using var first = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync(Taking("x"));
            second = Task.Run(() => hood.Sql(other => other.Database.ExecuteSqlRawAsync(Taking("y"))));
            await first.CommitAsync();
            return 0;
        });
        Assert.Contains("minutes", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => second)).Message, StringComparison.Ordinal);
        Assert.Equal(0, await Left(hood));

        static string Taking(string key) => $"INSERT INTO \"Minutes\" (\"Key\", \"VolunteerId\", \"Month\", \"Kind\", \"Minutes\", \"At\") SELECT '{key}', \"VolunteerId\", \"Month\", 'Reserved', -30, \"At\" FROM \"Minutes\" LIMIT 1";
    }

    private static async Task Refused(Neighbourhood hood, string sql) =>
        Assert.Contains("minutes", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => hood.Sql(db => db.Database.ExecuteSqlRawAsync(sql)))).Message, StringComparison.Ordinal);

    private static async Task<int> Left(Neighbourhood hood) =>
        (await hood.Coordinator("{ volunteers { nodes { minutesLeftThisMonth } } }"))["volunteers"]!["nodes"]![0]!["minutesLeftThisMonth"]!.GetValue<int>();

    private static async Task<List<(string Kind, int Minutes)>> Lines(Neighbourhood hood) =>
        [.. (await hood.Coordinator("{ volunteers { nodes { minutesLedger { kind minutes } } } }"))["volunteers"]!["nodes"]![0]!["minutesLedger"]!.AsArray()
            .Reverse().Select(l => (l!["kind"]!.GetValue<string>(), l["minutes"]!.GetValue<int>()))];

    private static async Task Gives(Neighbourhood hood, int minutes)
    {
        var id = await hood.Sql(db => db.Volunteers.Select(v => v.Id).SingleAsync());
        var answer = await hood.Coordinator($$"""mutation { updateVolunteer(input: { volunteerId: "{{id}}", minutesPerMonth: {{minutes}} }) { errors { code } } }""");
        Assert.Empty(answer["updateVolunteer"]!["errors"]!.AsArray());
    }

    private static async Task<string?> Correct(Neighbourhood hood, string id, int month, int minutes, string motive)
    {
        var answer = await hood.Coordinator($$"""mutation { correctMinutes(input: { volunteerId: "{{id}}", month: {{month}}, minutes: {{minutes}}, motive: "{{motive}}" }) { errors { code } } }""");
        return answer["correctMinutes"]!["errors"]!.AsArray() is [JsonNode error, ..] ? error["code"]!.GetValue<string>() : null;
    }
}
