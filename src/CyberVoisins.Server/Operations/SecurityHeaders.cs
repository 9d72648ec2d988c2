namespace CyberVoisins.Server.Operations;

/// <summary>
/// What every answer says to a browser. A page says by itself what it may load (its Content-Security-Policy: no inline script
/// anywhere outside Development); an answer that says nothing may load nothing.
/// </summary>
internal static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseHeaders(this WebApplication app)
    {
        var policy = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicyNoReferrer()
            .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
            .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
            .AddPermissionsPolicy(permissions =>
            {
                permissions.AddDefaultSecureDirectives();
                permissions.AddPublickeyCredentialsGet().Self(); // a passkey signs in on our own pages
            })
            .RemoveServerHeader();
        // TLS ends at the proxy, so every request looks like HTTP here; over plain HTTP browsers ignore it.
        if (!app.Environment.IsDevelopment()) policy.AddCustomHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        app.UseSecurityHeaders(policy);
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.Headers.ContentSecurityPolicy.Count == 0) context.Response.Headers.ContentSecurityPolicy = Nothing;
                return Task.CompletedTask;
            });
            return next();
        });
    }
}
