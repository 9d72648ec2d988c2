using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Messages;

/// <summary>The columns of the conversation.</summary>
internal static class MessageTables
{
    private const int Sid = 64;

    public static void Shape(ModelBuilder builder)
    {
        builder.Entity<Message>(message =>
        {
            message.Property(m => m.DedupKey).HasMaxLength(160);
            message.Property(m => m.Body).HasMaxLength(1600);
            message.Property(m => m.OneWayBody).HasMaxLength(1600);
            message.Property(m => m.ProviderSid).HasMaxLength(Sid);
            message.Property(m => m.Provider).HasMaxLength(20);
            message.Property(m => m.PriceUnit).HasMaxLength(3);
            message.Property(m => m.Price).HasPrecision(12, 6);
            message.Property(m => m.ErrorCode).HasMaxLength(64);
            message.HasIndex(m => m.DedupKey).IsUnique();
            message.HasIndex(m => new { m.State, m.NotBefore });
            message.HasIndex(m => new { m.State, m.CheckAt });
            message.HasIndex(m => new { m.To, m.InFlightSince });
            message.HasIndex(m => m.ProviderSid);
            message.HasIndex(m => new { m.AssociationId, m.CreatedAt });
            message.HasIndex(m => new { m.VisitId, m.State });
            message.HasIndex(m => m.OfferId);
            message.HasIndex(m => m.RequestId);
            message.HasIndex(m => m.Follows);
            message.HasIndex(m => new { m.RedactedAt, m.NotBefore });
            message.HasIndex(m => new { m.RedactedAtProviderAt, m.InFlightSince });
        });
        builder.Entity<InboundMessage>(inbound =>
        {
            inbound.Property(i => i.ProviderSid).HasMaxLength(Sid);
            inbound.Property(i => i.To).HasMaxLength(20);
            inbound.Property(i => i.Body).HasMaxLength(1600);
            inbound.Property(i => i.OptOutType).HasMaxLength(20);
            inbound.Property(i => i.Understood).HasMaxLength(40);
            inbound.HasIndex(i => i.ProviderSid).IsUnique();
            inbound.HasIndex(i => new { i.HandledAt, i.ReceivedAt });
            inbound.HasIndex(i => new { i.From, i.ReceivedAt });
            inbound.HasIndex(i => new { i.AssociationId, i.Understood });
            inbound.HasIndex(i => new { i.RedactedAt, i.ReceivedAt });
        });
        builder.Entity<OptOut>(optOut => optOut.HasKey(o => o.Phone));
        builder.Entity<DeliveryEvent>(news =>
        {
            news.HasKey(e => new { e.ProviderSid, e.Status });
            news.Property(e => e.ProviderSid).HasMaxLength(Sid);
            news.Property(e => e.Status).HasMaxLength(40);
            news.Property(e => e.ErrorCode).HasMaxLength(64);
            news.HasIndex(e => e.MessageId);
            news.HasIndex(e => new { e.Effect, e.ReceivedAt });
        });
        builder.Entity<SmsGate>(gate =>
        {
            gate.Property(g => g.Id).ValueGeneratedNever();
            gate.Property(g => g.StoppedBecause).HasMaxLength(200);
            gate.HasData(new { Id = SmsGate.OnlyId, Revision = 0, HourStart = NodaTime.Instant.FromUnixTimeTicks(0), HourCount = 0, DayStart = NodaTime.Instant.FromUnixTimeTicks(0), DaySegments = 0 });
        });
        builder.Entity<AnswerLink>(link =>
        {
            link.HasKey(l => l.Key);
            link.Property(l => l.Key).HasMaxLength(16);
            link.HasIndex(l => l.ExpiresAt);
        });
        builder.Entity<Reachability>(reach => reach.HasKey(r => r.Phone));
        builder.Entity<Reconciliation>(day =>
        {
            day.HasKey(r => new { r.Provider, r.Day });
            day.Property(r => r.Provider).HasMaxLength(20);
            day.Property(r => r.UnknownToUsSids).HasConversion(new ListConverter<string>(text => text), new ListComparer<string>());
            day.Property(r => r.UnknownToThemSids).HasConversion(new ListConverter<string>(text => text), new ListComparer<string>());
        });
        builder.Entity<VoiceCall>(call =>
        {
            call.HasKey(c => c.CallSid);
            call.Property(c => c.CallSid).HasMaxLength(34);
            call.Property(c => c.Step).HasMaxLength(40);
            call.HasIndex(c => c.MessageId);
            call.HasIndex(c => c.StartedAt);
        });
        builder.Entity<DraftRequest>(draft =>
        {
            draft.Property(d => d.Text).HasMaxLength(1000);
            draft.Property(d => d.RecordingSid).HasMaxLength(34);
            draft.Property(d => d.Motive).HasMaxLength(200);
            draft.HasIndex(d => new { d.AssociationId, d.State, d.CreatedAt });
            draft.HasIndex(d => new { d.Phone, d.State });
        });
    }
}
