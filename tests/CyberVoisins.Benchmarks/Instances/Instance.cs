namespace CyberVoisins.Benchmarks.Instances;

/// <summary>How the people are spread: a few big communes, a mixture, or mostly villages.</summary>
public enum Family { City, Mixed, Rural }

/// <summary>What is generated; the same spec gives the same instance on every machine.</summary>
/// <param name="LoadPercent">Half-hours asked for each hundred half-hours given (100 = as much as there is).</param>
/// <param name="Share60Percent">Requests of 60 minutes among a hundred; the others ask 30.</param>
public sealed record InstanceSpec(Family Family, int Requests, int LoadPercent, int Share60Percent, ulong Seed)
{
    /// <summary>Overrides the load, for "100,000 x 100,000".</summary>
    public int? Volunteers { get; init; }

    public string Name => $"{Family}-{Requests}-load{LoadPercent}-share{Share60Percent}-seed{Seed}".ToLowerInvariant();
}

/// <summary>`instance.json` of cvbench/1.</summary>
public sealed record InstanceHeader(
    string Version, string Name, ulong Seed, int UnitMinutes, string CostUnit, string OrderRule, string CandidatePolicy, string Salt)
{
    public static InstanceHeader For(string name, ulong seed) => new(
        "cvbench/1", name, seed, 30, "dam", "head start 0/7/14/28 days, then public hash", "15 nearest + 15 sampled of the 500 nearest eligible",
        $"cvbench-{seed}");
}

/// <param name="X">Metres east, as Lambert-93.</param>
/// <param name="Y">Metres north.</param>
/// <param name="Skill">0 to 7, rarer as it grows.</param>
/// <param name="Units">Half-hours: 1 or 2.</param>
/// <param name="Language">0 is French.</param>
/// <param name="Slots">21 bits: morning, afternoon and evening of seven days.</param>
/// <param name="Constraints">Bits of <see cref="Trait"/>: a woman, an identity seen, no steps.</param>
/// <param name="Need">0 to 3.</param>
/// <param name="ArrivalMinute">Within the 90 days.</param>
/// <param name="DensityClass">1 (dense city) to 7 (scattered), like the INSEE grid.</param>
/// <param name="AgeBand">0 to 4: under 60, 60s, 70s, 80s, 90 and over.</param>
/// <param name="Channel">0 phone, 1 SMS, 2 web.</param>
public sealed record InstanceRequest(
    int Id, int X, int Y, int Skill, int Units, int Language, MeetingKind Mode, int Slots, int Constraints, int Need,
    int ArrivalMinute, int DeadlineMinute, int DensityClass, int AgeBand, int Channel)
{
    /// <summary>Days waited at the moment of the month's plan, 0 to 30: the last month of the 90 days, folded.</summary>
    public int WaitingDays => (90 * 1440 - ArrivalMinute) / 1440 / 3;
}

public enum MeetingKind { Home, Public, Phone }

/// <summary>What a volunteer is or offers; the first three are what a resident may require.</summary>
[Flags]
public enum Trait { None = 0, Woman = 1, IdentitySeen = 2, StepFree = 4, AtHome = 8, InPublic = 16, ByPhone = 32 }

/// <param name="Skills">A bit for each skill.</param>
/// <param name="Languages">A bit for each language.</param>
/// <param name="CapacityUnits">Half-hours a month; 2 is the hour.</param>
/// <param name="Prefers60">One visit of 60 minutes rather than two of 30.</param>
/// <param name="Radius">Metres; does not count by phone.</param>
public sealed record InstanceVolunteer(
    int Id, int X, int Y, int Skills, int Languages, int Slots, int CapacityUnits, bool Prefers60, int Radius, Trait Traits);

/// <summary>Requests and volunteers by id (the index is the id).</summary>
public sealed record Instance(InstanceHeader Header, InstanceRequest[] Requests, InstanceVolunteer[] Volunteers)
{
    public int UnitsAsked => Requests.Sum(r => r.Units);

    public int UnitsGiven => Volunteers.Sum(v => v.CapacityUnits);
}
