using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Account = CyberVoisins.Server.Accounts.Account;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>
/// The accounts on a real database, with a clock of their own and a small HTTP surface: /use runs what the test hands
/// in as one request, /who says who the caller is. Restart keeps the folder.
/// </summary>
internal sealed partial class AccountsHost : IAsyncDisposable
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly string _folder;
    private readonly string _environment;
    private readonly string? _postgres;
    private readonly Dictionary<string, Func<IServiceProvider, Task>> _work = [];
    private IHost _host = null!;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    public RecordedLog Log { get; } = new();

    private AccountsHost(string environment)
    {
        _environment = environment;
        _folder = Directory.CreateTempSubdirectory("cv-accounts-").FullName;
        // The same stories on PostgreSQL when a server is given: each host makes a database of its own.
        if (Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } server)
            _postgres = $"{server};Database=acc_{Path.GetFileName(_folder).Replace('-', '_')}";
    }

    public static async Task<AccountsHost> Start(string environment = "Development")
    {
        var host = new AccountsHost(environment);
        await host.Boot();
        return host;
    }

    private async Task Boot()
    {
        _host = new HostBuilder()
            .ConfigureAppConfiguration(c => c.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Data:Folder"] = _folder,
                ["Phones:AllowFictional"] = "true",
                ["Database:Provider"] = _postgres is null ? "Sqlite" : "Postgres",
                ["ConnectionStrings:Database"] = _postgres,
            }))
            .ConfigureLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .ConfigureWebHost(web => web
                .UseEnvironment(_environment)
                .UseTestServer()
                .ConfigureServices((context, services) =>
                {
                    services.AddSingleton<TimeProvider>(Time);
                    services.AddData(context.Configuration);
                    services.AddScoped<Outbox>();
                    services.AddJournal();
                    services.AddAccounts(context.Configuration);
                })
                .Configure(app => app
                    .Use((context, next) =>
                    {
                        context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers["X-Test-Address"].FirstOrDefault() ?? "192.0.2.1");
                        return next(context);
                    })
                    .UseAccounts()
                    .Run(Answer)))
            .Build();
        await _host.StartAsync(Cancel);
        await InScope(s => s.GetRequiredService<AppDb>().Database.MigrateAsync(Cancel));
    }

    public async Task Restart()
    {
        await _host.StopAsync(Cancel);
        _host.Dispose();
        await Boot();
    }

    private async Task Answer(HttpContext context)
    {
        try
        {
            if (context.Request.Headers["X-Test-Work"].FirstOrDefault() is { } key) await _work[key](context.RequestServices);
            var user = context.RequestServices.GetRequiredService<CurrentUser>();
            await context.Response.WriteAsync($"{user.UserId?.ToString() ?? "nobody"} {string.Join(',', user.Roles.Order())}".TrimEnd());
        }
        catch (Refusal refusal)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync($"{refusal.Code} {refusal.Field} {string.Join(',', refusal.Arguments)}".TrimEnd());
        }
    }

    /// <summary>A client with a cookie jar of its own.</summary>
    public Caller NewClient(string scheme = "http", string address = "192.0.2.1") => new(this, scheme, address);

    public async Task<T> InScope<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task InScope(Func<IServiceProvider, Task> work) => InScope(async s => { await work(s); return true; });

    public Task<T> Read<T>(Func<AppDb, Task<T>> read) => InScope(s => read(s.GetRequiredService<AppDb>()));

    /// <summary>Runs one use case outside any HTTP request.</summary>
    public Task<T> Use<TUseCase, T>(Func<TUseCase, Task<T>> run) where TUseCase : notnull => InScope(s => run(s.GetRequiredService<TUseCase>()));

    public Task RequestCode(string phone) => Use<RequestSignInCode, SignInCodeSent>(u => u.Run(phone, Cancel));

    public Task<SignedIn> SignIn(string phone, string code) => Use<SignInWithCode, SignedIn>(u => u.Run(phone, code, SignInMode.Token, Cancel));

    /// <summary>The code of the newest SMS to a number.</summary>
    public async Task<string> CodeSentTo(string e164)
    {
        var to = new PhoneNumber(e164);
        var body = await Read(db => db.Messages.Where(m => m.To == to).OrderByDescending(m => m.CreatedAt).Select(m => m.Body).FirstAsync(Cancel));
        return SixDigits().Match(body).Value;
    }

    public async Task<SignedIn> SignedInByCode(string e164)
    {
        await RequestCode(e164);
        return await SignIn(e164, await CodeSentTo(e164));
    }

    public Task<Account> Administrator(string phone, string password) => Use<CreateAdministrator, Account>(u => u.Run(phone, password, Cancel));

    public async Task<AssociationId> Association()
    {
        var association = new Association
        {
            Id = Time.NewId<AssociationId>(),
            Name = "Les voisins de la Goutte d'Or",
            SmsName = "Voisins18",
            Phone = new("+33199000001"),
            Territory = new(new Coordinates(48.886, 2.35), 3_000, []),
            TimeZone = "Europe/Paris",
            Policy = AskingPolicy.Default,
            CreatedAt = Time.Now(),
        };
        await Read(db => { db.Associations.Add(association); return db.SaveChangesAsync(Cancel); });
        return association.Id;
    }

    public Task Volunteer(AssociationId association, string e164) => Read(db =>
    {
        db.Volunteers.Add(new Volunteer
        {
            Id = Time.NewId<VolunteerId>(), AssociationId = association, FirstName = "Amina", Phone = new(e164), Place = Somewhere,
            MaxDistanceMetres = 2_000, Categories = [HelpCategory.AdministrativeProcedures], Languages = ["fr"], Availability = new WeeklyAvailability([]),
            MinutesPerMonth = 60, Modes = [MeetingMode.AtHome], CreatedAt = Time.Now(),
        });
        return db.SaveChangesAsync(Cancel);
    });

    public Task Resident(AssociationId association, string e164, string? relative = null) => Read(db =>
    {
        db.Residents.Add(new Resident
        {
            Id = Time.NewId<ResidentId>(), AssociationId = association, FirstName = "Odette", Phone = new(e164), CanReceiveSms = true, Place = Somewhere,
            Language = "fr", RelativeFirstName = relative is null ? null : "Luc", RelativePhone = relative is null ? null : new(relative), CreatedAt = Time.Now(),
        });
        return db.SaveChangesAsync(Cancel);
    });

    private static Place Somewhere => new("12 rue des Poissonniers, Paris", "75118", new Coordinates(48.8875, 2.3509), PlacePrecision.Given);

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await InScope(s => s.GetRequiredService<AppDb>().Database.EnsureDeletedAsync());
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();

    /// <summary>Somebody's browser, or program: cookies are kept, a token is sent when set.</summary>
    internal sealed class Caller(AccountsHost host, string scheme, string address)
    {
        public Dictionary<string, string> Cookies { get; } = [];
        public IReadOnlyList<string> LastSetCookies { get; private set; } = [];
        public string? Token { get; set; }

        public Task<string> Who() => Send(null);

        public Task<string> Use<TUseCase>(Func<TUseCase, Task> run) where TUseCase : notnull =>
            Send(s => run(s.GetRequiredService<TUseCase>()));

        private async Task<string> Send(Func<IServiceProvider, Task>? work)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{scheme}://localhost/");
            request.Headers.Add("X-Test-Address", address);
            if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            if (work is not null)
            {
                var key = Guid.CreateVersion7().ToString();
                lock (host._work) host._work[key] = work;
                request.Headers.Add("X-Test-Work", key);
            }
            using var http = host._host.GetTestClient();
            using var response = await http.SendAsync(request, Cancel);
            LastSetCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
            foreach (var cookie in LastSetCookies) Keep(cookie);
            return await response.Content.ReadAsStringAsync(Cancel);
        }

        private void Keep(string cookie)
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0) Cookies.Remove(pair[0]);
            else Cookies[pair[0]] = pair[1];
        }
    }
}

/// <summary>Every line that was logged, at any level.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public string All => string.Join('\n', _lines);
    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => true;
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");
    public void Dispose() { }
}
