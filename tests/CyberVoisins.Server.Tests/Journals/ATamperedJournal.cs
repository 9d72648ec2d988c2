using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Journals;

/// <summary>Whoever changes the past, in the database or in an export, is found out; a person who was erased leaves a journal that still holds.</summary>
public sealed class ATamperedJournal
{
    private static async Task<(Neighbourhood Hood, string Amina)> AStory()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Writes(amina, $"OUI {hood.CodeOf(amina)}");
        return (hood, amina);
    }

    private static async Task<string> Command(Neighbourhood hood, JournalArguments arguments)
    {
        await using var scope = hood.Services.CreateAsyncScope();
        return await JournalCommand.Report(scope.ServiceProvider, arguments, CancellationToken.None);
    }

    private static async Task<(int Lines, string Head, int? FirstBroken)> Check(Neighbourhood hood)
    {
        await using var scope = hood.Services.CreateAsyncScope();
        var verdict = await scope.ServiceProvider.GetRequiredService<ReadJournal>().Check(new(Guid.Parse(hood.AssociationId)), null, CancellationToken.None);
        return (verdict.Lines, verdict.Head, verdict.FirstBroken);
    }

    [Fact]
    public async Task Any_byte_of_an_export_that_is_changed_is_found_by_an_outsider()
    {
        var (hood, _) = await AStory();
        await using var _1 = hood;
        var folder = Directory.CreateTempSubdirectory("journal-").FullName;
        var (file, forged) = (Path.Combine(folder, "journal.ndjson"), Path.Combine(folder, "forged.ndjson"));
        var said = await Command(hood, new("Les Voisins du 17e", file, null, null));
        var head = said.Split("Head: ")[1].Trim();
        Assert.Equal(said, await Command(hood, new(null, null, file, null)));
        Assert.Contains("is that of line", await Command(hood, new(null, null, file, head)), StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.True(bytes.Length > 3_000);
        foreach (var at in Enumerable.Range(0, bytes.Length))
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= (byte)(1 << (at % 7));
            await File.WriteAllBytesAsync(forged, changed, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<CommandRefused>(() => Command(hood, new(null, null, forged, head)));
        }
        // A line dropped, slipped in or moved; and the end cut off.
        var lines = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split('\n')[..^1];
        foreach (var other in new[] { lines[1..], [.. lines[..2], .. lines[3..]], [lines[0], .. lines], [lines[1], lines[0], .. lines[2..]], lines[..^1] })
        {
            await File.WriteAllTextAsync(forged, string.Concat(other.Select(l => l + "\n")), TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<CommandRefused>(() => Command(hood, new(null, null, forged, head)));
        }
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_delete_a_line()
    {
        var (hood, _) = await AStory();
        await using var _1 = hood;
        foreach (var sql in new[] { """UPDATE "JournalLines" SET "Line" = '' WHERE "Sequence" = 1""", """DELETE FROM "JournalLines" WHERE "Sequence" = 1""" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => hood.Sql(db => db.Database.ExecuteSqlRawAsync(sql)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hood.Sql(async db =>
        {
            db.JournalLines.Remove(await db.JournalLines.FirstAsync());
            return await db.SaveChangesAsync();
        }));
        Assert.Null((await Check(hood)).FirstBroken);
    }

    [Theory]
    [InlineData("""UPDATE "JournalLines" SET "Line" = REPLACE("Line", 'vouchForVolunteer', 'nothing')""")]
    [InlineData("""UPDATE "JournalLines" SET "Hash" = REPLACE("Hash", SUBSTR("Hash", 1, 1), 'z') WHERE "Sequence" = 2""")]
    [InlineData("""DELETE FROM "JournalLines" WHERE "Sequence" = 2""")]
    [InlineData("""DELETE FROM "JournalLines" WHERE "Sequence" = (SELECT MAX("Sequence") FROM "JournalLines")""")]
    [InlineData("""DELETE FROM "JournalLines" WHERE "Sequence" > 0""")]
    public async Task Whoever_takes_the_guard_away_is_found_all_the_same(string sql)
    {
        var (hood, _) = await AStory();
        await using var _1 = hood;
        Assert.Null((await Check(hood)).FirstBroken);
        await hood.Sql(async db =>
        {
            await db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite()
                ? """DROP TRIGGER "JournalLines_NeverChanged"; DROP TRIGGER "JournalLines_NeverDeleted";"""
                : """DROP TRIGGER "JournalLines_Guard" ON "JournalLines";""");
            return await db.Database.ExecuteSqlRawAsync(sql);
        });
        Assert.NotNull((await Check(hood)).FirstBroken);
        Assert.NotNull((await hood.Coordinator("{ journalCheck { firstBroken } }"))["journalCheck"]!["firstBroken"]);
    }

    [Fact]
    public async Task A_person_whose_alias_is_forgotten_is_nobody_and_the_chain_still_holds()
    {
        var (hood, amina) = await AStory();
        await using var _ = hood;
        var id = await hood.IdOf(amina);
        Assert.NotEmpty(await TheJournal.Lines(hood, $", volunteerId: \"{id}\""));
        var alias = await hood.Sql(db => db.PersonAliases.Where(a => a.PersonId == Guid.Parse(id)).Select(a => a.Alias).SingleAsync());
        await hood.Sql(db => db.PersonAliases.Where(a => a.PersonId == Guid.Parse(id)).ExecuteDeleteAsync());
        Assert.Empty(await TheJournal.Lines(hood, $", volunteerId: \"{id}\""));
        var person = (await TheJournal.Lines(hood)).SelectMany(l => l["about"]!.AsArray()).First(p => p.Text("alias") == alias)!;
        Assert.Null(person["firstName"]);
        Assert.Null(person["kind"]);
        Assert.Null((await Check(hood)).FirstBroken);
    }
}
