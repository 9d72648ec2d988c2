using System.Text;
using Microsoft.AspNetCore.Identity;

namespace CyberVoisins.Server.Accounts;

/// <summary>What a password must be, and whether one is right: length and not being known to everybody, no composition rules.</summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher)
{
    public const int MinimumLength = 12;
    private const int MaximumLength = 200;

    // Verified when there is no account or no password: the time of an answer must not tell which logins exist.
    private readonly Lazy<string> _nobodys = new(() => hasher.HashPassword(Nobody, Sessions.NewStamp()));

    private static readonly Account Nobody = new() { CreatedAt = default };

    /// <summary>The hash to store.</summary>
    /// <param name="ownTexts">What others know of the person: it may not be the password.</param>
    /// <exception cref="Refusal">WeakPassword.</exception>
    public string Hash(string? password, string field, params ReadOnlySpan<string?> ownTexts)
    {
        var text = Normal(password);
        if (text is null || text.Length is < MinimumLength or > MaximumLength || CommonPasswords.Contains(text, ownTexts))
            throw new Refusal(ErrorCode.WeakPassword, field, MinimumLength);
        return hasher.HashPassword(Nobody, text);
    }

    /// <summary>Always does the work of one verification.</summary>
    public bool IsRight(string? hash, string? password)
    {
        var text = Normal(password);
        var usable = text is { Length: <= MaximumLength };
        var result = hasher.VerifyHashedPassword(Nobody, hash ?? _nobodys.Value, usable ? text! : "");
        return usable && hash is not null && result != PasswordVerificationResult.Failed;
    }

    // "é" is one character on one keyboard and two on another; it is the same password.
    private static string? Normal(string? password)
    {
        try
        {
            return password?.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException) // half a surrogate pair
        {
            return null;
        }
    }
}
