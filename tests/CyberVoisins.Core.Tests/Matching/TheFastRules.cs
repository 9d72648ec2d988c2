using CyberVoisins.Benchmarks.Online;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Time;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching;

/// <summary>The simulation of three months keeps the rules as integers: they must be those of the product.</summary>
public sealed class TheFastRules
{
    private const int Now = 100_000, Month = Now / (30 * Benchmarks.Online.People.Day), Resident = 7;
    private static readonly Benchmarks.Online.People Service = Benchmarks.Online.People.All.Single(p => p.Name == "service");

    /// <summary>Five times of an hour on Thursday; a volunteer has the first so many in common.</summary>
    private static readonly int[] Hours = [9, 11, 13, 15, 17];

    private static readonly Gen<(Helper Helper, Could Could, int Expected, bool Asked)> Someone =
        from metres in Gen.Choose(0, 19_000)
        from slots in Gen.Choose(0, 5)
        from used in Gen.Elements(0, 0, 30, 60)
        from pending in Gen.Choose(0, 2)
        from asked in Gen.Choose(0, 9)
        from rest in Gen.Choose(-20_000, 60_000)
        from expected in Gen.Choose(0, 200)
        from visits in Gen.Choose(0, 2)
        select (HelperOf(used, pending, rest, visits), new Could(0, Make.North(metres).MetresTo(Make.Home), slots), expected, asked == 0);

    private static Helper HelperOf(int used, int pending, int rest, int visits)
    {
        var helper = new Helper { Pending = pending, LastAsked = rest < 0 ? null : Now - rest, VisitsTo = { [Resident] = visits } };
        helper.Used[Month] = used;
        return helper;
    }

    private static Candidate CandidateOf(Helper helper, Could could, int metresNorth, int expected, bool asked) => Make.Candidate() with
    {
        Id = ThreeMonths.IdOf(could.Volunteer), Place = Make.North(metresNorth), MaxDistanceMetres = ThreeMonths.LimitMetres,
        Availability = new(Hours.Take(could.Slots).Select(h => new WeeklySlot(IsoDayOfWeek.Thursday, new LocalTime(h, 0), new LocalTime(h + 1, 0)))),
        MinutesPerMonth = ThreeMonths.MinutesAMonth, MinutesUsed = new Dictionary<int, int> { [202611] = helper.Used[Month] }, OpenOffers = helper.Pending,
        AskedForThis = asked, LastAskedAt = helper.LastAsked is { } at ? Make.Now - Duration.FromMinutes(Now - at) : null,
        VisitsTogether = helper.VisitsTo[Resident], ExpectedMinutes = expected,
    };

    [Property(MaxTest = 300)]
    public Property They_choose_whom_the_ranking_chooses_with_the_same_points() => Prop.ForAll(Someone.ListOf().ToArbitrary(), people =>
    {
        const int Minutes = 60;
        var all = people.Select((p, v) => (p.Helper, Could: p.Could with { Volunteer = v }, p.Expected, p.Asked)).ToList();
        var need = Make.Need([.. Hours.Select(h => Make.Thursday(h, h + 1))]) with
        {
            RequestId = ThreeMonths.RequestIdOf(3), Minutes = Minutes, RadiusMetres = ThreeMonths.LimitMetres, LimitMetres = ThreeMonths.LimitMetres,
        };
        var real = Ranking.Of(need, all.Select(p => CandidateOf(p.Helper, p.Could, p.Could.Metres!.Value, p.Expected, p.Asked)), Make.Now)
            .Where(a => a.Proposal is not null).Select(a => (a.VolunteerId, a.Proposal!.Points.Total));
        var fast = all
            .Where(p => p.Could.Slots > 0 && FastRules.MayBeAsked(p.Helper, Service, Minutes, Now, Month, p.Asked)) // no common time, no edge
            .Select(p => new Standing(p.Could, 3, FastRules.MeasuresOf(p.Helper, p.Could, p.Expected, Resident, Now, Month), 0))
            .Select(s => (Standing: s, Score: Ours.Score(s))).OrderByDescending(s => s.Score).ThenBy(s => s.Standing.Tie)
            .Select(s => (ThreeMonths.IdOf(s.Standing.Could.Volunteer), (int)s.Score));
        return real.SequenceEqual(fast);
    });

    private static readonly Way Ours = Way.All.Single(w => w.Name == "ours");

    /// <summary>Midnight of a Monday, two months before the next holiday on a working day.</summary>
    private static readonly Instant Monday = Instant.FromUtc(2026, 9, 7, 0, 0);

    /// <summary>The same where no clock ever changes, as in the simulation.</summary>
    private static readonly Instant MondayOfReunion = Monday - Duration.FromHours(4);

    [Property]
    public bool Its_civil_hours_are_the_products(ushort at) =>
        MondayOfReunion + Duration.FromMinutes(Service.Readable(at)) == CivilHours.Daytime(Region.Reunion, everyDay: false).AtOrAfter(MondayOfReunion + Duration.FromMinutes(at));

    [Property]
    public bool Its_waking_hours_are_the_products(ushort at, ushort minutes) =>
        Monday + Duration.FromMinutes(Service.Expires(at, minutes % 4_321)) == WakingHours.After(Monday + Duration.FromMinutes(at), Duration.FromMinutes(minutes % 4_321), DateTimeZone.Utc);
}
