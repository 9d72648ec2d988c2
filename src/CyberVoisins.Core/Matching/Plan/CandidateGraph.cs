namespace CyberVoisins.Core.Matching.Plan;

/// <summary>
/// Who could help whom, and how far away: compressed rows, one for each request in the public order (row 0 ranks
/// first). Everything that forbids a pair (radius, skill, language, slots, rotation) is simply an edge that is not there.
/// </summary>
/// <param name="Offsets">Edges of row r are the positions Offsets[r] (inclusive) to Offsets[r + 1] (exclusive).</param>
/// <param name="To">The volunteer at the end of each edge; at most once a row.</param>
/// <param name="Decametres">The distance that counts, in tens of metres, 0 or more.</param>
/// <param name="Volunteers">Volunteers are numbered from 0 to Volunteers - 1.</param>
public sealed record CandidateGraph(int[] Offsets, int[] To, int[] Decametres, int Volunteers)
{
    public int Requests => Offsets.Length - 1;

    public int Edges => To.Length;

    /// <summary>The position of the edge, or -1 when the pair is not allowed.</summary>
    public int EdgeOf(int request, int volunteer)
    {
        for (var e = Offsets[request]; e < Offsets[request + 1]; e++)
            if (To[e] == volunteer) return e;
        return -1;
    }

    /// <summary>The distance of an allowed pair.</summary>
    public int DecametresOf(int request, int volunteer) => Decametres[EdgeOf(request, volunteer)];

    public static CandidateGraph Of(IReadOnlyList<IReadOnlyList<(int Volunteer, int Decametres)>> rows, int volunteers)
    {
        var offsets = new int[rows.Count + 1];
        for (var r = 0; r < rows.Count; r++) offsets[r + 1] = offsets[r] + rows[r].Count;
        var (to, cost) = (new int[offsets[^1]], new int[offsets[^1]]);
        for (var r = 0; r < rows.Count; r++)
            for (var i = 0; i < rows[r].Count; i++)
                (to[offsets[r] + i], cost[offsets[r] + i]) = rows[r][i];
        return new(offsets, to, cost, volunteers);
    }
}
