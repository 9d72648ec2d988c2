using System.Security.Cryptography;
using System.Text;

namespace FakeTwilio;

/// <summary>X-Twilio-Signature, written apart from the service's own: base64 of HMAC-SHA1 over the address and the sorted form.</summary>
public static class Signature
{
    public static string Of(string token, string url, IReadOnlyDictionary<string, string> form)
    {
        var signed = url + string.Concat(form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value));
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5350
    }
}
