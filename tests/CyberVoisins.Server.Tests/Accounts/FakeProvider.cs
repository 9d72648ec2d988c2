using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>A small OpenID Connect provider on this machine: it signs in whoever a test says, checks the client's secret and the PKCE verifier, and signs with RS256.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private static readonly string[] Answers = ["code"];
    private static readonly string[] Subjects = ["public"];
    private static readonly string[] Algorithms = ["RS256"];

    public const string ClientId = "cybervoisins", ClientSecret = "un-secret-de-test";
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Subject)> _codes = new();
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Whose account is signed in there.</summary>
    public string Subject { get; set; } = "nadia-la-bas";

    /// <summary>What it says of itself: an attacker's would say another.</summary>
    public string? Issuer { get; set; }

    public static async Task<FakeProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = provider.Url, authorization_endpoint = provider.Url + "/authorize", token_endpoint = provider.Url + "/token", jwks_uri = provider.Url + "/jwks",
            response_types_supported = Answers, subject_types_supported = Subjects, id_token_signing_alg_values_supported = Algorithms,
        }));
        app.MapGet("/jwks", () =>
        {
            var key = provider._key.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64Url.EncodeToString(key.Modulus!), e = Base64Url.EncodeToString(key.Exponent!) } } });
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var query = request.Query;
            Assert.Equal((ClientId, "code", "openid", "S256"), (query["client_id"].ToString(), query["response_type"].ToString(), query["scope"].ToString(), query["code_challenge_method"].ToString()));
            var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
            provider._codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString(), provider.Subject);
            return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (form["client_secret"] != ClientSecret || !provider._codes.TryRemove(form["code"].ToString(), out var asked)
                || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge) return Results.BadRequest();
            return Results.Json(new { access_token = "none", token_type = "Bearer", id_token = provider.Sign(asked.Nonce, asked.Subject) });
        });
        await app.StartAsync();
        return provider;
    }

    private string Sign(string nonce, string subject)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var text = Part(new { alg = "RS256", kid = "1", typ = "JWT" }) + "." + Part(new { iss = Issuer ?? Url, sub = subject, aud = ClientId, nonce, iat = now, exp = now + 300 });
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
