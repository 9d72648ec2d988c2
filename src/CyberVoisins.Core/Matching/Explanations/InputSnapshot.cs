using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// Everything a ranking read, and nothing else: kept with the decision, so that it can be made again years later. It holds
/// personal data (places, times): it stays with the association, is never published, and goes when its record's retention ends.
/// </summary>
/// <param name="Candidates">Everybody who was considered, refused ones included.</param>
/// <param name="Now">When it was decided.</param>
/// <param name="Places">How many were to be asked, 1 or more.</param>
/// <param name="Subject">The volunteer whom the record is about; null for the resident.</param>
public sealed record InputSnapshot(
    Need Need, IReadOnlyList<Candidate> Candidates, RankingWeights Weights, Instant Now, int Places, VolunteerId? Subject)
{
    /// <summary>The ranking again.</summary>
    public IReadOnlyList<Assessment> Rank() => Ranking.Of(Need, Candidates, Now, Weights);

    /// <summary>The same with other facts about the subject, or about the request.</summary>
    public InputSnapshot With(Need need, Candidate changed) =>
        this with { Need = need, Candidates = [.. Candidates.Select(c => c.Id == changed.Id ? changed : c)] };

    /// <summary>Candidates by id, so that the order in which they were found changes nothing.</summary>
    public byte[] ToJson() => CanonicalJson.Write(this with { Candidates = [.. Candidates.OrderBy(c => c.Id.Value)] });

    public string Hash => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(ToJson()));

    public static InputSnapshot Read(ReadOnlySpan<byte> json) => CanonicalJson.Read<InputSnapshot>(json);
}
