namespace CyberVoisins.Server.Messages;

/// <summary>The section Brevo of the configuration: a second provider, for what was proven not sent by the first. Empty: none.</summary>
internal sealed class BrevoOptions
{
    public string? ApiKey { get; init; }

    /// <summary>A brand of at most 11 letters and digits, or a number of at most 15 digits: nobody can answer either.</summary>
    public string? Sender { get; init; }

    /// <summary>Another host, for tests.</summary>
    public string BaseUrl { get; init; } = "https://api.brevo.com";

    public bool IsConfigured => !string.IsNullOrWhiteSpace(ApiKey);

    /// <exception cref="StartupException">Half configured: one sentence says what is missing.</exception>
    public static BrevoOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Brevo");
        var options = new BrevoOptions
        {
            ApiKey = section["ApiKey"],
            Sender = section["Sender"],
            BaseUrl = (section["BaseUrl"] is { Length: > 0 } url ? url : "https://api.brevo.com").TrimEnd('/'),
        };
        if (string.IsNullOrWhiteSpace(options.ApiKey) != string.IsNullOrWhiteSpace(options.Sender))
            throw new StartupException("Brevo is half configured: set Brevo:ApiKey and Brevo:Sender together.");
        if (options.Sender is { Length: > 0 } sender && !(sender.All(char.IsAsciiLetterOrDigit) && sender.Length <= (sender.All(char.IsAsciiDigit) ? 15 : 11)))
            throw new StartupException("Brevo:Sender is at most 11 letters and digits, or at most 15 digits.");
        return Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out _) ? options : throw new StartupException("Brevo:BaseUrl is not an address.");
    }
}
