namespace CyberVoisins.Benchmarks.Instances;

/// <summary>The order of section 3 of shared/design/matching.md: days waited plus days of head start, ties by a public hash.</summary>
public static class PublicOrder
{
    public static readonly int[] DefaultHeadStart = [0, 7, 14, 28];

    /// <summary>Ids of requests, the first served first.</summary>
    public static int[] Of(Instance instance, int[]? headStartDays = null) =>
        [.. instance.Requests
            .OrderByDescending(r => Key(r, headStartDays))
            .ThenBy(r => Draws.Mix((ulong)r.Id * 2 + 1 + instance.Header.Seed))
            .Select(r => r.Id)];

    public static int Key(InstanceRequest request, int[]? headStartDays = null) =>
        request.WaitingDays + (headStartDays ?? DefaultHeadStart)[request.Need];
}
