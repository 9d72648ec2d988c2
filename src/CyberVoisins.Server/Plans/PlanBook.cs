using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;

namespace CyberVoisins.Server.Plans;

/// <param name="Days">Waited plus head start.</param>
/// <param name="Tie">The public number that breaks ties.</param>
/// <param name="Row">Eligible volunteers by their position in the book, and metres (0 by phone).</param>
internal sealed record BookedRequest(Guid Id, int Units, int Days, ulong Tie, string Commune, IReadOnlyList<BookedPair> Row);

internal sealed record BookedPair(int Volunteer, int Metres);

/// <param name="HalfHours">Left in the month.</param>
internal sealed record BookedVolunteer(Guid Id, byte HalfHours, VisitLength Gives);

/// <summary>Everything that a plan was computed from, in the public order: with it, anybody computes the same plan again.</summary>
/// <param name="DaysDecide">The order is days alone: more days of waiting are then a place, and a place is the help.</param>
internal sealed record PlanBook(string Salt, Durations Durations, bool DaysDecide, IReadOnlyList<BookedRequest> Requests, IReadOnlyList<BookedVolunteer> Volunteers)
{
    public PlanProblem Problem() => new(
        CandidateGraph.Of([.. Requests.Select(r => (IReadOnlyList<(int, int)>)[.. r.Row.Select(p => (p.Volunteer, p.Metres / 10))])], Volunteers.Count),
        [.. Requests.Select(r => (byte)r.Units)], [.. Volunteers.Select(v => v.HalfHours)],
        [.. Requests.Select(r => r.Tie)], [.. Volunteers.Select(v => PublicHash.KeyOf(v.Id, Salt))]);

    public MonthPlan Solve(PlanProblem problem, IProgress<PlanProgress>? progress = null, CancellationToken cancel = default) =>
        MonthPlanner.Solve(problem, Durations, [.. Volunteers.Select(v => v.Gives)], progress, cancel);

    public int MetresOf(int request, int volunteer) => Requests[request].Row.First(p => p.Volunteer == volunteer).Metres;

    public int PlaceOf(RequestId id) => Place(Requests.Select(r => r.Id), id.Value);
    public int PlaceOf(VolunteerId id) => Place(Volunteers.Select(v => v.Id), id.Value);

    private static int Place(IEnumerable<Guid> ids, Guid id) => ids.TakeWhile(i => i != id).Count();

    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) JsonSerializer.Serialize(brotli, this, JsonSerializerOptions.Default);
        return packed.ToArray();
    }

    public static PlanBook Read(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<PlanBook>(brotli, JsonSerializerOptions.Default)!;
    }

    /// <summary>SHA-256 of the book; a method, so that it is not part of what it is taken of.</summary>
    public string Hash() => HashOf(this);

    /// <summary>SHA-256 of the proof: prices, blocks and totals of every layer.</summary>
    public static string CertificateHash(MonthPlan plan) => HashOf(plan.Layers.Select(l => new { l.UnitsEach, l.Rows, l.Plan.At, l.Plan.Certificate }));

    private static string HashOf<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Default)));
}
