namespace CyberVoisins.Server.Messages;

/// <summary>The section Twilio of the configuration. Empty: SMS stay in the local outbox.</summary>
internal sealed class TwilioOptions
{
    public string? AccountSid { get; init; }
    public string? AuthToken { get; init; }

    /// <summary>During a rotation both tokens sign; webhooks of either are true.</summary>
    public string? SecondaryAuthToken { get; init; }

    public string? ApiKeySid { get; init; }
    public string? ApiKeySecret { get; init; }
    public string? MessagingServiceSid { get; init; }

    /// <summary>A number in E.164, a short code, or at most 11 letters.</summary>
    public string? From { get; init; }

    /// <summary>Whether the numbers of the messaging service receive; a sender of its own is told by its letters.</summary>
    public bool TwoWay { get; init; } = true;

    /// <summary>Another host for a region ("https://api.dublin.ie1.twilio.com") or for tests.</summary>
    public string BaseUrl { get; init; } = "https://api.twilio.com";

    /// <summary>Where its price list is.</summary>
    public string PricingUrl { get; init; } = "https://pricing.twilio.com";

    /// <summary>Of the root of the configuration: where Twilio reaches us; signatures are computed on it, never on the Host header.</summary>
    public string? PublicBaseUrl { get; init; }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(AccountSid);

    /// <summary>Whether an answer by SMS from there reaches us; a messaging service, when there is one, chooses the sender.</summary>
    public bool CanBeAnsweredFrom(Core.Messages.PhoneNumber to) => SenderCapabilities.CanBeAnswered(string.IsNullOrWhiteSpace(MessagingServiceSid) ? From : null, to, TwoWay);

    /// <exception cref="StartupException">Half configured: one sentence says what is missing.</exception>
    public static TwilioOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Twilio");
        var options = new TwilioOptions
        {
            AccountSid = section["AccountSid"],
            AuthToken = section["AuthToken"],
            SecondaryAuthToken = section["SecondaryAuthToken"],
            ApiKeySid = section["ApiKeySid"],
            ApiKeySecret = section["ApiKeySecret"],
            MessagingServiceSid = section["MessagingServiceSid"],
            From = section["From"],
            TwoWay = section.GetValue("TwoWay", true),
            BaseUrl = (section["BaseUrl"] is { Length: > 0 } url ? url : "https://api.twilio.com").TrimEnd('/'),
            PricingUrl = (section["PricingUrl"] is { Length: > 0 } pricing ? pricing : "https://pricing.twilio.com").TrimEnd('/'),
            PublicBaseUrl = configuration["PublicBaseUrl"]?.TrimEnd('/'),
        };
        if (options.Missing() is { } missing) throw new StartupException($"Twilio is half configured: {missing}");
        return options;
    }

    private string? Missing()
    {
        var any = new[] { AccountSid, AuthToken, ApiKeySid, ApiKeySecret, MessagingServiceSid, From }.Any(v => !string.IsNullOrWhiteSpace(v));
        if (!any) return null;
        if (!IsConfigured) return "set Twilio:AccountSid, or remove the other Twilio settings.";
        if (string.IsNullOrWhiteSpace(AuthToken)) return "set Twilio:AuthToken; webhooks are signed with it even when an API key sends.";
        if (string.IsNullOrWhiteSpace(ApiKeySid) != string.IsNullOrWhiteSpace(ApiKeySecret)) return "set Twilio:ApiKeySid and Twilio:ApiKeySecret together.";
        if (string.IsNullOrWhiteSpace(MessagingServiceSid) && string.IsNullOrWhiteSpace(From)) return "set Twilio:MessagingServiceSid or Twilio:From.";
        if (!Uri.TryCreate(PublicBaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http")) return "set PublicBaseUrl to the address at which Twilio reaches this service.";
        return Uri.TryCreate(BaseUrl, UriKind.Absolute, out _) ? null : "Twilio:BaseUrl is not an address.";
    }
}
