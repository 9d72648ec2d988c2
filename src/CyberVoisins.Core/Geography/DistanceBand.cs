namespace CyberVoisins.Core.Geography;

/// <summary>
/// What a volunteer is told of a distance before accepting: never the exact figure,
/// which three volunteers could combine into an address.
/// </summary>
public enum DistanceBand
{
    /// <summary>The help is given by phone.</summary>
    ByPhone,
    Under500Metres,
    Under1Kilometre,
    Under2Kilometres,
    Under5Kilometres,
    Under10Kilometres,
    Farther,
}

public static class DistanceBands
{
    /// <summary>The band of a distance in metres; null means help by phone.</summary>
    public static DistanceBand Of(int? metres) => metres switch
    {
        null => DistanceBand.ByPhone,
        < 500 => DistanceBand.Under500Metres,
        < 1_000 => DistanceBand.Under1Kilometre,
        < 2_000 => DistanceBand.Under2Kilometres,
        < 5_000 => DistanceBand.Under5Kilometres,
        < 10_000 => DistanceBand.Under10Kilometres,
        _ => DistanceBand.Farther,
    };
}
