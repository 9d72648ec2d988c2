using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>
/// An authenticator as WebAuthn describes it, in software: an ES256 key, "none" attestation, a count of signatures. It does
/// what a browser and a telephone do between them, and, when a test asks, what an attacker's would.
/// </summary>
internal sealed class FakePasskey(string origin)
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private byte[] _userHandle = [];

    /// <summary>What the device says of its owner: unlocked, unless a test says otherwise.</summary>
    public bool Unlocked { get; set; } = true;

    public string Origin { get; set; } = origin;
    public uint Count { get; set; }
    public string Id => Base64Url.EncodeToString(_id);

    /// <summary>The answer to navigator.credentials.create.</summary>
    public string Create(string options)
    {
        var asked = JsonNode.Parse(options)!;
        _userHandle = Base64Url.DecodeFromChars(asked["user"]!["id"]!.GetValue<string>());
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        byte[] cose = [.. Head(5, 5), .. Int(1), .. Int(2), .. Int(3), .. Int(-7), .. Int(-1), .. Int(1), .. Int(-2), .. Bytes(point.X!), .. Int(-3), .. Bytes(point.Y!)];
        byte[] length = [(byte)(_id.Length >> 8), (byte)_id.Length];
        byte[] data = [.. Data(RpId(asked["rp"]?["id"]), attested: true), .. new byte[16], .. length, .. _id, .. cose];
        byte[] attestation = [.. Head(5, 3), .. Text("fmt"), .. Text("none"), .. Text("attStmt"), .. Head(5, 0), .. Text("authData"), .. Bytes(data)];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(ClientData("webauthn.create", asked)), ["attestationObject"] = Base64Url.EncodeToString(attestation), ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>The answer to navigator.credentials.get.</summary>
    public string Get(string options)
    {
        var asked = JsonNode.Parse(options)!;
        Count++;
        var (data, client) = (Data(RpId(asked["rpId"]), attested: false), ClientData("webauthn.get", asked));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client), ["authenticatorData"] = Base64Url.EncodeToString(data), ["signature"] = Base64Url.EncodeToString(signature), ["userHandle"] = Base64Url.EncodeToString(_userHandle),
        });
    }

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = Id, ["rawId"] = Id, ["type"] = "public-key", ["authenticatorAttachment"] = "platform", ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
    }.ToJsonString();

    private string RpId(JsonNode? asked) => asked?.GetValue<string>() ?? new Uri(Origin).Host;

    private byte[] ClientData(string type, JsonNode asked) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["challenge"] = asked["challenge"]!.GetValue<string>(), ["origin"] = Origin, ["crossOrigin"] = false }.ToJsonString());

    /// <summary>The hash of the site, what was done (present 1, unlocked 4, with a key 64) and the count.</summary>
    private byte[] Data(string rpId, bool attested)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId)), (byte)(1 | (Unlocked ? 4 : 0) | (attested ? 64 : 0)), .. count];
    }

    // CBOR (RFC 8949), as little of it as a key needs.
    private static byte[] Int(int value) => value >= 0 ? Head(0, value) : Head(1, -1 - value);
    private static byte[] Bytes(byte[] value) => [.. Head(2, value.Length), .. value];
    private static byte[] Text(string value) => [.. Head(3, value.Length), .. Encoding.UTF8.GetBytes(value)];

    private static byte[] Head(int major, int value) => value switch
    {
        < 24 => [(byte)(major << 5 | value)],
        < 256 => [(byte)(major << 5 | 24), (byte)value],
        _ => [(byte)(major << 5 | 25), (byte)(value >> 8), (byte)value],
    };
}
