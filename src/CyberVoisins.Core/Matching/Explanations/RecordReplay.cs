using System.Text.Json;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>What making a decision again from what it read gave.</summary>
public enum ReplayVerdict
{
    /// <summary>The snapshot is the one that was read, and gives this very record, byte for byte.</summary>
    Identical,
    /// <summary>The snapshot is not the one whose hash the record holds.</summary>
    SnapshotChanged,
    /// <summary>The snapshot is the right one but gives another record: the record was changed, or the algorithm was.</summary>
    RecordChanged,
    /// <summary>The snapshot cannot be read.</summary>
    SnapshotUnreadable,
}

/// <summary>Makes a decision again from what it read, and compares.</summary>
public static class RecordReplay
{
    public static ReplayVerdict Of(ExplanationRecord record, ReadOnlySpan<byte> snapshotJson)
    {
        InputSnapshot snapshot;
        try
        {
            snapshot = InputSnapshot.Read(snapshotJson);
        }
        catch (Exception e) when (e is JsonException or ArgumentException) // not JSON, or figures that no snapshot can hold
        {
            return ReplayVerdict.SnapshotUnreadable;
        }
        if (snapshot.Hash != record.Integrity.InputSnapshotHash) return ReplayVerdict.SnapshotChanged;
        var again = RankingRecord.Of(FrameOf(record), snapshot);
        return CanonicalJson.HashOf(again) == CanonicalJson.HashOf(record) ? ReplayVerdict.Identical : ReplayVerdict.RecordChanged;
    }

    /// <summary>What the service had added, as it stands in the record.</summary>
    private static RecordFrame FrameOf(ExplanationRecord r) => new(
        r.RecordId, r.CreatedAt, r.Language, r.DecisionType, r.SubjectPseudonym, r.Mention, r.Contribution,
        CollectedAt(r, "category") ?? r.CreatedAt, CollectedAt(r, "state"),
        r.Parameters.GitCommit, r.Parameters.VotedBy, r.Parameters.VotedAt, r.Parameters.CandidatePolicy,
        r.Integrity.PreviousRecordHash, r.Integrity.ReplayCommand, r.Integrity.RetentionUntil);

    private static NodaTime.Instant? CollectedAt(ExplanationRecord record, string name) =>
        record.Data.Used.FirstOrDefault(d => d.Name == name)?.CollectedAt;
}
