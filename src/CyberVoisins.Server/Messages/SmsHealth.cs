using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>Degraded when SMS wait for a reason that an operator must look at; the service works on.</summary>
internal sealed class SmsHealth(IServiceScopeFactory scopes, SmsProviders providers, CatchUp catchUp, TimeProvider clock) : IHealthCheck
{
    /// <summary>A message of unknown fate is looked up three times in this; then a person must look.</summary>
    private static readonly Duration Doubt = Duration.FromMinutes(15);

    /// <summary>What is due and has not left after this waits for something that nobody foresaw.</summary>
    private static readonly Duration Overdue = Duration.FromMinutes(15);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<string?> troubles = [providers.Trouble, catchUp.Trouble];
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = clock.Now();
        var (doubtful, overdue, lately) = (now - Doubt, now - Overdue, now - Duration.FromDays(1));
        if (await db.Messages.AnyAsync(m => m.State == MessageState.Queued && m.ErrorCode == "cap-all" && m.NotBefore > now, cancellationToken))
            troubles.Add("The limit of an hour or of the day's budget is reached: SMS wait.");
        if (await db.Messages.CountAsync(m => m.State == MessageState.Uncertain && m.InFlightSince <= doubtful && m.SeenAt == null, cancellationToken) is > 0 and var uncertain)
            troubles.Add($"{uncertain} SMS of unknown fate wait for a person.");
        if (await db.Messages.CountAsync(m => m.State == MessageState.Queued && m.NotBefore <= overdue, cancellationToken) is > 0 and var late)
            troubles.Add($"{late} SMS are due for over a quarter of an hour.");
        if (await db.DeliveryEvents.CountAsync(e => e.Effect == DeliveryEffect.Quarantined && e.ReceivedAt > lately, cancellationToken) is > 0 and var strange)
            troubles.Add($"{strange} delivery news of a day fit no message of ours.");
        var said = string.Join(" ", troubles.Where(t => t is not null));
        return said.Length > 0 ? HealthCheckResult.Degraded(said) : HealthCheckResult.Healthy($"SMS leave by {providers.First.Name}.");
    }
}
