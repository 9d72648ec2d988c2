using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using NodaTime;

namespace CyberVoisins.Server.Messages;

/// <summary>Why SMS must stop.</summary>
/// <param name="Reason">3 to 200 characters; coordinators read it.</param>
/// <param name="AssociationId">Whose; a coordinator may leave it out, an administrator who does stops everybody's.</param>
public sealed record StopSmsInput(string Reason, AssociationId? AssociationId);

/// <summary>Whether SMS leave.</summary>
/// <param name="Association">Whose; null for everybody's.</param>
/// <param name="StoppedAt">Null while they leave.</param>
internal sealed record SmsSwitch(AssociationId? Association, Instant? StoppedAt, string? Reason);

/// <summary>
/// The switch that stops SMS, and starts them again. It holds the gate, so that once it has answered no
/// flight begins; one that was under way ends. What waits is not lost: at the start again what is still true and in time leaves, once; the rest has become calls.
/// </summary>
internal sealed class SwitchSms(AppDb db, Transactions transactions, ConversationAccess access, CurrentUser user, TimeProvider clock)
{
    private const int ShortestReason = 3, LongestReason = 200;

    public Task<SmsSwitch> Stop(StopSmsInput input, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var reason = Check.Text(input.Reason, "reason", ShortestReason, LongestReason);
        return Turn(input.AssociationId, reason, cancel);
    }

    public Task<SmsSwitch> Resume(AssociationId? association, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return Turn(association, null, cancel);
    }

    /// <param name="reason">Null to start.</param>
    private Task<SmsSwitch> Turn(AssociationId? id, string? reason, CancellationToken cancel) => transactions.Run(async () =>
    {
        var gate = await db.LockGate(cancel);
        var now = clock.Now();
        if (id is null && user.IsAdministrator)
        {
            if (reason is null) gate.Open();
            else gate.Stop(now, reason);
            return new SmsSwitch(null, gate.StoppedAt, gate.StoppedBecause);
        }
        var association = await access.Of(id, cancel);
        association.SmsStoppedAt = reason is null ? null : association.SmsStoppedAt ?? now;
        association.SmsStoppedBecause = reason;
        return new SmsSwitch(association.Id, association.SmsStoppedAt, association.SmsStoppedBecause);
    }, cancel);
}
