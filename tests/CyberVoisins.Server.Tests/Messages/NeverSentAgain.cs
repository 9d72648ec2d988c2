using CyberVoisins.Server.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>The clients that write to a provider repeat nothing by themselves: .NET's resilience handler sends a POST four times (sms-facts.md, section 1).</summary>
public sealed class NeverSentAgain
{
    [Theory]
    [InlineData(nameof(TwilioSms))]
    [InlineData(nameof(BrevoSms))]
    [InlineData(nameof(Voice.TwilioCalls))]
    public async Task By_the_client_itself(string client)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = "AC0123456789abcdef0123456789abcdef", ["Twilio:AuthToken"] = "the-token", ["Twilio:From"] = "CyberVoisin", ["PublicBaseUrl"] = "https://voisins.example",
            ["Brevo:ApiKey"] = "xkeysib-1", ["Brevo:Sender"] = "CyberVoisin",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddMessages(configuration);
        Voice.VoiceSetup.AddVoice(services, configuration);
        await using var built = services.BuildServiceProvider();
        var handler = built.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client);
        List<string> chain = [];
        for (var next = handler; next is not null; next = (next as DelegatingHandler)?.InnerHandler) chain.Add(next.GetType().Name);
        Assert.DoesNotContain(chain, name => name.Contains("Resilience", StringComparison.Ordinal) || name.Contains("Polly", StringComparison.Ordinal));
        var sockets = Assert.IsType<SocketsHttpHandler>(Last(handler));
        Assert.False(sockets.AllowAutoRedirect);
    }

    private static HttpMessageHandler Last(HttpMessageHandler handler) => handler is DelegatingHandler { InnerHandler: { } inner } ? Last(inner) : handler;
}
