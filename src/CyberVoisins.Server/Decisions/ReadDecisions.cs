using System.IO.Compression;
using System.Text;
using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Decisions;

/// <summary>A row and the record in it.</summary>
internal sealed record ReadDecision(Decision Row, ExplanationRecord Record);

/// <summary>Opens records and snapshots; who may is decided before.</summary>
internal sealed class ReadDecisions(AppDb db)
{
    public static ReadDecision Open(Decision row) => new(row, RecordOf(row));

    /// <summary>Whether making the record again from what it read gives the same, byte for byte; null when the snapshot's retention is over.</summary>
    public async Task<ReplayVerdict?> Replay(Decision row, CancellationToken cancel)
    {
        // A review is a person's work: it cannot be computed again.
        if (row.Type == DecisionType.ReviewOutcome || await Json(row.SnapshotKey, cancel) is not { } json) return null;
        var record = RecordOf(row);
        return RecordReplay.Of(record, record.PlanId is null ? (InputSnapshot.Read(json) with { Subject = row.VolunteerId }).ToJson() : json, cancel);
    }

    private static ExplanationRecord RecordOf(Decision row) => CanonicalJson.Read<ExplanationRecord>(Encoding.UTF8.GetBytes(row.Record));

    /// <summary>What a ranking read, without a subject; null when its retention is over, and for the record of a plan, which ranks nobody.</summary>
    public async Task<InputSnapshot?> Snapshot(Decision row, CancellationToken cancel) =>
        RecordOf(row).PlanId is null && await Json(row.SnapshotKey, cancel) is { } json ? InputSnapshot.Read(json) : null;

    private async Task<byte[]?> Json(string key, CancellationToken cancel)
    {
        if (await db.DecisionSnapshots.AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, cancel) is not { } kept) return null;
        return Unpack(kept.Json);
    }

    /// <param name="packed">As <see cref="DecisionSnapshot.Json"/> keeps it.</param>
    public static byte[] Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var json = new MemoryStream();
        brotli.CopyTo(json);
        return json.ToArray();
    }

    /// <summary>The first number of the association's chain that does not follow from the one before; null when all do.</summary>
    public async Task<int?> FirstBroken(AssociationId association, CancellationToken cancel)
    {
        var before = RecordChain.Start;
        await foreach (var row in db.Decisions.AsNoTracking().Where(d => d.AssociationId == association).OrderBy(d => d.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var record = RecordOf(row);
            if (record.Integrity.PreviousRecordHash != before || RecordChain.HashOf(record) != row.Hash) return row.Sequence;
            before = row.Hash;
        }
        return null;
    }
}
