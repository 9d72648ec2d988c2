using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>A session that somebody closed: whoever kept its cookie or token is nobody. Those that died by themselves need no row.</summary>
internal sealed class EndedSession
{
    public required Guid Id { get; init; }

    /// <summary>From then on the cookie is dead by itself.</summary>
    public required Instant ForgetAfter { get; init; }
}
