using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Sealing;

/// <summary>The key that finds telephone numbers may have been seen: an operator changes it with the service stopped, and everybody is still known.</summary>
public sealed class ChangingTheFirstKey
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> Command(IEnumerable<KeyValuePair<string, string>> settings, string command)
    {
        await using var run = RunningServer.Start(settings, "Development", arguments: command);
        var (code, output, errors) = await run.Ended();
        return code == 0 ? output : $"{code}: {errors}";
    }

    /// <summary>What the demo coordinator is told who signs in by number; "" when it is known.</summary>
    private static async Task<string> SignIn(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/graphql", new { query = """mutation { signInWithPassword(input: { login: "+33639980002", password: "bonjour-les-voisins" }) { errors { code } } }""" }, Cancel);
        return string.Join(',', JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["data"]!["signInWithPassword"]!["errors"]!.AsArray().Select(e => e!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Everybody_is_still_found_and_the_old_key_opens_nothing()
    {
        await using var database = await TestDatabase.Create();
        var settings = database.Settings.Where(s => s.Key != "Encryption:Keys:0").ToList();
        await using (var before = RunningServer.Start(settings, "Development"))
        {
            using var client = await before.Ready();
            Assert.Equal("", await SignIn(client));
            Assert.Equal(0, await before.Stop());
        }
        Assert.StartsWith("1: There is one key only: run add-key first", await Command(settings, "change-first-key"), StringComparison.Ordinal);

        Assert.Contains("A key was added", await Command(settings, "add-key"), StringComparison.Ordinal);
        var file = Path.Combine(database.Folder, "keys", "fields.keys");
        var (old, fresh) = await File.ReadAllLinesAsync(file, Cancel) is [var first, var second] ? (first, second) : throw new InvalidOperationException("Two keys are expected.");
        var said = await Command(settings, "change-first-key");
        Assert.EndsWith("values were sealed again. The older keys are gone.", said, StringComparison.Ordinal);
        Assert.True(int.Parse(said[..said.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture) > 50, said);
        Assert.Equal([fresh], await File.ReadAllLinesAsync(file, Cancel));

        // Cut off after the database and before the file: said at the next start, and finished by the same command.
        await File.WriteAllLinesAsync(file, [old, fresh], Cancel);
        Assert.Contains("run change-first-key again", await Started(settings), StringComparison.Ordinal);
        Assert.Equal("0 values were sealed again. The older keys are gone.", await Command(settings, "change-first-key"));

        await using var after = RunningServer.Start(settings, "Development");
        using var again = await after.Ready();
        Assert.Equal("", await SignIn(again));
        Assert.Contains("Amina", await again.GetStringAsync("/dev/phone/state", Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await after.Stop());

        // The old key alone: not even a start.
        await File.WriteAllLinesAsync(file, [old], Cancel);
        Assert.StartsWith("1: Telephone numbers are sealed with another first key", await Started(settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_in_the_configuration_are_the_operators_to_forget()
    {
        await using var database = await TestDatabase.Create();
        await using (var before = RunningServer.Start(database.Settings, "Development"))
        {
            using var client = await before.Ready();
            Assert.Equal(0, await before.Stop());
        }
        var fresh = Convert.ToBase64String(Server.Sealing.FieldKeys.New());
        Assert.EndsWith("Now leave only the newest key in Encryption:Keys.", await Command([.. database.Settings, KeyValuePair.Create("Encryption:Keys:1", fresh)], "change-first-key"), StringComparison.Ordinal);
        Assert.StartsWith("1: Telephone numbers are sealed with another first key", await Started(database.Settings), StringComparison.Ordinal);
        await using var after = RunningServer.Start(database.Settings.Where(s => s.Key != "Encryption:Keys:0").Append(KeyValuePair.Create("Encryption:Keys:0", fresh)), "Development");
        using var again = await after.Ready();
        Assert.Equal("", await SignIn(again));
        Assert.Equal(0, await after.Stop());
    }

    private static async Task<string> Started(IEnumerable<KeyValuePair<string, string>> settings)
    {
        await using var server = RunningServer.Start(settings, "Development");
        var (code, _, errors) = await server.Ended();
        return $"{code}: {errors}";
    }
}
