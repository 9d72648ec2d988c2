using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CyberVoisins.Server.Api.Http;
using CyberVoisins.Server.Boards;
using CyberVoisins.Server.Tests.Story;
using Microsoft.Extensions.Time.Testing;

namespace CyberVoisins.Server.Tests.Boards;

/// <summary>A coordinator's page stays open on the board: what happens is told to it, nothing is told twice, and a cut loses nothing.</summary>
public sealed class WatchingTheBoard
{
    private const string Watch = "subscription($known: String) { boardChanged(known: $known) { version } }";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_begins_to_wait_is_told_and_what_is_already_known_is_not()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var response = await Opens(hood, client);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        var events = new Events(await response.Content.ReadAsStreamAsync(Cancel));
        var first = await Version(events.Next());
        Assert.Equal(await Shown(hood), first);

        var second = Version(events.Next());
        await hood.Writes("+33639985001", "bonjour, c'est pour mon ordinateur qui ne marche plus");
        Assert.NotEqual(first, await InTime(hood.Clock, second));
        Assert.Equal(await Shown(hood), await second);

        // Who was cut off here and comes back is told what they missed, once, and then nothing until something happens.
        using var again = await Opens(hood, client, first);
        var missed = new Events(await again.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal(await second, await Version(missed.Next()));
        using var upToDate = await Opens(hood, client, await second);
        var quiet = new Events(await upToDate.Content.ReadAsStreamAsync(Cancel));
        var nothing = quiet.Next();
        for (var seconds = 0; seconds < 60; seconds++) await Second(hood.Clock);
        Assert.False(nothing.IsCompleted);
        Assert.True(quiet.Heartbeats > 0, "A silent stream must show that it lives.");

        var next = Version(nothing!);
        await hood.Writes("+33639985002", "INQUIET");
        Assert.Equal(await InTime(hood.Clock, next), await Shown(hood));
    }

    [Fact]
    public async Task A_stream_ends_after_five_minutes_so_that_whoever_asks_is_looked_at_again()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var response = await Opens(hood, client);
        var events = new Events(await response.Content.ReadAsStreamAsync(Cancel));
        Assert.NotNull(await events.Next());
        var end = events.Next();
        hood.Clock.Advance(EventStream.Longest);
        Assert.Null(await end);
    }

    [Fact]
    public async Task Only_a_coordinator_watches_and_only_their_own_board()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        using var client = hood.Client();
        using var visitor = await Opens(hood, client, phone: null);
        Assert.Equal(HttpStatusCode.Unauthorized, visitor.StatusCode);
        using var volunteer = await Opens(hood, client, phone: amina);
        Assert.Equal(HttpStatusCode.Forbidden, volunteer.StatusCode);
        Assert.Contains("FORBIDDEN", await volunteer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_opens_six_streams_and_no_seventh()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < OpenStreams.OfOneAccount; i++) open.Add(await Opens(hood, client));
        Assert.All(open, r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        using var seventh = await Opens(hood, client);
        Assert.Equal(HttpStatusCode.TooManyRequests, seventh.StatusCode);
        Assert.Contains("TOO_MANY_STREAMS", await seventh.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        foreach (var response in open) response.Dispose();
        // The service learns of it when it next writes.
        var status = HttpStatusCode.TooManyRequests;
        for (var tries = 0; tries < 100 && status != HttpStatusCode.OK; tries++)
        {
            await Second(hood.Clock);
            using var next = await Opens(hood, client);
            status = next.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_stream_is_for_who_takes_one_and_changes_nothing_by_GET()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        using var json = await client.PostAsJsonAsync("/graphql", new { query = Watch }, Cancel);
        Assert.Equal(HttpStatusCode.NotAcceptable, json.StatusCode);
        Assert.Contains("text/event-stream", await json.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var change = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("mutation { signOut { errors { code } } }"));
        change.Headers.Accept.Add(new("text/event-stream"));
        using var refused = await client.SendAsync(change, Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        using var query = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("{ me { signedIn } }"));
        query.Headers.Accept.Add(new("text/event-stream"));
        using var answered = await client.SendAsync(query, Cancel);
        var events = new Events(await answered.Content.ReadAsStreamAsync(Cancel));
        Assert.False((await events.Next())!["data"]!["me"]!["signedIn"]!.GetValue<bool>());
        Assert.Null(await events.Next());
    }

    /// <summary>By GET, as a browser's EventSource does.</summary>
    private static async Task<HttpResponseMessage> Opens(Neighbourhood hood, HttpClient client, string? known = null, string? phone = Neighbourhood.CoordinatorPhone)
    {
        var variables = known is null ? "{}" : $$"""{"known":"{{known}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(Watch)}&variables={Uri.EscapeDataString(variables)}");
        request.Headers.Accept.Add(new("text/event-stream"));
        if (phone is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await hood.TokenOf(phone));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private static async Task<string> Version(Task<System.Text.Json.Nodes.JsonNode?> next) => (await next)!["data"]!["boardChanged"].Text("version");

    private static async Task<string> Shown(Neighbourhood hood) => (await hood.Coordinator("{ needsPerson { version } }"))["needsPerson"].Text("version");

    /// <summary>The watcher looks again when a second has passed; how far it has come with its last look, the test cannot see.</summary>
    private static async Task<string> InTime(FakeTimeProvider clock, Task<string> version)
    {
        for (var seconds = 0; seconds < 300 && !version.IsCompleted; seconds++) await Second(clock);
        return await version.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    private static async Task Second(FakeTimeProvider clock)
    {
        clock.Advance(WatchBoard.Between);
        await Task.Delay(10, Cancel); // the look goes on in another thread, in real time
    }
}
