namespace CyberVoisins.Server.Messages;

/// <summary>How long what was said is kept, from the section Sms of the configuration. What is counted (kind, state, price) stays.</summary>
/// <param name="KeepTextsDays">After its story is over an SMS keeps its text so long: for a person who must answer a question about it. 7 to 365.</param>
/// <param name="KeepNumbersDays">And its telephone number so long: for a complaint. From KeepTextsDays to 1,825.</param>
/// <param name="RedactAtProviderDays">The text that the provider keeps is emptied after so long: it has no use for it. 1 to KeepTextsDays.</param>
internal sealed record Retention(int KeepTextsDays, int KeepNumbersDays, int RedactAtProviderDays)
{
    private const int Fewest = 7, Most = 365, MostForNumbers = 5 * 365;

    /// <exception cref="StartupException">Out of bounds.</exception>
    public static Retention Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Sms");
        var kept = new Retention(section.GetValue("KeepTextsDays", 30), section.GetValue("KeepNumbersDays", 365), section.GetValue("RedactAtProviderDays", 7));
        return kept.KeepTextsDays is >= Fewest and <= Most && kept.KeepNumbersDays >= kept.KeepTextsDays && kept.KeepNumbersDays <= MostForNumbers
            && kept.RedactAtProviderDays >= 1 && kept.RedactAtProviderDays <= kept.KeepTextsDays
            ? kept
            : throw new StartupException($"Sms:KeepTextsDays goes from {Fewest} to {Most}, Sms:KeepNumbersDays from there to {MostForNumbers}, Sms:RedactAtProviderDays from 1 to Sms:KeepTextsDays.");
    }
}
