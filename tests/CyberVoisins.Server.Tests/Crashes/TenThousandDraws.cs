using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Geo;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>
/// Row 10 of the fault matrix: the process dies before the POST, after it, or before what it learnt is committed; ten thousand
/// times, and each time another one takes over. Deaths of the real process, fewer and slower, are the other classes here.
/// </summary>
public sealed class TenThousandDraws(ITestOutputHelper output)
{
    private const int Messages = 10_000;

    [Fact]
    public async Task Row_10_whenever_the_process_dies_nobody_gets_two()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"TEST_SEED={seed}");
        var process = new MortalProcess(new Lcg(seed));
        await using var hood = await Neighbourhood.Start(adjust: builder =>
        {
            builder.Services.ConfigureDbContext<SqliteDb>(o => o.AddInterceptors(process));
            builder.Services.ConfigureDbContext<PostgresDb>(o => o.AddInterceptors(process));
            builder.Services.AddSingleton<ISmsSender>(process).AddSingleton(new SmsLimits(100, 100, 0, 1_000_000, 1_000_000, 0.08m, Parallel: 2));
        });
        await Write(hood);
        // Alone from here on: the telephones of the test are not the first provider.
        process.Lives();
        for (var lives = 0; await IsOpen(hood); lives++)
        {
            Assert.True(lives < 100_000, "It does not end.");
            var providers = new SmsProviders([process], hood.Clock);
            var unknown = ActivatorUtilities.CreateInstance<UnknownFates>(hood.Services, providers);
            var flights = new OneProvider(hood.Services, providers);
            var dispatcher = new SmsDispatcher(flights, providers, new SendingPace(new SmsLimits(100, 100, 0, 1_000_000, 1_000_000, 0.08m, 2)), unknown, hood.Clock,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<SmsDispatcher>.Instance);
            try
            {
                while (await dispatcher.RunDue(CancellationToken.None) > 0) { }
                hood.Clock.Advance(TimeSpan.FromMinutes(1));
            }
            catch (Exception) when (process.IsDead)
            {
                process.Lives();
                // What it had leased and had in flight is found again by the next one.
                if (lives % 40 == 39) hood.Clock.Advance(TimeSpan.FromMinutes(3));
            }
        }
        await EachOnceOrSeen(hood, process);
    }

    private static async Task Write(Neighbourhood hood)
    {
        foreach (var chunk in Enumerable.Range(0, Messages).Chunk(1_000))
            await hood.Sql(async db =>
            {
                var id = new AssociationId(Guid.Parse(hood.AssociationId));
                foreach (var i in chunk)
                    db.Messages.Add(new Message
                    {
                        Id = new MessageId(Guid.CreateVersion7(hood.Clock.GetUtcNow())), DedupKey = $"draw:{i}", AssociationId = id, Kind = MessageKind.ContestAnswered, Channel = MessageChannel.Sms,
                        To = new PhoneNumber($"+336398{i:00000}"), Region = Region.Mainland, Body = $"Les Voisins: tirage {i}", Segments = 1, CreatedAt = hood.Now, NotBefore = hood.Now,
                    });
                return await db.SaveChangesAsync();
            });
    }

    private static Task<bool> IsOpen(Neighbourhood hood) => hood.Sql(db => db.Messages.AnyAsync(m =>
        m.State == MessageState.Queued || m.State == MessageState.InFlight || (m.State == MessageState.Uncertain && m.Attempts < UnknownFates.Times)));

    private async Task EachOnceOrSeen(Neighbourhood hood, MortalProcess process)
    {
        var states = await hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.Kind == MessageKind.ContestAnswered).ToDictionaryAsync(m => m.Id, m => m.State));
        output.WriteLine($"{process.Deaths} deaths; {process.Taken.Count} of {states.Count} SMS taken; {string.Join(", ", states.Values.CountBy(s => s).OrderBy(s => s.Key))}");
        Assert.Equal(Messages, states.Count);
        Assert.All(process.Taken, taken => Assert.Equal(1, taken.Value));
        Assert.All(states, s => Assert.Contains(s.Value, process.Taken.ContainsKey(s.Key)
            ? new[] { MessageState.Accepted, MessageState.Uncertain }
            : [MessageState.Uncertain])); // a person sees it
        Assert.True(process.Deaths > Messages / 10);
    }

    /// <summary>The services as they are, with only this provider.</summary>
    private sealed class OneProvider(IServiceProvider services, SmsProviders providers) : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => new Scope(services.CreateScope(), providers);

        private sealed class Scope(IServiceScope inner, SmsProviders providers) : IServiceScope, IServiceProvider
        {
            public IServiceProvider ServiceProvider => this;
            public object? GetService(Type type) => type == typeof(Flight) ? ActivatorUtilities.CreateInstance<Flight>(inner.ServiceProvider, providers) : inner.ServiceProvider.GetService(type);
            public void Dispose() => inner.Dispose();
        }
    }
}

/// <summary>
/// A provider and a database that lose sight of us: it dies as it calls, as it is answered, or as it commits, and whatever it
/// still tries when it is dead does not happen.
/// </summary>
internal sealed class MortalProcess(Lcg random) : DbCommandInterceptor, IDbTransactionInterceptor, ISmsSender
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MessageId, int> _taken = [];

    public string Name => "mortal";
    public bool NoTraceMeansNotSent => false;
    public int Deaths { get; private set; }
    public bool IsDead { get; private set; }
    private bool _mayDie;

    public IReadOnlyDictionary<MessageId, int> Taken => _taken;

    /// <summary>Another process takes over.</summary>
    public void Lives() => (IsDead, _mayDie) = (false, true);

    public Task<SendOutcome> Send(OutgoingSms sms, CancellationToken cancel)
    {
        lock (_lock)
        {
            StopIfDead();
            var draw = random.Below(12);
            if (draw == 0) throw Die(); // before the POST
            if (draw == 1) return Task.FromResult<SendOutcome>(new SendOutcome.NotSent("unreachable"));
            if (draw == 2) return Task.FromResult<SendOutcome>(new SendOutcome.NotSent("429"));
            if (draw == 3) return Task.FromResult<SendOutcome>(new SendOutcome.Uncertain("connection-lost")); // it never had it
            _taken[sms.Id] = _taken.GetValueOrDefault(sms.Id) + 1;
            if (draw == 4) throw Die(); // after the POST
            if (draw == 5) return Task.FromResult<SendOutcome>(new SendOutcome.Uncertain("http-500")); // it has it
            return Task.FromResult<SendOutcome>(new SendOutcome.Accepted($"SM{sms.Id.Value:N}", MessageState.Accepted));
        }
    }

    public Task<FoundSms?> Find(OutgoingSms sms, IReadOnlySet<string> known, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult(_taken.ContainsKey(sms.Id) && random.Below(4) > 0 ? new FoundSms($"SM{sms.Id.Value:N}", MessageState.Accepted) : null);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            StopIfDead();
            if (_mayDie && random.Below(25) == 0) throw Die(); // before the commit
            return ValueTask.FromResult(result);
        }
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_mayDie && !IsDead && random.Below(25) == 0) throw Die(); // after it
            return Task.CompletedTask;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => Alive(result);
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => Alive(result);
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => Alive(result);

    private ValueTask<T> Alive<T>(T result)
    {
        lock (_lock) StopIfDead();
        return ValueTask.FromResult(result);
    }

    private void StopIfDead()
    {
        if (IsDead) throw new ProcessDied();
    }

    private ProcessDied Die()
    {
        IsDead = true;
        Deaths++;
        return new ProcessDied();
    }
}

internal sealed class ProcessDied() : Exception("The process died here.");
