using System.Text.Json.Nodes;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>Coordinators and administrators, where a second proof is required: an app and a sheet of recovery codes.</summary>
public sealed class ProvingOneselfTwice
{
    private const string Nadia = Neighbourhood.CoordinatorPhone, Colleague = "+33639980008", Elsewhere = "+33639980005", Circle = "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 2000 }";
    private const string Session = "session { accessToken secondFactor } errors { code }";

    private static Task<Neighbourhood> Start() => Neighbourhood.Start(secondFactor: "Required");

    /// <summary>Signed in with the password alone.</summary>
    private static async Task<(string Token, string Status)> Password(Neighbourhood hood, string phone)
    {
        var session = (await hood.SendAs(null, $$"""mutation { in: signInWithPassword(input: { login: "{{phone}}", password: "{{Neighbourhood.Password}}", mode: TOKEN }) { {{Session}} } }"""))["data"]!["in"]!["session"]!;
        return (session.Text("accessToken"), session.Text("secondFactor"));
    }

    private static async Task<JsonNode> Does(Neighbourhood hood, string? token, string mutation) => (await hood.SendAs(token, $"mutation {{ did: {mutation} }}"))["data"]!["did"]!;

    private static string? Refused(JsonNode payload) => payload["errors"]!.AsArray().FirstOrDefault()?.Text("code");

    private static Task<JsonNode> Proves(Neighbourhood hood, string token, string code) => Does(hood, token, $$"""confirmSecondFactor(input: { code: "{{code}}" }) { {{Session}} }""");

    private static async Task<(string Token, string Secret, IReadOnlyList<string> Codes)> Enrols(Neighbourhood hood, string token)
    {
        var offered = (await Does(hood, token, "enrolTotp { enrolment { secret uri } errors { code } }"))["enrolment"]!;
        Assert.Equal($"otpauth://totp/CyberVoisins:Nadia?secret={offered.Text("secret")}&issuer=CyberVoisins&algorithm=SHA1&digits=6&period=30", offered.Text("uri"));
        var done = (await Does(hood, token, $$"""confirmTotp(input: { code: "{{hood.CodeOfApp(offered.Text("secret"))}}" }) { secondFactor { recoveryCodes session { accessToken } } errors { code } }"""))["secondFactor"]!;
        return (done["session"].Text("accessToken"), offered.Text("secret"), done.Texts("recoveryCodes"));
    }

    private static async Task<bool> IsIn(Neighbourhood hood, string token) => (await hood.SendAs(token, "{ me { signedIn } }"))["data"]!["me"]!["signedIn"]!.GetValue<bool>();

