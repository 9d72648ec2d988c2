using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Tests.Messaging;

public sealed class WhetherAnSmsCanBeAnswered
{
    [Theory]
    [InlineData("+33937000000", "+33639980001", true)]
    [InlineData("38123", "+33639980001", true)]
    [InlineData("CyberVoisin", "+33639980001", false)]
    [InlineData("Voisins17", "+33639980001", false)]
    [InlineData("", "+33639980001", false)]
    [InlineData("+33937000000", "+594694000000", false)]
    [InlineData("+33937000000", "+508551234", false)]
    [InlineData("+33937000000", "+262692000000", true)]
    public void Follows_from_the_sender_and_from_where_it_is_read(string from, string to, bool can) => Assert.Equal(can, SenderCapabilities.CanBeAnswered(from, new PhoneNumber(to)));

    [Fact]
    public void A_messaging_service_can_what_the_configuration_says()
    {
        var phone = new PhoneNumber("+33639980001");
        Assert.True(SenderCapabilities.CanBeAnswered(null, phone));
        Assert.False(SenderCapabilities.CanBeAnswered(null, phone, serviceIsTwoWay: false));
    }
}
