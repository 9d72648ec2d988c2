using NodaTime;

namespace CyberVoisins.Core.Time;

/// <summary>
/// The eleven public holidays of the French Labour Code, article L3133-1, and those of one region: Good Friday and
/// 26 December in Alsace-Moselle (L3134-13), the abolition of slavery overseas (L3422-2; loi 83-550), and the days of the
/// Pacific territories. Where a territory moved a day lately both dates are held: a quiet day too many costs a day.
/// </summary>
public static class FrenchHolidays
{
    public static bool Contains(LocalDate date, Region region) => IsNational(date) || IsLocal(date, region);

    private static bool IsNational(LocalDate date) => (date.Month, date.Day) switch
    {
        (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25) => true,
        _ => date == Easter(date.Year).PlusDays(1)      // Easter Monday
            || date == Easter(date.Year).PlusDays(39)   // Ascension
            || date == Easter(date.Year).PlusDays(50),  // Whit Monday
    };

    private static bool IsLocal(LocalDate date, Region region) => (region, date.Month, date.Day) switch
    {
        (Region.AlsaceMoselle, 12, 26) => true,
        (Region.AlsaceMoselle, _, _) => date == Easter(date.Year).PlusDays(-2), // Good Friday
        (Region.Mayotte, 4, 27) or (Region.Martinique, 5, 22) or (Region.Guadeloupe, 5, 27) or (Region.SaintMartin, 5, 28) => true,
        (Region.FrenchGuiana, 6, 10) or (Region.SaintBarthelemy, 10, 9) or (Region.Reunion, 12, 20) => true,
        (Region.NewCaledonia, 9, 24) => true, // day of citizenship
        (Region.FrenchPolynesia, 3, 5) or (Region.FrenchPolynesia, 6, 29) or (Region.FrenchPolynesia, 11, 20) => true, // gospel, autonomy, Matari'i i ni'a
        (Region.WallisAndFutuna, 4, 28) or (Region.WallisAndFutuna, 7, 29) => true, // Saint Pierre Chanel, day of the territory
        _ => false,
    };

    /// <summary>Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 2nd ed., chapter 8).</summary>
    public static LocalDate Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        var h = (19 * a + b - d - g + 15) % 30;
        int i = c / 4, k = c % 4;
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new LocalDate(year, n / 31, n % 31 + 1);
    }
}
