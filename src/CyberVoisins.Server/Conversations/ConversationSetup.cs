using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Conversations;

internal static class ConversationSetup
{
    /// <summary>What received SMS do. Needs AddMessages.</summary>
    public static void AddConversation(this IServiceCollection services) =>
        services.AddScoped<IInboundConversation, Conversation>().AddScoped<Senders>().AddScoped<OwnVisit>().AddScoped<OfferAnswers>().AddScoped<VisitAnswers>().AddScoped<NumberAnswers>().AddScoped<WorryAnswers>().AddScoped<CharterAnswers>()
            .AddScoped<PlainTexts>().AddScoped<Acknowledgements>();
}
