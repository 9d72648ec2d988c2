namespace CyberVoisins.Server.Operations;

/// <summary>
/// What every answer says to a browser. A page says by itself what it may load (its Content-Security-Policy: no inline script
/// anywhere outside Development); an answer that says nothing may load nothing.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>Of a request whose page has a button "around here": the only permission that any page of ours asks for.</summary>
    public static readonly object MayAskWhere = new();

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
        // What is registered first is called last, after the policy was written.
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Items.ContainsKey(MayAskWhere))
                    context.Response.Headers["Permissions-Policy"] = context.Response.Headers["Permissions-Policy"].ToString().Replace("geolocation=()", "geolocation=(self)", StringComparison.Ordinal);
                return Task.CompletedTask;
            });
            return next();
        });
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
