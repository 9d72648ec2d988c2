namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// Each record holds the hash of the one before, so that none can be changed, dropped or slipped in without breaking all that
/// follow. When a record's retention ends its hash is kept in its place: the rest can still be checked.
/// </summary>
public static class RecordChain
{
    /// <summary>What the first record holds: 64 zeros.</summary>
    public static readonly string Start = new('0', 64);

    public static string HashOf(ExplanationRecord record) => CanonicalJson.HashOf(record);

    /// <summary>The position of the first record that does not follow from the one before; null when all do.</summary>
    /// <param name="before">The hash that the first must hold: <see cref="Start"/>, or that of the last record that was removed.</param>
    /// <param name="head">The hash that the last must have, when it is known from elsewhere: without it the last record alone is not proved.</param>
    public static int? FirstBroken(IReadOnlyList<ExplanationRecord> records, string before, string? head = null)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Integrity.PreviousRecordHash != before) return i;
            before = HashOf(records[i]);
        }
        return head is null || head == before ? null : records.Count - 1;
    }
}
