using System.Numerics;
using CyberVoisins.Benchmarks.Instances;
using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Online;

/// <summary>Someone who could help with a request, whatever is used or asked by then.</summary>
/// <param name="Metres">Null by phone.</param>
/// <param name="Slots">Common half-days.</param>
public readonly record struct Could(int Volunteer, int? Metres, int Slots);

/// <summary>A request that comes in during the three months.</summary>
/// <param name="Resident">Who asks; some ask several times.</param>
public sealed record Incoming(InstanceRequest Asked, int Resident, Could[] Candidates)
{
    public int Minutes => Asked.Units * 30;

    /// <summary>INSEE classes 1 and 2.</summary>
    public bool IsTown => Asked.DensityClass <= 2;

    /// <summary>INSEE classes 5 to 7.</summary>
    public bool IsCountry => Asked.DensityClass >= 5;
}

/// <summary>
/// Ninety days of an association, section 2 of shared/design/matching.md: half of the generated requests are the past
/// that the pressure is counted from, the other half comes in, 21 days patient each.
/// </summary>
public sealed class ThreeMonths
{
    public const int Days = 90;
    public const int Months = 3;

    /// <summary>The last to come are patient into a fourth month, whose minutes count too.</summary>
    public const int MonthsWithTail = Months + 1;
    public const int MinutesAMonth = 60;
    public const int LimitMetres = 20_000;
    private const int Candidates = 30;
    private const int Nearest = 15;
    private const int RequestsAResident = 3;

    private ThreeMonths(ulong seed, Incoming[] requests, int volunteers, int[] expected) =>
        (Seed, Requests, Volunteers, ExpectedMinutes) = (seed, requests, volunteers, expected);

    public ulong Seed { get; }

    /// <summary>In the order in which they come in.</summary>
    public Incoming[] Requests { get; }

    public int Volunteers { get; }

    /// <summary>Of <see cref="Pressure"/>, by volunteer.</summary>
    public int[] ExpectedMinutes { get; }

    /// <param name="requests">Coming in; as many more are the past.</param>
    /// <param name="loadPercent">Minutes asked for each hundred that the volunteers give in the three months.</param>
    /// <param name="faithful">Each resident asks three times, from the same home.</param>
    /// <param name="share60Percent">Requests of an hour; the others are of half an hour.</param>
    public static ThreeMonths Of(Family family, int requests, int loadPercent, ulong seed, bool faithful, int share60Percent)
    {
        var volunteers = requests * (100 + share60Percent) / (2 * Months * loadPercent);
        var instance = InstanceGenerator.Generate(new(family, 2 * requests, loadPercent, share60Percent, seed) { Volunteers = volunteers });
        if (faithful) instance = Faithful(instance);
        var search = new CandidateSearch(instance);
        var past = instance.Requests.Where(r => r.Id % 2 == 1).Select(r =>
            (r.Units * 30, (IReadOnlyCollection<VolunteerId>)[.. search.Pool(r.Id).Select(c => IdOf(c.Volunteer))]));
        var pressure = Pressure.Of(past, Days);
        var coming = instance.Requests.Where(r => r.Id % 2 == 0).OrderBy(r => r.ArrivalMinute).ThenBy(r => r.Id)
            .Select(r => new Incoming(r, faithful ? r.Id / 2 / RequestsAResident : r.Id / 2, [.. CandidatesOf(instance, search, r)]));
        return new(seed, [.. coming], volunteers, [.. Enumerable.Range(0, volunteers).Select(v => pressure.GetValueOrDefault(IdOf(v)))]);
    }

    public static VolunteerId IdOf(int volunteer) => new(new Guid(volunteer, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    public static RequestId RequestIdOf(int request) => new(new Guid(request, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 2));

    /// <summary>Fifteen nearest, and fifteen of the others by public hash.</summary>
    private static IEnumerable<Could> CandidatesOf(Instance instance, CandidateSearch search, InstanceRequest r)
    {
        var pool = search.Pool(r.Id);
        return pool.Take(Nearest)
            .Concat(pool.Skip(Nearest).OrderBy(c => Draws.Mix(Draws.Mix((ulong)r.Id + instance.Header.Seed) ^ (ulong)c.Volunteer)).Take(Candidates - Nearest))
            .Select(c => instance.Volunteers[c.Volunteer])
            .Select(v => new Could(v.Id, r.Mode == MeetingKind.Phone ? null : CandidateSearch.Metres(r, v), BitOperations.PopCount((uint)(v.Slots & r.Slots))));
    }

    /// <summary>Three requests in a row come from the same home, with the same language and wishes.</summary>
    private static Instance Faithful(Instance instance) => instance with
    {
        Requests =
        [
            .. instance.Requests.Select(r => (Own: r, Home: instance.Requests[r.Id / (2 * RequestsAResident) * (2 * RequestsAResident)])).Select(p => p.Own with
            {
                X = p.Home.X, Y = p.Home.Y, Language = p.Home.Language, Constraints = p.Home.Constraints, Mode = p.Home.Mode, DensityClass = p.Home.DensityClass,
            }),
        ],
    };
}
