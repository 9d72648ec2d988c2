namespace CyberVoisins.Benchmarks.Instances;

/// <summary>A synthetic association: invented people on an invented map, the same for the same spec.</summary>
public static class InstanceGenerator
{
    private const int DaysOfArrivals = 90;
    private const int PatienceDays = 21;
    private static readonly int[] SkillAsked = [30, 20, 15, 12, 10, 7, 4, 2];
    private static readonly int[] SkillKnown = [75, 65, 55, 50, 40, 30, 15, 8];
    private static readonly int[] LanguageAsked = [93, 3, 2, 1, 1];
    private static readonly int[] LanguageSpoken = [98, 4, 3, 2, 1];
    private static readonly int[] NeedClasses = [50, 27, 15, 8];
    private static readonly int[] Modes = [50, 35, 15];
    private static readonly int[] AgeBands = [10, 20, 35, 28, 7];
    private static readonly int[] Channels = [55, 25, 20];
    private static readonly int[] Radii = [3_000, 5_000, 8_000, 10_000, 15_000, 20_000];
    private static readonly int[] TownRadius = [25, 30, 20, 15, 8, 2];
    private static readonly int[] CountryRadius = [3, 10, 20, 27, 25, 15];
    private static readonly int[] SlotAsked = [.. Enumerable.Repeat(35, 21)];
    private static readonly int[] SlotFree = [.. Enumerable.Repeat(20, 21)];

    public static Instance Generate(InstanceSpec spec)
    {
        var draws = new Draws(spec.Seed * 1_000_003 + (ulong)spec.Family);
        var communes = new Communes(spec, draws);
        var requests = Enumerable.Range(0, spec.Requests).Select(id => Request(id, spec, communes, draws)).ToArray();
        var volunteers = spec.Volunteers ?? (requests.Sum(r => r.Units) * 50 + spec.LoadPercent - 1) / spec.LoadPercent;
        return new(
            InstanceHeader.For(spec.Name, spec.Seed), requests,
            [.. Enumerable.Range(0, volunteers).Select(id => Volunteer(id, spec, communes, draws))]);
    }

    private static InstanceRequest Request(int id, InstanceSpec spec, Communes communes, Draws draws)
    {
        var (x, y, density) = communes.PlaceOfRequest(draws);
        var mode = (MeetingKind)draws.Weighted(Modes);
        var arrival = draws.Below(DaysOfArrivals * 1440);
        var constraints = (draws.Percent(5) ? Trait.Woman : 0) | (draws.Percent(15) ? Trait.IdentitySeen : 0)
            | (mode == MeetingKind.Public && draws.Percent(20) ? Trait.StepFree : 0);
        return new(
            id, x, y, draws.Weighted(SkillAsked), draws.Percent(spec.Share60Percent) ? 2 : 1, draws.Weighted(LanguageAsked), mode,
            draws.Bits(SlotAsked), (int)constraints, draws.Weighted(NeedClasses), arrival, arrival + PatienceDays * 1440, density,
            draws.Weighted(AgeBands), draws.Weighted(Channels));
    }

    /// <summary>Everybody gives the hour; the choice "one of 60 or two of 30" follows what is asked for.</summary>
    private static InstanceVolunteer Volunteer(int id, InstanceSpec spec, Communes communes, Draws draws)
    {
        var (x, y, density) = communes.PlaceOfVolunteer(draws);
        var traits = (draws.Percent(60) ? Trait.Woman : 0) | (draws.Percent(70) ? Trait.IdentitySeen : 0)
            | (draws.Percent(55) ? Trait.StepFree : 0) | (draws.Percent(75) ? Trait.AtHome : 0)
            | (draws.Percent(85) ? Trait.InPublic : 0) | (draws.Percent(50) ? Trait.ByPhone : 0);
        var share60OfTime = 200 * spec.Share60Percent / (100 + spec.Share60Percent);
        return new(
            id, x, y, draws.Bits(SkillKnown), draws.Bits(LanguageSpoken), draws.Bits(SlotFree), 2, draws.Percent(share60OfTime),
            Radii[draws.Weighted(density >= 5 ? CountryRadius : TownRadius)], traits);
    }
}
