using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using CyberVoisins.Core.Matching.Equity;

namespace CyberVoisins.Core.Matching.Plan;

/// <summary>A request as a plan read it.</summary>
/// <param name="Units">Half-hours, 1 or 2.</param>
/// <param name="Days">Waited plus head start.</param>
/// <param name="Tie">The public number that breaks ties.</param>
/// <param name="Commune">INSEE code.</param>
/// <param name="WaitedDays">Whole days since it was asked.</param>
/// <param name="Need">Need class, 0 to 3.</param>
/// <param name="HelpersInCommune">Eligible for the requests of its commune.</param>
/// <param name="Row">Eligible volunteers by their position in the book, and metres (0 by phone).</param>
/// <param name="CouldHelp">
/// Of those looked at, whom every rule lets through but "not asked for this yet" and "minutes left": the row, and whoever was asked
/// already or has no time left. Null in a book of before it was counted, and then not written: its hash stays what it was.
/// </param>
public sealed record BookedRequest(
    Guid Id, int Units, int Days, ulong Tie, string Commune, int WaitedDays, int Need, int HelpersInCommune, IReadOnlyList<BookedPair> Row,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CouldHelp = null);

/// <param name="Volunteer">The position in the book.</param>
/// <param name="Metres">As the crow flies; 0 by phone.</param>
public sealed record BookedPair(int Volunteer, int Metres);

/// <param name="HalfHours">Left in the month.</param>
public sealed record BookedVolunteer(Guid Id, byte HalfHours, VisitLength Gives);

/// <summary>What a person decided about a pair.</summary>
/// <param name="IsForced">True: this neighbour and nobody else. False: never this one.</param>
public sealed record BookedChoice(RequestId Request, VolunteerId Volunteer, bool IsForced);

/// <summary>Everything that a plan was computed from, in the public order: with it, anybody computes the same plan again.</summary>
/// <param name="DaysDecide">The order is days alone: more days of waiting are then a place, and a place is the help.</param>
public sealed record PlanBook(
    string Salt, Durations Durations, bool DaysDecide, EquityRuleFields Rule, IReadOnlyList<BookedRequest> Requests, IReadOnlyList<BookedVolunteer> Volunteers)
{
    /// <summary>The public order, worked out again from the rule and what it reads.</summary>
    public IReadOnlyList<Placed> Order() => PublicOrder.Of(
        Rule.ToRule(), Requests.Select(r => new WaitingRequest(new(r.Id), new(r.Need), r.WaitedDays, r.Units * 30, r.HelpersInCommune)), Salt);

    public PlanProblem Problem() => new(
        CandidateGraph.Of([.. Requests.Select(r => (IReadOnlyList<(int, int)>)[.. r.Row.Select(p => (p.Volunteer, p.Metres / 10))])], Volunteers.Count),
        [.. Requests.Select(r => (byte)r.Units)], [.. Volunteers.Select(v => v.HalfHours)],
        [.. Requests.Select(r => r.Tie)], [.. Volunteers.Select(v => PublicHash.KeyOf(v.Id, Salt))]);

    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public MonthPlan Solve(PlanProblem problem, IProgress<PlanProgress>? progress = null, CancellationToken cancel = default) =>
        MonthPlanner.Solve(problem, Durations, [.. Volunteers.Select(v => v.Gives)], progress, cancel);

    /// <summary>Plans again under what people decided by hand.</summary>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public ChangeByHand Change(PlanProblem problem, MonthPlan before, IEnumerable<BookedChoice> byHand, CancellationToken cancel = default) =>
        ChangeByHand.Try(problem, before, [.. byHand.Select(c => new PairDecision(PlaceOf(c.Request), PlaceOf(c.Volunteer), c.IsForced))], p => Solve(p, null, cancel));

    public int MetresOf(int request, int volunteer) => Requests[request].Row.First(p => p.Volunteer == volunteer).Metres;

    /// <summary>The position from 0; how many there are when it is not in the book.</summary>
    public int PlaceOf(RequestId id) => Place(Requests.Select(r => r.Id), id.Value);

    /// <inheritdoc cref="PlaceOf(RequestId)"/>
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
