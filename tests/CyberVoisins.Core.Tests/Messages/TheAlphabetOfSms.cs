using CyberVoisins.Core.Messages;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Messages;

/// <summary>Expected figures: Twilio's own sms-segments-calculator 1.3.0, as noted in shared/design/sms-facts.md, section 3.</summary>
public sealed class TheAlphabetOfSms
{
    private static string A(int count) => new('a', count);

    public static TheoryData<string, int> Lengths => new()
    {
        { "", 1 },
        { A(160), 1 },
        { A(161), 2 },
        { A(2 * 153), 2 },
        { A(2 * 153 + 1), 3 },
        { A(3 * 153), 3 },
        { new string('é', 160), 1 },
        { new string('€', 80), 1 },
        { new string('€', 81), 2 },
        // 306 places, but the escape and its letter are not cut: the first SMS holds 152.
        { A(152) + "€" + A(152), 3 },
        { A(151) + "€" + A(153), 2 },
        { new string('ê', 70), 1 },
        { new string('ê', 71), 2 },
        { new string('ê', 2 * 67), 2 },
        { new string('ê', 2 * 67 + 1), 3 },
        { string.Concat(Enumerable.Repeat("😊", 35)), 1 },
        // 67 is odd: a pair is not cut, so that each SMS holds 33 of them.
        { string.Concat(Enumerable.Repeat("😊", 66)), 2 },
        { string.Concat(Enumerable.Repeat("😊", 67)), 3 },
        { "e\u0301" + A(69), 2 },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_text_costs_what_Twilio_counts(string text, int segments) => Assert.Equal(segments, Gsm7.Segments(text));

    [Fact]
    public void One_circumflex_makes_three_SMS_of_one()
    {
        const string Reminder = "Voisins du 17e: rappel, Bruno vous aide ven. 27/11 à 14h30, chez vous. Un souci ? Répondez ANNULER 4821 ou 01 99 00 17 17. Merci, à très vite ! ";
        Assert.Equal(155, (Reminder + "Arret: STOP").Length);
        Assert.Equal(1, Gsm7.Segments(Reminder + "Arret: STOP"));
        Assert.Equal(3, Gsm7.Segments(Reminder + "Arrêt: STOP"));
    }

    [Fact]
    public void Letters_of_one_place() => Assert.All("àäæéèöùüÄÆÇÉÖÜñÑ§¿¡@£$ìòåøÅØß", letter => Assert.Equal((true, 1, 2), (Gsm7.Fits($"{letter}"), Gsm7.Segments(new(letter, 160)), Gsm7.Segments(new(letter, 161)))));

    [Fact]
    public void Letters_of_two_places() => Assert.All("€^{}[]~|\\", letter => Assert.Equal((true, 1, 2), (Gsm7.Fits($"{letter}"), Gsm7.Segments(new(letter, 80)), Gsm7.Segments(new(letter, 81)))));

    [Fact]
    public void Letters_that_it_lacks() => Assert.All("âçêëîïôœûÿÀÂÈÊËÎÏÔŒÙÛŸ°²³×µ№·«»’‘“”…–—•½\u00A0\u202F", letter =>
    {
        Assert.False(Gsm7.Fits($"{letter}"));
        Assert.Equal(2, Gsm7.Segments(new(letter, 71)));
        Assert.True(Gsm7.Fits(Gsm7.Normalize($"{letter}")) && Gsm7.Normalize($"{letter}").Length > 0);
    });

    [Theory]
    [InlineData("Jérôme est allé à Sète, où ?", "Jérome est allé à Sète, où ?")]
    [InlineData("Arrêt : prêt, n° 12, À 14h, cœur, Françoise, ÇA", "Arret : pret, no 12, A 14h, coeur, Francoise, ÇA")]
    [InlineData("l’heure « exacte » – 2…", "l'heure \" exacte \" - 2...")]
    [InlineData("e\u0301te\u0301", "été")]
    [InlineData("à\u00A014\u202Fh", "à 14 h")]
    [InlineData("Łukasz, Đào, Işık, Nguyễn, Æsa", "Lukasz, Dào, Isik, Nguyen, Æsa")]
    [InlineData("Merci 😊 !", "Merci  !")]
    [InlineData("٤٨٢١ ４８２１", "4821 4821")]
    [InlineData("half \ud83d pair", "half  pair")]
    [InlineData("\udc00", "")]
    public void A_text_is_spelled_as_near_as_it_can(string text, string spelled) => Assert.Equal(spelled, Gsm7.Normalize(text));

    [Property]
    public bool Whatever_is_spelled_fits_and_stays(ushort[] units)
    {
        var spelled = Gsm7.Normalize(Make.Text(units));
        return Gsm7.Fits(spelled) && Gsm7.Normalize(spelled) == spelled;
    }

    [Property]
    public bool What_fits_is_not_touched(ushort[] units)
    {
        var text = string.Concat(Make.Text(units).Where(c => Gsm7.Fits($"{c}")));
        return Gsm7.Normalize(text) == text;
    }

    [Property]
    public bool More_text_never_costs_less(ushort[] units, ushort more)
    {
        var text = Make.Text(units);
        return Gsm7.Segments(text) >= 1 && Gsm7.Segments(text + Make.Text([more])) >= Gsm7.Segments(text);
    }

    private static class Make
    {
        /// <summary>Any UTF-16 at all, broken pairs too; spread, because small numbers come oftener.</summary>
        public static string Text(ushort[] units) => string.Concat(units.Select(u => (char)(u * 40_503u & 0xFFFF)));
    }
}
