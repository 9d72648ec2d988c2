using System.Security.Cryptography;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Sealing;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Sealing;

/// <summary>A new key while people go on writing: nothing is lost, and the old key opens nothing any more.</summary>
public sealed class RotatingKeys
{
    [Fact]
    public async Task Under_load_nothing_is_lost_and_the_old_key_is_no_longer_needed()
    {
        var (old, fresh) = (FieldKeys.New(), FieldKeys.New());
        // Started before the new key was made: it reads the file again when it meets it.
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }", adjust: builder =>
            builder.Services.AddSingleton(new FieldSeal(new([old]), () => new([old, fresh]))));
        var volunteers = new List<string>();
        for (var i = 0; i < 12; i++) volunteers.Add(await hood.IdOf(await hood.HasVolunteer($"Voisin {(char)('A' + i)}")));
        await hood.AsksForJeanne();

        var service = hood.Services.GetRequiredService<FieldSeal>();
        var both = new FieldSeal(new([old, fresh]));
        await using var scope = hood.Services.CreateAsyncScope();
        var options = scope.ServiceProvider.GetRequiredService<AppDb>() is PostgresDb ? null : scope.ServiceProvider.GetRequiredService<DbContextOptions<SqliteDb>>();
        await using AppDb mine = options is null ? new PostgresDb(scope.ServiceProvider.GetRequiredService<DbContextOptions<PostgresDb>>(), both) : new SqliteDb(options, both);
        var writers = volunteers.Select((id, i) => Task.Run(async () =>
        {
            for (var turn = 0; turn < 5; turn++)
                Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"updateVolunteer(input: {{ volunteerId: \"{id}\", firstName: \"Voisin {(char)('A' + i)}{turn}\" }})", "volunteer { id }")).Refused);
        })).ToList();
        var moved = 0;
        while (!writers.TrueForAll(w => w.IsCompleted)) moved += await new RotateKeys(mine, both).Run(CancellationToken.None);
        await Task.WhenAll(writers);
        moved += await new RotateKeys(mine, both).Run(CancellationToken.None);
        Assert.True(moved > 20);

        // Everything that is sealed anew each time opens with the new key; numbers stay under the first.
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"Voisin {(char)('A' + i)}4"), (await mine.Volunteers.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).Select(v => v.FirstName).Order());
        Assert.Equal("Jeanne", (await mine.Residents.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken)).FirstName);
        var left = (await WhatTheDatabaseTells.Everything(hood)).Where(v => v.Value.StartsWith(service.CurrentId + ".", StringComparison.Ordinal)).Select(v => v.Column).ToList();
        Assert.Empty(left);
        // What the service itself, still under the old key, goes on writing is sealed again by the next run.
        Assert.Equal(0, await new RotateKeys(mine, both).Run(CancellationToken.None));
    }

    [Fact]
    public void A_process_that_does_not_know_the_new_key_yet_reads_it_when_it_meets_it()
    {
        var (first, second) = (FieldKeys.New(), FieldKeys.New());
        var keys = new FieldKeys([first]);
        var running = new FieldSeal(keys, () => new([first, second]));
        Assert.Equal("Jeanne", running.Open(new FieldSeal(new([first, second])).Seal("Jeanne")));
        Assert.Throws<CryptographicException>(() => running.Open(new FieldSeal(new([FieldKeys.New()])).Seal("Jeanne")));
        Assert.Equal(running.SealToFind("+33639985000"), new FieldSeal(new([first, second])).SealToFind("+33639985000"));
    }
}
