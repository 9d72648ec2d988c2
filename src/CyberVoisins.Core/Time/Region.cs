using CyberVoisins.Core.Messages;
using NodaTime;

namespace CyberVoisins.Core.Time;

/// <summary>Where somebody lives, as far as clocks and public holidays go.</summary>
public enum Region
{
    Mainland,
    /// <summary>Bas-Rhin, Haut-Rhin and Moselle: Paris time, two more holidays.</summary>
    AlsaceMoselle,
    Guadeloupe,
    Martinique,
    FrenchGuiana,
    Reunion,
    SaintPierreAndMiquelon,
    Mayotte,
    SaintBarthelemy,
    SaintMartin,
    WallisAndFutuna,
    /// <summary>Tahiti's clock: the Marquesas and the Gambier, half an hour and an hour ahead, are not told apart.</summary>
    FrenchPolynesia,
    NewCaledonia,
}

/// <summary>Which region a place, a telephone or a time zone belongs to.</summary>
public static class Regions
{
    /// <summary>By the INSEE code of a commune: its department, or the three digits of an overseas territory.</summary>
    public static Region OfCommune(string code) => code switch
    {
        ['5', '7', ..] or ['6', '7', ..] or ['6', '8', ..] => Region.AlsaceMoselle,
        ['9', '7', '1', ..] => Region.Guadeloupe,
        ['9', '7', '2', ..] => Region.Martinique,
        ['9', '7', '3', ..] => Region.FrenchGuiana,
        ['9', '7', '4', ..] => Region.Reunion,
        ['9', '7', '5', ..] => Region.SaintPierreAndMiquelon,
        ['9', '7', '6', ..] => Region.Mayotte,
        ['9', '7', '7', ..] => Region.SaintBarthelemy,
        ['9', '7', '8', ..] => Region.SaintMartin,
        ['9', '8', '6', ..] => Region.WallisAndFutuna,
        ['9', '8', '7', ..] => Region.FrenchPolynesia,
        ['9', '8', '8', ..] => Region.NewCaledonia,
        _ => Region.Mainland,
    };

    /// <summary>Of a place in the territory of an association: whose commune is not known exactly lives by the association's clock.</summary>
    public static Region Of(string communeCode, string timeZone) =>
        OfCommune(communeCode) is var region && region.Zone().Id == timeZone ? region : OfZone(timeZone);

    /// <summary>
    /// By the country code, for somebody whose place is not known; null for +33, which says nothing of Alsace, and for a
    /// country that is not France. +590 is Guadeloupe, Saint-Martin and Saint-Barthélemy alike: one clock.
    /// </summary>
    public static Region? OfPhone(PhoneNumber phone) => phone.E164 switch
    {
        ['+', '2', '6', '2', '6', '3', '9', ..] or ['+', '2', '6', '2', '2', '6', '9', ..] => Region.Mayotte,
        ['+', '2', '6', '2', ..] => Region.Reunion,
        ['+', '5', '9', '0', ..] => Region.Guadeloupe,
        ['+', '5', '9', '4', ..] => Region.FrenchGuiana,
        ['+', '5', '9', '6', ..] => Region.Martinique,
        ['+', '5', '0', '8', ..] => Region.SaintPierreAndMiquelon,
        ['+', '6', '8', '1', ..] => Region.WallisAndFutuna,
        ['+', '6', '8', '7', ..] => Region.NewCaledonia,
        ['+', '6', '8', '9', ..] => Region.FrenchPolynesia,
        _ => null,
    };

    /// <summary>By the time zone of an association, for somebody of whom nothing else is known.</summary>
    public static Region OfZone(string timeZone) =>
        Enum.GetValues<Region>().Where(region => region.Zone().Id == timeZone).Cast<Region?>().FirstOrDefault() ?? Region.Mainland;

    public static DateTimeZone Zone(this Region region) => DateTimeZoneProviders.Tzdb[region switch
    {
        Region.Mainland or Region.AlsaceMoselle => "Europe/Paris",
        Region.Guadeloupe => "America/Guadeloupe",
        Region.Martinique => "America/Martinique",
        Region.FrenchGuiana => "America/Cayenne",
        Region.Reunion => "Indian/Reunion",
        Region.SaintPierreAndMiquelon => "America/Miquelon",
        Region.Mayotte => "Indian/Mayotte",
        Region.SaintBarthelemy => "America/St_Barthelemy",
        Region.SaintMartin => "America/Marigot",
        Region.WallisAndFutuna => "Pacific/Wallis",
        Region.FrenchPolynesia => "Pacific/Tahiti",
        Region.NewCaledonia => "Pacific/Noumea",
    }];
}
