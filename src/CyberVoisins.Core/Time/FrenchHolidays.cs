using NodaTime;

namespace CyberVoisins.Core.Time;

/// <summary>The eleven public holidays of the French Labour Code, article L3133-1. Local ones (Alsace-Moselle, overseas) are not held.</summary>
public static class FrenchHolidays
{
    public static bool Contains(LocalDate date) => (date.Month, date.Day) switch
    {
        (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25) => true,
        _ => date == Easter(date.Year).PlusDays(1)      // Easter Monday
            || date == Easter(date.Year).PlusDays(39)   // Ascension
            || date == Easter(date.Year).PlusDays(50),  // Whit Monday
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
