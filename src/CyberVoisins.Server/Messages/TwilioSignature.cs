using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberVoisins.Server.Messages;

/// <summary>X-Twilio-Signature: base64 of HMAC-SHA1, keyed by the auth token, over the URL and the sorted form (twilio.com/docs/usage/security).</summary>
internal static class TwilioSignature
{
    /// <param name="url">As configured at Twilio, query included, without a fragment.</param>
    /// <param name="form">Decoded, not trimmed; names are case-sensitive.</param>
    public static string Of(string token, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url);
        foreach (var name in form.GroupBy(p => p.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            foreach (var value in name.Select(p => p.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(name.Key).Append(value);
#pragma warning disable CA5350 // Twilio's choice; an HMAC does not fall with SHA-1's collisions.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }

    /// <summary>True for a signature of any of the tokens, over the URL as it is, without its port, or with the default port.</summary>
    public static bool IsTrue(string? signature, IEnumerable<string?> tokens, string url, IReadOnlyCollection<KeyValuePair<string, string>> form)
    {
        if (string.IsNullOrEmpty(signature)) return false;
        var given = Encoding.UTF8.GetBytes(signature);
        var found = false;
        // Every variant is compared, in constant time: how long it takes says nothing.
        foreach (var token in tokens)
            if (!string.IsNullOrEmpty(token))
                foreach (var variant in Variants(url))
                    found |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Of(token, variant, form)));
        return found;
    }

    /// <summary>A body that is no form is signed by its SHA-256, which the address carries as "bodySHA256".</summary>
    public static bool IsTrueOfJson(string? signature, IEnumerable<string?> tokens, string url, ReadOnlySpan<byte> body)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var said = QueryHelpers.ParseQuery(new Uri(url).Query).TryGetValue("bodySHA256", out var value) ? value.ToString() : "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(hash)) & IsTrue(signature, tokens, url, []);
    }

    private static IEnumerable<string> Variants(string url)
    {
        yield return url;
        var uri = new Uri(url);
        var start = $"{uri.Scheme}://{(uri.UserInfo.Length > 0 ? uri.UserInfo + "@" : "")}";
        var authority = url[start.Length..];
        var end = authority.IndexOfAny(['/', '?']);
        var rest = end < 0 ? "" : authority[end..];
        var host = (end < 0 ? authority : authority[..end]).Split(':')[0];
        yield return $"{start}{host}{rest}";
        yield return $"{start}{host}:{(uri.Scheme == "https" ? 443 : 80)}{rest}";
    }
}