    [Fact]
    public async Task Without_a_second_proof_staff_can_do_nothing_but_set_one_up()
    {
        await using var hood = await Start();
        var (token, status) = await Password(hood, Nadia);
        Assert.Equal("TO_ENROL", status);
        Assert.Equal("""{"signedIn":false,"coordinatorOf":null,"administrator":false,"secondFactor":"TO_ENROL"}""", (await hood.SendAs(token, "{ me { signedIn coordinatorOf administrator secondFactor } }"))["data"]!["me"]!.ToJsonString());
        Assert.Empty((await hood.SendAs(token, "{ volunteers { nodes { id } } }"))["data"]!["volunteers"]!["nodes"]!.AsArray());
        foreach (var query in new[] { "{ messages { nodes { id } } }", "{ sessions { nodes { id } } }", "{ accountSecurity { app } }" })
            Assert.Equal("SECOND_FACTOR_REQUIRED", (await hood.SendAs(token, query))["errors"]![0]!["extensions"].Text("code"));
        foreach (var mutation in new[] { "changePolicy(input: { waveSize: 3 })", "signOutEverywhere", "createApiToken(input: { name: \"x\", scopes: [READ], days: 1 })", $"resetSecondFactor(phone: \"{Colleague}\")" })
            Assert.Equal((mutation, "SECOND_FACTOR_REQUIRED"), (mutation, Refused(await Does(hood, token, mutation + " { errors { code } }"))));

        var (strong, _, codes) = await Enrols(hood, token);
        Assert.Equal((10, 10), (codes.Count, codes.Distinct().Count()));
        Assert.Null(Refused(await Does(hood, strong, "changePolicy(input: { waveSize: 3 }) { errors { code } }")));
        Assert.False(await IsIn(hood, token));
        await hood.Settle();
        Assert.Contains("une seconde preuve de connexion est en place", hood.Telephones.To(Nadia)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_alone_then_opens_nothing_and_a_code_works_once()
    {
        await using var hood = await Start();
        var (_, secret, _) = await Enrols(hood, (await Password(hood, Nadia)).Token);
        var (token, status) = await Password(hood, Nadia);
        Assert.Equal("TO_PROVE", status);
        // Not even another app can be set up with a password that somebody found.
        foreach (var mutation in new[] { "enrolTotp", "askNewPasskey", "setPassword(input: { newPassword: \"une autre phrase, longue\", currentPassword: \"" + Neighbourhood.Password + "\" })" })
            Assert.Equal((mutation, "SECOND_FACTOR_REQUIRED"), (mutation, Refused(await Does(hood, token, mutation + " { errors { code } }"))));
        // The code that confirmed the app is spent; so is one of two steps ago, and one of the future.
        Assert.Equal("WRONG_CODE", Refused(await Proves(hood, token, hood.CodeOfApp(secret))));
        hood.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = hood.CodeOfApp(secret);
        var proven = await Proves(hood, token, $" {code[..3]} {code[3..]} ");
        Assert.Equal("PROVEN", proven["session"].Text("secondFactor"));
        Assert.True(await IsIn(hood, proven["session"].Text("accessToken")));
        // The session that waited is over, and the code with it.
        Assert.Equal("UNAUTHENTICATED", Refused(await Proves(hood, token, hood.CodeOfApp(secret))));
        Assert.Equal("WRONG_CODE", Refused(await Proves(hood, (await Password(hood, Nadia)).Token, code)));
    }

    [Fact]
    public async Task A_session_that_waits_for_the_second_proof_waits_ten_minutes()
    {
        await using var hood = await Start();
        var (_, secret, _) = await Enrols(hood, (await Password(hood, Nadia)).Token);
        var (token, _) = await Password(hood, Nadia);
        hood.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("UNAUTHENTICATED", Refused(await Proves(hood, token, hood.CodeOfApp(secret))));
    }

    [Fact]
    public async Task A_code_of_an_SMS_never_lets_staff_in()
    {
        await using var hood = await Start();
        var code = await hood.AsksForCode(Nadia);
        Assert.Equal("PASSWORD_REQUIRED", Refused(await Does(hood, null, $$"""signInWithCode(input: { phone: "{{Nadia}}", code: "{{code}}" }) { errors { code } }""")));

        // Somebody who was just added has nothing else yet: it lets them choose a password and set up an app, no more.
        Assert.Null(Refused((await hood.Ask($$"""mutation { did: addCoordinator(input: { associationId: "{{hood.AssociationId}}", firstName: "Nadia", phone: "{{Colleague}}" }) { errors { code } } }""", Nadia))["did"]!));
        var token = await hood.SignInByCode(Colleague);
        Assert.Equal("SECOND_FACTOR_REQUIRED", (await hood.SendAs(token, "{ messages { nodes { id } } }"))["errors"]![0]!["extensions"].Text("code"));
        Assert.Equal("PASSWORD_REQUIRED", Refused(await Does(hood, token, "enrolTotp { errors { code } }")));
        var chosen = (await Does(hood, token, $$"""setPassword(input: { newPassword: "{{Neighbourhood.Password}}", mode: TOKEN }) { {{Session}} }"""))["session"]!;
        Assert.Equal("TO_ENROL", chosen.Text("secondFactor"));
        Assert.True(await IsIn(hood, (await Enrols(hood, chosen.Text("accessToken"))).Token));
    }

    [Fact]
    public async Task Who_becomes_staff_is_asked_for_more_in_the_session_that_is_open()
    {
        await using var hood = await Start();
        var token = await hood.SignInByCode(Colleague);
        Assert.True(await IsIn(hood, token));
        await hood.Ask($$"""mutation { addCoordinator(input: { associationId: "{{hood.AssociationId}}", firstName: "Nadia", phone: "{{Colleague}}" }) { errors { code } } }""", Nadia);
        Assert.False(await IsIn(hood, token));
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_its_owner_is_told()
    {
        await using var hood = await Start();
        var (strong, _, codes) = await Enrols(hood, (await Password(hood, Nadia)).Token);
        Assert.All(codes, code => Assert.Matches("^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$", code));
        var hidden = await hood.Sql(db => db.RecoveryCodes.Select(c => c.Hash).ToListAsync());
        Assert.All(hidden, hash => Assert.Equal(32, hash.Length));
        Assert.Null(Refused(await Proves(hood, (await Password(hood, Nadia)).Token, codes[3].ToLowerInvariant())));
        Assert.Equal("WRONG_CODE", Refused(await Proves(hood, (await Password(hood, Nadia)).Token, codes[3])));
        await hood.Settle();
        Assert.Contains("Il en reste 9", hood.Telephones.To(Nadia)[^1], StringComparison.Ordinal);

        // New ones end the old ones.
        var renewed = (await Does(hood, strong, "renewRecoveryCodes { recoveryCodes errors { code } }")).Texts("recoveryCodes");
        Assert.Equal("WRONG_CODE", Refused(await Proves(hood, (await Password(hood, Nadia)).Token, codes[4])));
        Assert.Null(Refused(await Proves(hood, (await Password(hood, Nadia)).Token, renewed[0])));
    }

    [Fact]
    public async Task Five_wrong_codes_and_it_rests_longer_each_time_whatever_the_password_forgives()
    {
        await using var hood = await Start();
        var (_, secret, _) = await Enrols(hood, (await Password(hood, Nadia)).Token);
        async Task<string?> Guess(string code) => Refused(await Proves(hood, (await Password(hood, Nadia)).Token, code));
        foreach (var minutes in new[] { 15, 30, 60 })
        {
            // 000000 is right once in 300,000 runs.
            for (var i = 0; i < 5; i++) Assert.Equal("WRONG_CODE", await Guess("000000"));
            Assert.Equal("TOO_MANY_ATTEMPTS", await Guess(hood.CodeOfApp(secret)));
            hood.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.Equal("TOO_MANY_ATTEMPTS", await Guess(hood.CodeOfApp(secret)));
            hood.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Null(await Guess(hood.CodeOfApp(secret)));
        await hood.Settle();
        Assert.Single(hood.Telephones.To(Nadia), text => text.Contains("cinq codes faux", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_colleague_resets_it_and_everybody_concerned_is_told()
    {
        await using var hood = await Start();
        await hood.HasAssociation("Entraide Batignolles", Elsewhere, Circle);
        var (lost, _, _) = await Enrols(hood, (await Password(hood, Nadia)).Token);
        var reset = $"resetSecondFactor(phone: \"{Nadia}\") {{ errors {{ code }} }}";
        // Not by oneself, not from elsewhere, not by who is no staff; and not an administrator's by a coordinator.
        Assert.Equal("NOT_FOUND", Refused(await Does(hood, lost, reset)));
        Assert.Equal("NOT_FOUND", Refused(await Does(hood, await hood.TokenOf(Elsewhere), reset)));
        Assert.Equal("FORBIDDEN", Refused(await Does(hood, await hood.SignInByCode("+33639984001"), reset)));
        Assert.Equal("NOT_FOUND", Refused(await Does(hood, lost, $"resetSecondFactor(phone: \"{Neighbourhood.AdministratorPhone}\") {{ errors {{ code }} }}")));
        Assert.True(await IsIn(hood, lost));

        await hood.Ask($$"""mutation { addCoordinator(input: { associationId: "{{hood.AssociationId}}", firstName: "Odile", phone: "{{Colleague}}" }) { errors { code } } }""", Neighbourhood.AdministratorPhone);
        hood.SignedOut(Neighbourhood.AdministratorPhone);
        Assert.Null(Refused(await Does(hood, await hood.TokenOf(Neighbourhood.AdministratorPhone), reset)));
        Assert.False(await IsIn(hood, lost));
        await hood.Settle();
        Assert.Contains("a été remise à zéro", hood.Telephones.To(Nadia)[^1], StringComparison.Ordinal);
        Assert.Contains("la seconde preuve de connexion de Nadia", hood.Telephones.To(Colleague)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(hood.Telephones.To(Elsewhere), text => text.Contains("Nadia", StringComparison.Ordinal));
        Assert.Equal("TO_ENROL", (await Password(hood, Nadia)).Status);
    }

    [Fact]
    public async Task What_changes_how_one_signs_in_wants_a_proof_of_the_last_quarter_of_an_hour()
    {
        await using var hood = await Start();
        var (strong, secret, _) = await Enrols(hood, (await Password(hood, Nadia)).Token);
        hood.Clock.Advance(TimeSpan.FromMinutes(16));
        string[] changes = ["enrolTotp", "askNewPasskey", "renewRecoveryCodes", "createApiToken(input: { name: \"x\", scopes: [READ], days: 1 })", $"resetSecondFactor(phone: \"{Colleague}\")"];
        foreach (var change in changes) Assert.Equal((change, "PROOF_TOO_OLD"), (change, Refused(await Does(hood, strong, change + " { errors { code } }"))));
        var again = (await Proves(hood, strong, hood.CodeOfApp(secret)))["session"].Text("accessToken");
        foreach (var change in changes[..^1]) Assert.Equal((change, null), (change, Refused(await Does(hood, again, change + " { errors { code } }"))));
    }

    [Fact]
    public async Task The_last_administrator_comes_back_by_the_command_line()
    {
        await using var hood = await Start();
        await hood.TokenOf(Neighbourhood.AdministratorPhone);
        Assert.Equal("TO_PROVE", (await Password(hood, Neighbourhood.AdministratorPhone)).Status);
        await using (var scope = hood.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ResetSecondFactor>().ByOperator(Neighbourhood.AdministratorPhone, TestContext.Current.CancellationToken);
        Assert.Equal("TO_ENROL", (await Password(hood, Neighbourhood.AdministratorPhone)).Status);
    }

    [Fact]
    public async Task Where_it_is_optional_whoever_has_one_is_still_asked_for_it()
    {
        await using var hood = await Neighbourhood.Start();
        var (token, status) = await Password(hood, Nadia);
        Assert.Equal("NOT_NEEDED", status);
        Assert.Null(Refused(await Does(hood, token, "changePolicy(input: { waveSize: 3 }) { errors { code } }")));
        await Enrols(hood, token);
        Assert.Equal("TO_PROVE", (await Password(hood, Nadia)).Status);
        // It is for staff; a volunteer has a telephone.
        Assert.Equal("FORBIDDEN", Refused(await Does(hood, await hood.SignInByCode("+33639984001"), "enrolTotp { errors { code } }")));
    }
}
