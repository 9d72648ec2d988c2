using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>How people come in: by the code of an SMS, by a password, and by the app where a second proof is asked for.</summary>
internal sealed partial class Neighbourhood
{
    private readonly Dictionary<string, (string Token, Instant At)> _tokens = [];
    private readonly Dictionary<string, string> _secrets = [];

    /// <summary>Somebody's token; they sign in when they have none, or an old one.</summary>
    public async Task<string> TokenOf(string phone)
    {
        // A bearer token lives an hour: after a long wait people sign in again.
        if (_tokens.TryGetValue(phone, out var known) && Now - known.At < Duration.FromMinutes(50)) return known.Token;
        return phone is AdministratorPhone or CoordinatorPhone || await HasPassword(phone) ? await SignInByPassword(phone) : await SignInByCode(phone);
    }

    public async Task<string> SignInByPassword(string phone)
    {
        var (token, status) = Session(await SendAs(null, $$"""mutation { in: signInWithPassword(input: { login: "{{phone}}", password: "{{Password}}", mode: TOKEN }) { {{Opened}} } }"""));
        return Keep(phone, status switch
        {
            "TO_ENROL" => await Enrol(phone, token),
            "TO_PROVE" => Session(await SendAs(token, $$"""mutation { in: confirmSecondFactor(input: { code: "{{NextCode(phone)}}" }) { {{Opened}} } }""")).Token,
            _ => token,
        });
    }

    public async Task<string> SignInByCode(string phone) => Keep(phone, Session(await SendAs(null,
        $$"""mutation { in: signInWithCode(input: { phone: "{{phone}}", code: "{{await AsksForCode(phone)}}", mode: TOKEN }) { {{Opened}} } }""")).Token);

    /// <summary>The code of the SMS that comes.</summary>
    public async Task<string> AsksForCode(string phone)
    {
        await Ask($$"""mutation { requestSignInCode(input: { phone: "{{phone}}" }) { errors { code message } } }""");
        await Settle();
        return SixDigits().Match(Telephones.To(phone)[^1]).Value;
    }

    /// <summary>Sets up an app in a session that may do nothing else.</summary>
    private async Task<string> Enrol(string phone, string token)
    {
        var offered = await SendAs(token, "mutation { enrolTotp { enrolment { secret } errors { code } } }");
        _secrets[phone] = offered["data"]!["enrolTotp"]!["enrolment"].Text("secret");
        return Session((await SendAs(token, $$"""mutation { in: confirmTotp(input: { code: "{{CodeOfApp(_secrets[phone])}}" }) { secondFactor { {{Opened.Replace(" errors { code message }", "", StringComparison.Ordinal)}} } errors { code message } } }""")), "secondFactor").Token;
    }

    /// <summary>What an app with this secret shows now.</summary>
    public string CodeOfApp(string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(Clock.GetUtcNow().UtcDateTime);

    /// <summary>The next code of somebody's app: the one before may have been used.</summary>
    public string NextCode(string phone)
    {
        Clock.Advance(TimeSpan.FromSeconds(30));
        return CodeOfApp(_secrets[phone]);
    }

    private const string Opened = "session { accessToken secondFactor } errors { code message }";

    private static (string Token, string Status) Session(JsonNode answer, string? within = null)
    {
        var payload = answer["data"]?["in"];
        var session = (within is null ? payload : payload?[within])?["session"] ?? throw new InvalidOperationException(answer.ToJsonString());
        return (session.Text("accessToken"), session.Text("secondFactor"));
    }

    /// <summary>Somebody's session is over: they sign in again when they next ask.</summary>
    public void SignedOut(string? phone) => _tokens.Remove(phone ?? "");

    private string Keep(string phone, string token)
    {
        _tokens[phone] = (token, Now);
        return token;
    }

    private async Task<bool> HasPassword(string phone)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await db.Users.AnyAsync(u => u.PhoneNumber == phone && u.PasswordHash != null);
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
