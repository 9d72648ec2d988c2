using CyberVoisins.Core.Messages;

namespace CyberVoisins.Server.Voice;

/// <summary>The section Voice of the configuration.</summary>
/// <param name="Name">The voice that speaks, by Twilio's name.</param>
/// <param name="Outbound">The service calls landlines by itself to remind of a visit; off unless the law allows the number.</param>
/// <param name="From">The number that it calls from.</param>
internal sealed record VoiceOptions(string Name, bool Outbound, PhoneNumber? From)
{
    /// <exception cref="StartupException">It would call from a number that a machine may not call from.</exception>
    public static VoiceOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Voice");
        var options = new VoiceOptions(
            section["Name"] is { Length: > 0 } name ? name : "Polly.Lea-Neural", section.GetValue("Outbound", false), Messages.TwilioApi.Phone(section["From"]));
        return !options.Outbound || (options.From is { } from && CallerIds.MayCallAutomatically(from))
            ? options
            : throw new StartupException("Voice:Outbound is on, but Voice:From is not a number from which a machine may call in France (ARCEP decision 2022-1583: +33162, +33163, +33270…): set one in E.164, or set Voice:Outbound to false.");
    }
}
