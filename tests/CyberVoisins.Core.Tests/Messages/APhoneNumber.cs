using CyberVoisins.Core.Messages;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Messages;

public sealed class APhoneNumber
{
    [Theory]
    [InlineData("+33612345678")]
    [InlineData("+262692123456")]
    [InlineData("+6878123456")]
    [InlineData("+12345678")]
    [InlineData("+123456789012345")]
    public void Is_written_in_E164(string text) => Assert.Equal(text, new PhoneNumber(text).E164);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0612345678")]
    [InlineData("33612345678")]
    [InlineData("+1234567")]
    [InlineData("+1234567890123456")]
    [InlineData("+33 6 12 34 56 78")]
    [InlineData("+336123456x8")]
    [InlineData("+٣٣٦١٢٣٤٥٦")]
    [InlineData("++3361234567")]
    [InlineData("+0612345678")]
    [InlineData("CyberVoisin")]
    [InlineData("36111")]
    public void Is_nothing_else(string? text) => Assert.Throws<ArgumentException>(() => new PhoneNumber(text!));

    [Property]
    public bool Shows_two_digits_only(uint digits)
    {
        var e164 = $"+33{digits % 1_000_000_000:000000000}";
        var shown = $"{new PhoneNumber(e164)}";
        return shown == $"••{e164[^2..]}" && shown.Count(char.IsDigit) == 2;
    }

    [Fact]
    public void Is_equal_by_its_digits() => Assert.Equal(new PhoneNumber("+33612345678"), new PhoneNumber("+33612345678"));
}
