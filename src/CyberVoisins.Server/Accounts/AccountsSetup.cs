using CyberVoisins.Server.Accounts.Elsewhere;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Accounts;

internal static class AccountsSetup
{
    /// <summary>Accounts, sessions and who asks. Needs AddData and the outbox.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Account>(identity =>
            {
                ShapeTables(identity);
                // Lengths and common words are judged by Passwords; the lockout by PasswordAttempts.
                identity.Password = new() { RequiredLength = Passwords.MinimumLength, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<AppDb>();

        services.AddOptions<AccountsOptions>().BindConfiguration("Accounts")
            .PostConfigure<IHostEnvironment>((options, environment) => options.SecondFactor ??= environment.IsDevelopment() ? SecondFactorRule.Optional : SecondFactorRule.Required);
        services.AddSchemes();
        services.AddKeys(configuration);

        var fictional = configuration.GetValue<bool?>("Phones:AllowFictional");
        services.AddSingleton(s => new Phones(fictional ?? s.GetService<IHostEnvironment>()?.IsDevelopment() ?? false));
        services.AddSingleton<CodeSeal>();
        services.AddSingleton<AddressLimits>();
        services.AddSingleton<UnknownLogins>();
        services.AddSingleton<Passwords>();
        services.RemoveAll<IPasswordHasher<Account>>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<Sessions>();
        services.AddScoped<AccountByPhone>();
        services.AddScoped<PasswordAttempts>();

        services.AddScoped<RequestSignInCode>();
        services.AddScoped<SignInWithCode>();
        services.AddScoped<SignInWithPassword>();
        services.AddScoped<SetPassword>();
        services.AddScoped<SignOut>();
        services.AddScoped<SignOutEverywhere>();
        services.AddScoped<AddCoordinator>();
        services.AddScoped<RemoveCoordinator>();
        services.AddScoped<CreateAdministrator>();
        services.AddScoped<ForgetOldCodes>();
        services.AddScoped<EndSession>().AddScoped<ApiTokens>().AddScoped<CreateApiToken>().AddScoped<RevokeApiToken>();
        services.AddSingleton<TotpSeal>().AddScoped<SecondFactorAttempts>().AddScoped<RecoveryCodes>().AddScoped<SecurityNotices>();
        services.AddScoped<EnrolTotp>().AddScoped<ConfirmTotp>().AddScoped<ConfirmSecondFactor>().AddScoped<RenewRecoveryCodes>().AddScoped<ResetSecondFactor>();
        services.AddScoped<Passkeys>().AddScoped<AddPasskey>().AddScoped<RemovePasskey>().AddScoped<SignInWithPasskey>().AddScoped<ReadAccountSecurity>();
        services.AddPasskeys(configuration);
        services.AddElsewhere(configuration);
        return services;
    }

    /// <summary>What decides the columns: version 3 has the table of passkeys.</summary>
    public static void ShapeTables(IdentityOptions identity) => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    /// <summary>After routing, before any endpoint that asks who is there.</summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app) =>
        app.UseAuthentication().UseMiddleware<RecogniseCaller>();

    private static void AddSchemes(this IServiceCollection services)
    {
        services.AddAuthentication(Sessions.EitherOne)
            // A request that brings a token is judged by it alone: a cookie beside it must not save a dead token.
            .AddPolicyScheme(Sessions.EitherOne, null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.ToString() is var header && !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? Sessions.Cookie
                : header.AsSpan("Bearer ".Length).Trim().StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) ? ApiTokens.Scheme : Sessions.Bearer)
            .AddScheme<AuthenticationSchemeOptions, ReadApiToken>(ApiTokens.Scheme, null)
            .AddCookie(Sessions.Cookie)
            .AddBearerToken(Sessions.Bearer, o => o.BearerTokenExpiration = TimeSpan.FromHours(1));

        services.AddOptions<CookieAuthenticationOptions>(Sessions.Cookie).Configure<IHostEnvironment>((cookie, environment) =>
        {
            var plainHttp = environment.IsDevelopment();
            cookie.Cookie.Name = plainHttp ? "cv" : "__Host-cv";
            cookie.Cookie.SecurePolicy = plainHttp ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.Path = "/";
            cookie.ExpireTimeSpan = Sessions.CookieLife;
            cookie.SlidingExpiration = true;
            // An API answers with a status; only a site with pages would redirect.
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });
    }

    /// <summary>
    /// The keys of cookies, tokens and codes: on SQLite files beside it, since it has one writer, who may be waiting for them; on PostgreSQL rows that
    /// every machine reads, sealed like a name. A restart signs nobody out, and the database alone opens nothing.
    /// </summary>
    private static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("CyberVoisins");
        if (string.Equals(configuration["Database:Provider"], "Postgres", StringComparison.OrdinalIgnoreCase))
        {
            protection.PersistKeysToDbContext<AppDb>();
            return;
        }
        var folder = Path.Combine(configuration["Data:Folder"] ?? "data", "keys");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
