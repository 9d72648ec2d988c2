using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Geocoding;
using NodaTime;

namespace CyberVoisins.Server.Audits;

/// <summary>Whom the service served in a period, and whom less.</summary>
/// <param name="AssociationId">May be left out by a coordinator; an administrator names one.</param>
/// <param name="From">The first day on which requests count, in the association's time zone.</param>
/// <param name="To">The last one; at most a year.</param>
public sealed record AuditInput(AssociationId? AssociationId, LocalDate From, LocalDate To);

/// <summary>The audit of an association, computed from what happened.</summary>
internal sealed class ReadAudit(AuditAccess access, ReadPast past, DensityTable densities, TimeProvider clock)
{
    public async Task<AuditReport> Run(AuditInput input, CancellationToken cancel)
    {
        var association = await access.Of(input.AssociationId, cancel);
        var report = PeriodAudit.Of(await Sheets(association, input.From, input.To, cancel), AuditFile.Seed);
        // Only the association itself is told where fewer than 5 people asked in vain.
        return access.IsOwn(association) ? report : report with { WhiteZones = [.. report.WhiteZones.Where(zone => zone.Requests is not null)] };
    }

    public async Task<AuditSheets> Sheets(Association association, LocalDate from, LocalDate to, CancellationToken cancel)
    {
        var period = AuditPeriod.Of(association, from, to, clock.Now());
        return AuditRows.Of(await past.AskedIn(association, period.Start, period.End, cancel), period, densities);
    }
}
