namespace CyberVoisins.Core.Geography;

/// <summary>Density of the commune: the seven levels of INSEE's "grille communale de densité", from the densest; Unknown when the commune is not in it.</summary>
public enum DensityClass
{
    Unknown,
    LargeUrbanCentre,
    IntermediateUrbanCentre,
    UrbanBelt,
    SmallTown,
    RuralTown,
    DispersedRural,
    VeryDispersedRural,
}
