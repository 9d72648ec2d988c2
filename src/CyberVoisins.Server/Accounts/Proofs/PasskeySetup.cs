using Microsoft.AspNetCore.Identity;

namespace CyberVoisins.Server.Accounts.Proofs;

internal static class PasskeySetup
{
    /// <summary>
    /// Passkeys are bound to the host of PublicBaseUrl, else to that of the request. Only a page of ours may ask for one; the
    /// device must be unlocked, and must remember whose it is.
    /// </summary>
    public static void AddPasskeys(this IServiceCollection services, IConfiguration configuration)
    {
        var page = Uri.TryCreate(configuration["PublicBaseUrl"], UriKind.Absolute, out var url) ? url : null;
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = page?.Host;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin
                && string.Equals(context.Origin, page?.GetLeftPart(UriPartial.Authority) ?? $"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host}", StringComparison.OrdinalIgnoreCase));
        });
    }
}
