namespace CyberVoisins.Server.Api.Http;

/// <summary>
/// A page of another site must not speak in the name of whoever reads it. Three locks, each enough alone: the cookie is not sent by
/// another site's POST (SameSite), JSON and our header cannot be sent by one without asking first (CORS, which we never grant), and
/// the browser itself says where a request comes from.
/// </summary>
internal static class CrossSite
{
    /// <summary>Any value: that it is there is the proof. Needed with a session's cookie only.</summary>
    public const string Header = "GraphQL-Preflight";

    /// <exception cref="RequestRefused">Sent by another site, or with a cookie and without the header.</exception>
    public static void Check(HttpContext http)
    {
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            throw new RequestRefused(StatusCodes.Status403Forbidden, ErrorCodes.CrossSiteRequest, "This request was sent by a page of another site.");
        if (HttpMethods.IsPost(http.Request.Method) && http.User.Identity is { IsAuthenticated: true, AuthenticationType: Accounts.Sessions.Cookie } && http.Request.Headers[Header].Count == 0)
            throw new RequestRefused(StatusCodes.Status403Forbidden, ErrorCodes.PreflightHeaderMissing, $"A request with a session's cookie must have the header \"{Header}: 1\".");
    }
}
