using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;

namespace CyberVoisins.Server.Tests.Accounts;

public sealed class ReadingAPhoneNumber
{
    private readonly Phones _phones = new(allowFictional: false);

    [Theory]
    // Metropolitan France, as people write it.
    [InlineData("0612345678", "+33612345678")]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("06.12.34.56.78", "+33612345678")]
    [InlineData("06-12-34-56-78", "+33612345678")]
    [InlineData("06/12/34/56/78", "+33612345678")]
    [InlineData(" 06\u00A012\u202F34 56 78 ", "+33612345678")]
    [InlineData("06 12 34‑56–78", "+33612345678")]
    [InlineData("+33 6 12 34 56 78", "+33612345678")]
    [InlineData("+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("+33(0)612345678", "+33612345678")]
    [InlineData("0033612345678", "+33612345678")]
    [InlineData("0033 (0) 6 12 34 56 78", "+33612345678")]
    [InlineData("(06) 12 34 56 78", "+33612345678")]
    [InlineData("07 56 78 90 12", "+33756789012")]
    // A contact copied from a telephone, and keyboards with other digits.
    [InlineData("\u202A+33 6 12 34 56 78\u202C", "+33612345678")]
    [InlineData("\u2066\u200E0612345678\u2069", "+33612345678")]
    [InlineData("٠٦١٢٣٤٥٦٧٨", "+33612345678")]
    [InlineData("０６１２３４５６７８", "+33612345678")]
    [InlineData("＋33612345678", "+33612345678")]
    // Overseas, as written there.
    [InlineData("0690 12 34 56", "+590690123456")] // Guadeloupe
    [InlineData("0691 23 45 67", "+590691234567")]
    [InlineData("0694 12 34 56", "+594694123456")] // Guyane
    [InlineData("0696 12 34 56", "+596696123456")] // Martinique
    [InlineData("0697 12 34 56", "+596697123456")]
    [InlineData("0692 12 34 56", "+262692123456")] // Réunion
    [InlineData("0693 12 34 56", "+262693123456")]
    [InlineData("0639 01 12 34", "+262639011234")] // Mayotte
    [InlineData("+262 639 01 12 34", "+262639011234")]
    [InlineData("+262 692 12 34 56", "+262692123456")]
    [InlineData("00262692123456", "+262692123456")]
    [InlineData("87 12 34 56", "+68987123456")] // Polynésie
    [InlineData("+689 89 12 34 56", "+68989123456")]
    [InlineData("+687 75 12 34", "+687751234")] // Nouvelle-Calédonie
    [InlineData("+508 55 12 34", "+508551234")] // Saint-Pierre-et-Miquelon
    [InlineData("+681 82 12 34", "+681821234")] // Wallis-et-Futuna
    public void A_mobile_of_France_or_its_overseas_is_read(string text, string e164)
    {
        Assert.Equal(e164, _phones.Parse(text, "phone").E164);
        Assert.Equal(e164, _phones.ParseAny(text, "phone").E164);
        Assert.Equal(e164, _phones.TryParse(text)?.E164);
        Assert.True(_phones.CanReceiveSms(new(e164)));
    }

    [Theory]
    [InlineData("01 42 34 56 78", "+33142345678")]
    [InlineData("0590 27 12 34", "+590590271234")]
    [InlineData("0594 30 12 34", "+594594301234")]
    // The library takes these two for mainland numbers; they would have rung in the wrong ocean.
    [InlineData("0596 60 12 34", "+596596601234")]
    [InlineData("0269 61 12 34", "+262269611234")]
    [InlineData("0262 12 34 56", "+262262123456")]
    [InlineData("09 70 12 34 56", "+33970123456")] // the box at home
    [InlineData("09 37 12 34 56", "+33937123456")]
    public void A_landline_or_a_box_is_a_residents_number_but_receives_no_SMS(string text, string e164)
    {
        Assert.Equal(e164, _phones.ParseAny(text, "phone").E164);
        Assert.False(_phones.CanReceiveSms(new(e164)));
        Assert.Null(_phones.TryParse(text));
        Assert.Equal(ErrorCode.MobileNeeded, Assert.Throws<Refusal>(() => _phones.Parse(text, "phone")).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("06 12 34 56 7")]
    [InlineData("06 12 34 56 78 9")]
    [InlineData("0612345678 / 0712345678")]
    [InlineData("061234567a")]
    [InlineData("06HELLOABC")]
    [InlineData("06 12 34 56 78 ext 5")]
    [InlineData("tel:+33612345678")]
    [InlineData("06 12 34 56 78\u0000")]
    [InlineData("06 12 34 56 78;0612345679")]
    [InlineData("3+3612345678")]
    [InlineData("0000000000000000000000000000000000000000000000000000000")]
    [InlineData("08 99 12 34 56")] // premium
    [InlineData("08 12 34 56 78")]
    [InlineData("0800 12 34 56")] // toll-free: nobody lives there
    [InlineData("36 39")]
    [InlineData("112")]
    [InlineData("15")]
    [InlineData("75 12 34")] // Nouméa or Saint-Pierre?
    [InlineData("+44 7911 123456")]
    [InlineData("+1 415 555 2671")]
    [InlineData("+32 470 12 34 56")]
    [InlineData("+230 5712 3456")]
    [InlineData("+269 321 12 34")] // Comores, not Mayotte
    [InlineData("06 39 98 12 34")] // fiction
    [InlineData("+33 1 99 00 12 34")]
    [InlineData("02 61 91 12 34")]
    [InlineData("03 53 01 12 34")]
    [InlineData("04 65 71 12 34")]
    [InlineData("05 36 49 12 34")]
    public void Anything_else_is_refused(string? text)
    {
        var refusal = Assert.Throws<Refusal>(() => _phones.ParseAny(text, "resident.phone"));
        Assert.Equal((ErrorCode.InvalidPhone, "resident.phone"), (refusal.Code, refusal.Field));
        if (!string.IsNullOrWhiteSpace(text)) Assert.DoesNotContain(text, refusal.ToString(), StringComparison.Ordinal);
        Assert.Null(_phones.TryParse(text));
    }

    [Fact]
    public void The_ranges_of_fiction_are_read_where_the_setting_allows_them()
    {
        var phones = new Phones(allowFictional: true);
        Assert.Equal("+33639981234", phones.Parse("06 39 98 12 34", "phone").E164);
        Assert.True(phones.CanReceiveSms(new("+33639981234")));
        foreach (var landline in new[] { "01 99 00 12 34", "02 61 91 12 34", "03 53 01 12 34", "04 65 71 12 34", "05 36 49 12 34" })
        {
            Assert.False(phones.CanReceiveSms(phones.ParseAny(landline, "phone")));
            Assert.Throws<Refusal>(() => phones.Parse(landline, "phone"));
        }
    }

    [Theory]
    [InlineData("+33612345678", "06 12 34 56 78")]
    [InlineData("+33639981234", "06 39 98 12 34")]
    [InlineData("+262692123456", "0692 12 34 56")]
    [InlineData("+596596601234", "0596 60 12 34")]
    [InlineData("+68987123456", "+689 87 12 34 56")]
    public void A_number_is_shown_as_it_is_dialled(string e164, string pretty) =>
        Assert.Equal(pretty, Phones.Pretty(new PhoneNumber(e164)));
}
