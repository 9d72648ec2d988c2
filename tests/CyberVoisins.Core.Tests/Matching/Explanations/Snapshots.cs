using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CyberVoisins.Core.Tests.Matching.Explanations;

/// <summary>Rankings of every kind, and what a service would add to make records of them.</summary>
internal static class Snapshots
{
    public static InputSnapshot Of(params Candidate[] candidates) =>
        new(Make.Need(), candidates, RankingWeights.Default, Make.Now, 1, candidates.Length == 0 ? null : candidates[0].Id);

    public static readonly RecordFrame Frame = new(
        new("01900000-0000-7000-a000-000000000001"), Make.Now, "fr", DecisionType.VolunteerNotChosen, "v-7c1e",
        new("Les Voisins du 17e", "01 99 00 17 17", "Trouver un voisin qui aide", "https://exemple.fr/regles", "Vous pouvez demander pourquoi, et contester.",
            "https://exemple.fr/contester", "CNIL", new(2026, 12, 24)),
        new(AutomationDegree.AutomaticWithVeto, null, null, null, null),
        Make.Now - Duration.FromHours(1), Make.Now - Duration.FromDays(100), "0123456789abcdef", "assemblée du 4 mai 2026", Make.Now - Duration.FromDays(200),
        "nearest 15 + sampled 15, salt cybervoisins-2026", RecordChain.Start, "cybervoisins replay 01900000-0000-7000-a000-000000000001", new(2027, 11, 24));

    /// <summary>Up to twelve volunteers, most of whom fit; the first is the subject, or the resident is.</summary>
    public static readonly Gen<InputSnapshot> Any =
        from dice in Gen.Choose(0, int.MaxValue).ArrayOf(16).ArrayOf(12)
        from count in Gen.Choose(1, 12)
        from resident in Gen.Choose(0, 3)
        from places in Gen.Choose(1, 3)
        let candidates = dice.Take(count).Select((d, i) => Drawn(i + 1, d)).ToList()
        select new InputSnapshot(Drawn(dice[0]), candidates, RankingWeights.Default with { Rest = dice[0][0] % 40 }, Make.Now, places, resident == 0 ? null : candidates[0].Id);

    private static Need Drawn(int[] dice) => Make.Need(Make.Thursday(8, 10), Make.Thursday(14, 17)) with
    {
        Minutes = dice[1] % 2 == 0 ? 30 : 60,
        Modes = dice[2] % 3 == 0 ? [MeetingMode.PublicPlace, MeetingMode.ByPhone] : [MeetingMode.AtHome],
        Constraints = dice[3] % 4 == 0 ? [Constraint.WomanHelper] : [],
        ResidentLanguage = dice[4] % 2 == 0 ? "fr" : "ar",
        RotationLimit = dice[5] % 4 == 0 ? 2 : null,
    };

    private static Candidate Drawn(int number, int[] dice) => Make.Candidate(number) with
    {
        State = dice[0] % 9 == 0 ? VolunteerState.Paused : VolunteerState.Vouched,
        Place = new(Make.Home.Latitude + dice[1] % 3_000 / 111_195.08, Make.Home.Longitude + dice[2] % 2_000 / 100_000.0),
        MaxDistanceMetres = 1_000 + dice[3] % 4_000,
        Modes = dice[4] % 5 == 0 ? [MeetingMode.ByPhone] : [MeetingMode.AtHome, MeetingMode.PublicPlace],
        MinutesUsed = dice[5] % 3 == 0 ? new Dictionary<int, int>() : new Dictionary<int, int> { [202611] = dice[5] % 61, [202610] = 10 },
        Busy = dice[6] % 4 == 0 ? [Make.Thursday(14, 15)] : [],
        IsWoman = dice[7] % 2 == 0,
        Guarantee = (dice[15] % 7) switch { 0 => Make.Seen with { Minor = true, GuardianConsents = dice[15] % 2 == 0 }, 1 => Make.Seen with { Level = VouchLevel.PhoneConfirmed }, 2 => Make.Seen with { CharterAccepted = false }, _ => Make.Seen },
        OpenOffers = dice[8] % 3,
        AskedForThis = dice[9] % 8 == 0,
        LastAskedAt = dice[10] % 3 == 0 ? null : Make.Now - Duration.FromHours(dice[10] % 900),
        Blocked = dice[11] % 10 == 0,
        VisitsTogether = dice[12] % 3,
        ExpectedMinutes = dice[13] % 4 == 0 ? null : dice[13] % 120,
        Languages = dice[14] % 3 == 0 ? ["fr", "ar"] : ["fr"],
    };
}
