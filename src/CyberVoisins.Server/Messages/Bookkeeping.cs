using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>
/// Once an hour: what the provider says is held against what we wrote, and what is no longer needed is forgotten. Apart from
/// the rounds, which wait for no provider.
/// </summary>
internal sealed class Bookkeeping(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly Duration Pause = Duration.FromHours(1);

    private Instant _next = Instant.MinValue;

    /// <summary>Each part in a scope of its own; one that fails does not stop the others: what went wrong is thrown at the end.</summary>
    /// <returns>How many things moved.</returns>
    public async Task<int> RunDue(CancellationToken cancel)
    {
        if (clock.Now() < _next) return 0;
        _next = clock.Now() + Pause;
        List<Exception> failed = [];
        var moved = 0;
        await Try<Reconcile>(reconcile => reconcile.Run(cancel));
        // At the provider first: what is forgotten here is still named there by its id.
        await Try<RedactAtProvider>(redact => redact.Run(cancel));
        await Try<ForgetTexts>(forget => forget.Run(cancel));
        return failed.Count == 0 ? moved : throw new AggregateException(failed);

        async Task Try<TPart>(Func<TPart, Task<int>> part) where TPart : notnull
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                moved += await part(scope.ServiceProvider.GetRequiredService<TPart>());
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                failed.Add(e);
            }
        }
    }
}

internal sealed class BookkeepingWorker(Bookkeeping books, TimeProvider clock, ILogger<BookkeepingWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await books.RunDue(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Keeping the books of the messages failed; it is tried again in an hour.");
            }
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }
}

/// <summary>Degraded while an administrator has stopped every SMS, and for a week after a day whose two lists did not agree. Counts only.</summary>
internal sealed class BooksHealth(AppDb db, TimeProvider clock) : IHealthCheck
{
    public const int Days = 7;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await db.SmsGates.AnyAsync(g => g.StoppedAt != null, cancellationToken)) return HealthCheckResult.Degraded("An administrator has stopped every SMS.");
        var since = clock.Now().InUtc().Date.PlusDays(-Days);
        var days = await db.Reconciliations.AsNoTracking().Where(r => r.Day >= since).Select(r => new { r.UnknownToUs, r.UnknownToThem }).ToListAsync(cancellationToken);
        var (toUs, toThem) = (days.Sum(d => d.UnknownToUs), days.Sum(d => d.UnknownToThem));
        return toUs + toThem == 0
            ? HealthCheckResult.Healthy("No reconciled day has an unknown SMS.")
            : HealthCheckResult.Degraded($"Reconciliation of the last {Days} days: {toUs} SMS of the provider are none of ours, {toThem} of ours are unknown to it. See the query smsGate.");
    }
}

internal static class BooksSetup
{
    /// <exception cref="StartupException">Sms:KeepTextsDays or one of its neighbours is out of bounds.</exception>
    public static IServiceCollection AddBooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Retention.Read(configuration)).AddSingleton<Bookkeeping>().AddHostedService<BookkeepingWorker>();
        services.AddScoped<Reconcile>().AddScoped<RedactAtProvider>().AddScoped<ForgetTexts>();
        services.AddScoped<ConversationAccess>().AddScoped<ReadConversation>().AddScoped<NeedsPerson>().AddScoped<ReadSmsGate>();
        services.AddScoped<MarkMessageSeen>().AddScoped<MarkInboundHandled>().AddScoped<SwitchSms>();
        services.AddHealthChecks().AddCheck<BooksHealth>("sms-books", tags: ["ready"]);
        return services;
    }
}
