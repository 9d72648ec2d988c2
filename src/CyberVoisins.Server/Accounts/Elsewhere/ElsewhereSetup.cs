using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CyberVoisins.Server.Accounts.Elsewhere;

/// <summary>An account elsewhere that people may sign in with (OpenID Connect): off unless Accounts:OpenIdConnect says where.</summary>
internal sealed record ElsewhereProvider(string Name, string Authority, string ClientId, string ClientSecret)
{
    public const string Scheme = "elsewhere";
    public const string Callback = "/compte/retour";

    /// <exception cref="StartupException">Half configured, or an address without TLS that is not this machine's.</exception>
    public static ElsewhereProvider? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Accounts:OpenIdConnect");
        var (authority, id, secret) = (section["Authority"], section["ClientId"], section["ClientSecret"]);
        if (string.IsNullOrWhiteSpace(authority)) return null;
        if (string.IsNullOrWhiteSpace(id) || string.IsNullOrWhiteSpace(secret)) throw new StartupException("Accounts:OpenIdConnect is half configured: set ClientId and ClientSecret beside Authority.");
        return Uri.TryCreate(authority, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)
            ? new(section["Name"] ?? "un autre compte", authority, id, secret)
            : throw new StartupException("Accounts:OpenIdConnect:Authority must be an https address.");
    }
}

internal static class ElsewhereSetup
{
    public static void AddElsewhere(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<LinkElsewhere>().AddScoped<SignInFromElsewhere>();
        if (ElsewhereProvider.Read(configuration) is not { } provider) return;
        services.AddSingleton(provider);
        var page = Uri.TryCreate(configuration["PublicBaseUrl"], UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : null;
        services.AddAuthentication().AddOpenIdConnect(ElsewhereProvider.Scheme, options =>
        {
            (options.Authority, options.ClientId, options.ClientSecret) = (provider.Authority, provider.ClientId, provider.ClientSecret);
            options.RequireHttpsMetadata = provider.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
            // The code comes by the browser, the token from server to server; the verifier (PKCE) binds the two.
            (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
            options.CallbackPath = ElsewhereProvider.Callback;
            // Who it is there, and nothing else about the person.
            options.Scope.Clear();
            options.Scope.Add("openid");
            (options.GetClaimsFromUserInfoEndpoint, options.SaveTokens, options.MapInboundClaims) = (false, false, false);
            options.BackchannelTimeout = TimeSpan.FromSeconds(10);
            // It never signs in by itself: what comes back is judged by SignInFromElsewhere.
            options.SignInScheme = Sessions.Cookie;
            (options.CorrelationCookie.SameSite, options.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
            options.Events.OnRedirectToIdentityProvider = context =>
            {
                if (page is not null) context.ProtocolMessage.RedirectUri = page + ElsewhereProvider.Callback;
                return Task.CompletedTask;
            };
            options.Events.OnTicketReceived = async context =>
            {
                var back = await context.HttpContext.RequestServices.GetRequiredService<SignInFromElsewhere>().Run(context.Principal!, context.Properties!, context.HttpContext.RequestAborted);
                context.Response.Redirect($"{AccountPage.Path}{back}");
                context.HandleResponse();
            };
            // Its reasons are the provider's words: they are for nobody here.
            options.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect($"{AccountPage.Path}?ailleurs=echec");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>Where a browser leaves for the other account: to sign in with it, or, with a ticket, to link it.</summary>
    public static void MapElsewhere(this WebApplication app)
    {
        if (app.Services.GetService<ElsewhereProvider>() is null) return;
        app.MapGet("/compte/ailleurs", (string? ticket, LinkElsewhere link) =>
            link.Properties(ticket) is { } properties ? Results.Challenge(properties, [ElsewhereProvider.Scheme]) : Results.Redirect($"{AccountPage.Path}?ailleurs=echec"));
    }
}
