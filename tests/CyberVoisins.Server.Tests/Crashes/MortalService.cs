using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>
/// A service that dies and is started again on the same database, with its Twilio and a clock that is moved. What it
/// holds is read from the database itself, which a dead service still has.
/// </summary>
internal sealed class MortalService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TestDatabase _database;
    private readonly int _parallel;
    private readonly ServiceProvider _reading;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(3) };
    private readonly Dictionary<string, string> _tokens = [];
    private ServiceProcess? _life;
    private Instant _born;

    private MortalService(TestDatabase database, int parallel)
    {
        (_database, _parallel) = (database, parallel);
        _reading = new ServiceCollection().AddLogging().Configure<IdentityOptions>(AccountsSetup.ShapeTables)
            .AddData(new ConfigurationBuilder().AddInMemoryCollection(database.Settings!).Build()).BuildServiceProvider();
        KillPoints.Kill = () => _life?.Kill();
    }

    public KillPoints KillPoints { get; } = new();
    public CountingTwilio Twilio { get; private set; } = null!;

    /// <summary>How often it was started.</summary>
    public int Lives { get; private set; }

    /// <summary>Told of each life as it begins: whoever kills at random has the process from here.</summary>
    public Action<ServiceProcess> Born { get; set; } = _ => { };

    private string ClockFile => Path.Combine(_database.Folder, "clock");

    /// <summary>The service's clock, which runs on while the service is dead.</summary>
    public Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) + Duration.FromSeconds(long.Parse(File.ReadAllText(ClockFile), CultureInfo.InvariantCulture));

    /// <summary>Born on Tuesday 24 November 2026 at 10:00 in Paris.</summary>
    /// <param name="dies">While it starts for the first time.</param>
    /// <param name="parallel">How many SMS are on their way at once: with one, a death at an SMS strands no other.</param>
    public static async Task<MortalService> Start(Func<KillPoint, bool>? dies = null, int parallel = 4)
    {
        var service = new MortalService(await TestDatabase.Create(), parallel);
        var start = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        await File.WriteAllTextAsync(service.ClockFile, ((long)(start - TimeProvider.System.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        service.Twilio = await CountingTwilio.Start(() => service.Now.ToDateTimeOffset(), service.KillPoints.Reached);
        if (dies is not null) service.KillPoints.Dies = dies;
        await service.Revive();
        return service;
    }

    /// <summary>Does something to the service, starting it again as often as it dies under it; what is done must bear to be done twice.</summary>
    public async Task Until(Func<Task<bool>> done, Func<ServiceProcess, Task> act)
    {
        for (var tries = 0; !await done(); tries++)
        {
            if (tries == 50) throw new TimeoutException($"Tried {tries} times in vain:\n{_life?.Log}");
            var life = await Revive();
            try
            {
                await act(life);
            }
            catch (HttpRequestException) when (life.IsDying)
            {
                // It died before it answered: nobody knows what it did.
            }
            await Settle();
        }
    }

    /// <summary>Waits for what the service does unasked: another process works, in real time.</summary>
    public Task ByItself(Func<Task<bool>> done) => Until(done, _ => Task.Delay(250));

    private async Task<ServiceProcess> Revive()
    {
        while (_life is not { IsAlive: true })
        {
            if (_life is not null) await _life.DisposeAsync();
            _born = Now;
            _life = await Spawn(life => { _life = life; Born(life); });
        }
        return _life;
    }

    /// <summary>Another process beside the first, on the same database.</summary>
    public Task<ServiceProcess> Twin() => Spawn(_ => { });

    private Task<ServiceProcess> Spawn(Action<ServiceProcess> started)
    {
        Lives++;
        var settings = _database.Settings.Concat(Twilio.Settings($"SK{Lives}")).ToDictionary();
        settings["Accounts:SecondFactor"] = "Optional";
        settings["GraphQL:TimeoutSeconds"] = "120"; // as in the other stories
        settings["Sms:Parallel"] = _parallel.ToString(CultureInfo.InvariantCulture);
        if (Environment.GetEnvironmentVariable("TEST_REDIS") is { Length: > 0 } redis) settings["ConnectionStrings:Redis"] = redis;
        return ServiceProcess.Start(settings, new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(MortalService).Assembly.Location,
            [StartupHook.PortVariable] = KillPoints.Port.ToString(CultureInfo.InvariantCulture),
        }, started);
    }

    /// <summary>Everything that can be done now is done, by as many lives as it takes.</summary>
    public async Task Settle()
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var life = await Revive(); !await Sql(db => Outstanding.IsNone(db, Now, _born)) || !life.IsAlive; life = await Revive())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException($"The service does not come to rest:\n{life.Log}");
            await Task.Delay(25); // another process works, in real time
        }
    }

    /// <summary>Time passes, from one thing that falls due to the next, and each is done in its time.</summary>
    public async Task PassesUntil(Instant until)
    {
        await Settle();
        while (Now < until)
        {
            var next = Instant.Min(until, await Sql(db => Outstanding.NextDue(db, Now)) ?? until);
            await Until(() => Task.FromResult(Now >= next), life => Advance(life, Math.Max(1, (int)Math.Ceiling((next - Now).TotalMinutes))));
        }
    }

    /// <summary>Moves the clock of one process.</summary>
    public async Task Advance(ServiceProcess life, int minutes) =>
        (await _http.PostAsJsonAsync(new Uri(life.Url, "/dev/clock"), new { minutes })).EnsureSuccessStatusCode();

    /// <summary>What a death left in doubt is looked up as often as it will be.</summary>
    public async Task DoubtsPass()
    {
        await Settle();
        while (await Sql(db => db.Messages.AnyAsync(m => m.State == MessageState.InFlight || (m.State == MessageState.Uncertain && m.Attempts < UnknownFates.Times))))
            await PassesUntil(await Sql(db => Outstanding.NextDue(db, Now)) ?? Now);
    }

    /// <summary>Asks as the owner of a phone, who is signed in; null is a visitor.</summary>
    public async Task<JsonNode> Ask(ServiceProcess life, string document, string? phone = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(life.Url, "/graphql")) { Content = JsonContent.Create(new { query = document }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (phone is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[phone]);
        using var response = await _http.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer["errors"] is null ? answer["data"]! : throw new InvalidOperationException(answer.ToJsonString());
    }

    public bool IsSignedIn(string phone) => _tokens.ContainsKey(phone);

    public async Task SignIn(ServiceProcess life, string phone, string password) =>
        Keep(phone, (await Ask(life, $$"""mutation { signInWithPassword(input: { login: "{{phone}}", password: "{{password}}", mode: TOKEN }) { session { accessToken } errors { code } } }"""))["signInWithPassword"]!);

    /// <summary>The session of a payload.</summary>
    public void Keep(string phone, JsonNode payload) => _tokens[phone] = payload["session"]!["accessToken"]!.GetValue<string>();

    public async Task<T> Sql<T>(Func<AppDb, Task<T>> read)
    {
        await using var scope = _reading.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    public async ValueTask DisposeAsync()
    {
        if (_life is not null) await _life.DisposeAsync();
        await Twilio.DisposeAsync();
        await KillPoints.DisposeAsync();
        _http.Dispose();
        await _reading.DisposeAsync();
        await _database.DisposeAsync();
    }
}
