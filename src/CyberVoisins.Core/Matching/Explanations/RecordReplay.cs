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
    /// <param name="snapshotJson">An <see cref="InputSnapshot"/>; of a plan's record, the <see cref="PlanSnapshot"/>, which is planned again.</param>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static ReplayVerdict Of(ExplanationRecord record, ReadOnlySpan<byte> snapshotJson, CancellationToken cancel = default)
    {
        string hash;
        Func<ExplanationRecord> again;
        try
        {
            (hash, again) = record.PlanId is null ? Ranked(record, snapshotJson) : Planned(record, snapshotJson, cancel);
        }
        catch (Exception e) when (e is JsonException or ArgumentException) // not JSON, or figures that no snapshot can hold
        {
            return ReplayVerdict.SnapshotUnreadable;
        }
        if (hash != record.Integrity.InputSnapshotHash) return ReplayVerdict.SnapshotChanged;
        return CanonicalJson.HashOf(again()) == CanonicalJson.HashOf(record) ? ReplayVerdict.Identical : ReplayVerdict.RecordChanged;
    }

    private static (string, Func<ExplanationRecord>) Ranked(ExplanationRecord record, ReadOnlySpan<byte> json)
    {
        var snapshot = InputSnapshot.Read(json);
        return (snapshot.Hash, () => RankingRecord.Of(FrameOf(record), snapshot));
    }

    private static (string, Func<ExplanationRecord>) Planned(ExplanationRecord record, ReadOnlySpan<byte> json, CancellationToken cancel)
    {
        var snapshot = PlanSnapshot.Read(json);
        return (PlanSnapshot.HashOf(snapshot.ToJson()), () => new PlanRecords(snapshot, cancel).Of(FrameOf(record), record.RequestId, cancel));
    }

    /// <summary>What the service had added, as it stands in the record.</summary>
    private static RecordFrame FrameOf(ExplanationRecord r) => new(
        r.RecordId, r.CreatedAt, r.Language, r.DecisionType, r.SubjectPseudonym, r.Mention, r.Contribution,
        CollectedAt(r, "duration") ?? r.CreatedAt, CollectedAt(r, "state"),
        r.Parameters.GitCommit, r.Parameters.VotedBy, r.Parameters.VotedAt, r.Parameters.CandidatePolicy,
        r.Integrity.PreviousRecordHash, r.Integrity.ReplayCommand, r.Integrity.RetentionUntil);

    private static NodaTime.Instant? CollectedAt(ExplanationRecord record, string name) =>
        record.Data.Used.FirstOrDefault(d => d.Name == name)?.CollectedAt;
}
