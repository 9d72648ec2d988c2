using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Requests;

/// <summary>
/// The same request sent twice is one: an answer was lost on its way, a button was pressed twice. A key is its author's own: somebody else's program that drew the
/// same one neither sees nor stops anything.
/// </summary>
internal sealed class SameRequest(AppDb db, Access access)
{
    /// <summary>What its author already asked under this key; null for a first time, or without a key.</summary>
    /// <exception cref="Refusal">KeyAlreadyUsed: something else was asked under it, or what is no longer theirs to read.</exception>
    public async Task<HelpRequest?> Find(Guid author, AskForHelpInput input, CancellationToken cancel)
    {
        if (input.Key is not { } key) return null;
        var found = await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.AuthorUserId == author && r.Key == key, cancel);
        if (found is null) return null;
        // Who coordinates no more, or speaks for the person no more, reads nothing of it by asking again.
        return found.SentHash == HashOf(input) && await access.Requests.AnyAsync(r => r.Id == found.Id, cancel) ? found : throw new Refusal(ErrorCode.KeyAlreadyUsed, "key");
    }

    /// <summary>SHA-256 of what was sent, word for word. Kept sealed: a short sentence could be guessed from its hash.</summary>
    public static string HashOf(AskForHelpInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            Association = input.AssociationId?.Value,
            input.Resident,
            ResidentId = input.ResidentId?.Value,
            input.Category,
            input.Sentence,
            input.Minutes,
            input.Modes,
            input.MeetingPoint,
            Windows = input.Windows.Select(w => $"{w.Start}/{w.End}"),
            input.Language,
            input.Constraints,
            input.Situations,
            input.Mandate,
            input.Channel,
        }))));
}

/// <summary>How requests are stored.</summary>
internal static class RequestTables
{
    public static void Shape(ModelBuilder builder) => builder.Entity<HelpRequest>(request =>
    {
        request.Property(r => r.Sentence).HasMaxLength(300);
        request.Property(r => r.MeetingPoint).HasMaxLength(80);
        request.Property(r => r.Language).HasMaxLength(3);
        request.Property(r => r.Modes).HasConversion(new ListConverter<MeetingMode>(Enum.Parse<MeetingMode>), new ListComparer<MeetingMode>());
        request.Property(r => r.Constraints).HasConversion(new ListConverter<Constraint>(Enum.Parse<Constraint>), new ListComparer<Constraint>());
        request.Property(r => r.Windows).HasConversion(new WindowsConverter(), new ListComparer<Core.Time.TimeWindow>());
        request.Ignore(r => r.IsOpen);
        request.Property(r => r.Situations).HasConversion(new ListConverter<Situation>(Enum.Parse<Situation>), new ListComparer<Situation>());
        request.Ignore(r => r.NeedClass);
        request.ComplexProperty(r => r.Place, AppDb.Configure);
        request.HasIndex(r => new { r.AssociationId, r.State, r.CreatedAt });
        request.HasIndex(r => r.State);
        // Two at once under one key: the database lets one in, and the other finds it.
        request.HasIndex(r => new { r.AuthorUserId, r.Key }).IsUnique();
        request.HasOne<Core.People.Resident>().WithMany().HasForeignKey(r => r.ResidentId).OnDelete(DeleteBehavior.Restrict);
    });
}
