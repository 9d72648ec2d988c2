using CyberVoisins.Core;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>How the caller wants to be remembered.</summary>
public enum SignInMode
{
    /// <summary>A cookie that scripts cannot read: for browsers.</summary>
    Cookie,
    /// <summary>A token for the Authorization header, valid for one hour: for other clients.</summary>
    Token,
}

/// <summary>What somebody showed to open a session.</summary>
public enum SessionProof
{
    /// <summary>A code of an SMS.</summary>
    Code,
    /// <summary>A password, or an account elsewhere that was linked; there is no second proof to ask for.</summary>
    Password,
    /// <summary>The same, of somebody who has a second proof and has not shown it yet: the session can do nothing else.</summary>
    AwaitsSecond,
    /// <summary>Both, or a passkey that its own device unlocked.</summary>
    Strong,
}

/// <summary>What a session runs on, as coarsely as a person recognises it; read once from the User-Agent, which is not kept.</summary>
public enum DeviceKind
{
    /// <summary>A telephone.</summary>
    Phone,
    /// <summary>A tablet.</summary>
    Tablet,
    /// <summary>A computer.</summary>
    Computer,
    /// <summary>Something that is no browser.</summary>
    Program,
}

/// <summary>A session that is open. There is no other kind: to end one is to delete its row, and a cookie or token without a row is nobody's.</summary>
internal sealed class OpenSession
{
    public required SessionId Id { get; init; }
    public required Guid AccountId { get; init; }
    public required SignInMode Mode { get; init; }
    public required SessionProof Proof { get; init; }
    public required DeviceKind Device { get; init; }

    /// <summary>Each proof opens a new session, so this is also when it was shown.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>To the hour.</summary>
    public required Instant LastSeenAt { get; set; }

    public required Instant EndsAt { get; set; }
}

internal static class Devices
{
    public static DeviceKind Of(string? userAgent) => userAgent switch
    {
        null => DeviceKind.Program,
        _ when !userAgent.StartsWith("Mozilla/", StringComparison.Ordinal) => DeviceKind.Program,
        _ when Has(userAgent, "iPad") || Has(userAgent, "Tablet") || (Has(userAgent, "Android") && !Has(userAgent, "Mobile")) => DeviceKind.Tablet,
        _ when Has(userAgent, "Mobile") || Has(userAgent, "iPhone") => DeviceKind.Phone,
        _ => DeviceKind.Computer,
    };

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.Ordinal);
}
