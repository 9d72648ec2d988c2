using System.Buffers.Text;
using System.Text;

namespace CyberVoisins.Server.Api.Paging;

/// <summary>
/// A position in a list, in base64url so that nobody is tempted to build one. Opaque, not secret: put nothing private in it.
/// </summary>
internal static class Cursor
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(string position) => Base64Url.EncodeToString(Strict.GetBytes(position));

    /// <summary>The position, or null when this is no cursor of ours.</summary>
    public static string? Position(string cursor)
    {
        try
        {
            return Strict.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
