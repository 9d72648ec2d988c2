using CyberVoisins.Server.Messages;

namespace CyberVoisins.Server.Links;

internal static class LinksSetup
{
    /// <summary>Links in SMS that answer without signing in. Needs AddMessages and the keys of AddAccounts.</summary>
    public static void AddLinks(this IServiceCollection services)
    {
        services.AddSingleton<ReplyWays>().AddSingleton<LinkSeal>();
        services.AddScoped<AnswerLinks>().AddScoped<ReadLink>().AddScoped<UseLink>().AddScoped<ForgetLinks>();
    }
}
