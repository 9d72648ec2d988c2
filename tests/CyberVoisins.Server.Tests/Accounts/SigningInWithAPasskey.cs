using System.Text.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>Passkeys of coordinators: enough alone, because the device is unlocked by its owner; and after a password.</summary>
public sealed class SigningInWithAPasskey
{
    private const string Nadia = Neighbourhood.CoordinatorPhone;

    private static async Task<JsonNode> Does(Neighbourhood hood, string? token, string mutation) => (await hood.SendAs(token, $"mutation {{ did: {mutation} }}"))["data"]!["did"]!;

    private static string? Refused(JsonNode payload) => payload["errors"]!.AsArray().FirstOrDefault()?.Text("code");

    private static async Task<(string Id, string Options)> Asks(Neighbourhood hood, string? token, string mutation)
    {
        var question = (await Does(hood, token, mutation + " { question { id options } errors { code } }"))["question"]!;
        return (question.Text("id"), question.Text("options"));
    }

    private static Task<JsonNode> Answers(Neighbourhood hood, string? token, string question, string credential) =>
        Does(hood, token, $$"""signInWithPasskey(input: { questionId: "{{question}}", credential: {{JsonSerializer.Serialize(credential)}}, mode: TOKEN }) { session { accessToken secondFactor } errors { code } }""");

    private static async Task<JsonNode> Adds(Neighbourhood hood, string token, FakePasskey passkey, string name = "mon téléphone")
    {
        var (id, options) = await Asks(hood, token, "askNewPasskey");
        return await Does(hood, token, $$"""addPasskey(input: { questionId: "{{id}}", credential: {{JsonSerializer.Serialize(passkey.Create(options))}}, name: "{{name}}" }) { secondFactor { recoveryCodes session { accessToken } } errors { code } }""");
    }

    private static async Task<(Neighbourhood Hood, FakePasskey Passkey, string Token)> WithPasskey()
    {
        var hood = await Neighbourhood.Start(secondFactor: "Required");
        var password = (await Does(hood, null, $$"""signInWithPassword(input: { login: "{{Nadia}}", password: "{{Neighbourhood.Password}}", mode: TOKEN }) { session { accessToken } errors { code } }"""))["session"].Text("accessToken");
        var passkey = new FakePasskey(Neighbourhood.PublicUrl);
        var added = (await Adds(hood, password, passkey))["secondFactor"]!;
        Assert.Equal(10, added.Texts("recoveryCodes").Count);
        return (hood, passkey, added["session"].Text("accessToken"));
    }

    [Fact]
    public async Task It_is_enough_alone_and_each_question_is_answered_once()
    {
        var (hood, passkey, _) = await WithPasskey();
        await using var _1 = hood;
        var (id, options) = await Asks(hood, null, "askPasskey");
        var credential = passkey.Get(options);
        var session = (await Answers(hood, null, id, credential))["session"]!;
        Assert.Equal("PROVEN", session.Text("secondFactor"));
        Assert.Null(Refused(await Does(hood, session.Text("accessToken"), "changePolicy(input: { waveSize: 3 }) { errors { code } }")));
        Assert.Equal("PASSKEY_REFUSED", Refused(await Answers(hood, null, id, credential)));
        // The answer to one question is not the answer to another.
        var (other, _) = await Asks(hood, null, "askPasskey");
        Assert.Equal("PASSKEY_REFUSED", Refused(await Answers(hood, null, other, credential)));
    }

    [Fact]
    public async Task After_a_password_it_is_the_second_proof()
    {
        var (hood, passkey, _) = await WithPasskey();
        await using var _1 = hood;
        var waiting = (await Does(hood, null, $$"""signInWithPassword(input: { login: "{{Nadia}}", password: "{{Neighbourhood.Password}}", mode: TOKEN }) { session { accessToken secondFactor } errors { code } }"""))["session"]!;
        Assert.Equal("TO_PROVE", waiting.Text("secondFactor"));
        var (id, options) = await Asks(hood, waiting.Text("accessToken"), "askPasskey");
        Assert.Equal(passkey.Id, JsonNode.Parse(options)!["allowCredentials"]![0].Text("id"));
        Assert.Equal("PROVEN", (await Answers(hood, waiting.Text("accessToken"), id, passkey.Get(options)))["session"].Text("secondFactor"));
        // A question that was put to one person is not answered by another.
        (id, options) = await Asks(hood, null, "askPasskey");
        var again = (await Does(hood, null, $$"""signInWithPassword(input: { login: "{{Nadia}}", password: "{{Neighbourhood.Password}}", mode: TOKEN }) { session { accessToken } errors { code } }"""))["session"].Text("accessToken");
        Assert.Equal("PASSKEY_REFUSED", Refused(await Answers(hood, again, id, passkey.Get(options))));
    }

    [Theory]
    [InlineData("the page of an attacker")]
    [InlineData("a telephone left unlocked by nobody")]
    [InlineData("five minutes late")]
    [InlineData("the count of a copy")]
    [InlineData("another passkey")]
    [InlineData("no JSON")]
    public async Task What_does_not_fit_is_refused(string what)
    {
        var (hood, passkey, _) = await WithPasskey();
        await using var _1 = hood;
        if (what == "the count of a copy")
        {
            passkey.Count = 10;
            var (known, asked) = await Asks(hood, null, "askPasskey");
            Assert.Null(Refused(await Answers(hood, null, known, passkey.Get(asked))));
            passkey.Count = 5;
        }
        var (id, options) = await Asks(hood, null, "askPasskey");
        switch (what)
        {
            case "the page of an attacker": passkey.Origin = "https://test.example.attacker.example"; break;
            case "a telephone left unlocked by nobody": passkey.Unlocked = false; break;
            case "five minutes late": hood.Clock.Advance(TimeSpan.FromMinutes(5)); break;
            case "another passkey": passkey = new FakePasskey(Neighbourhood.PublicUrl); break;
        }
        Assert.Equal("PASSKEY_REFUSED", Refused(await Answers(hood, null, id, what == "no JSON" ? "{" : passkey.Get(options))));
    }

    [Fact]
    public async Task One_that_was_not_unlocked_is_not_added()
    {
        var (hood, _, token) = await WithPasskey();
        await using var _1 = hood;
        Assert.Equal("PASSKEY_REFUSED", Refused(await Adds(hood, token, new FakePasskey(Neighbourhood.PublicUrl) { Unlocked = false })));
        Assert.Equal("PASSKEY_REFUSED", Refused(await Adds(hood, token, new FakePasskey("https://attacker.example"))));
    }

    [Fact]
    public async Task They_are_listed_by_name_and_taken_away_except_the_last_second_proof()
    {
        var (hood, passkey, token) = await WithPasskey();
        await using var _1 = hood;
        Assert.Equal("LAST_SECOND_FACTOR", Refused(await Does(hood, token, $$"""removePasskey(passkeyId: "{{passkey.Id}}") { errors { code } }""")));
        var second = new FakePasskey(Neighbourhood.PublicUrl);
        var added = (await Adds(hood, token, second, "la clé du bureau"))["secondFactor"]!;
        Assert.Null(added["recoveryCodes"]);
        token = added["session"].Text("accessToken");
        var security = (await hood.SendAs(token, "{ accountSecurity { password app recoveryCodesLeft passkeys { id name } } }"))["data"]!["accountSecurity"]!;
        Assert.Equal(["mon téléphone", "la clé du bureau"], security["passkeys"]!.AsArray().Select(p => p.Text("name")));
        Assert.Equal((true, false, 10), (security["password"]!.GetValue<bool>(), security["app"]!.GetValue<bool>(), security.Number("recoveryCodesLeft")));

        Assert.Null(Refused(await Does(hood, token, $$"""removePasskey(passkeyId: "{{passkey.Id}}") { errors { code } }""")));
        Assert.Equal("NOT_FOUND", Refused(await Does(hood, token, $$"""removePasskey(passkeyId: "{{passkey.Id}}") { errors { code } }""")));
        var (id, options) = await Asks(hood, null, "askPasskey");
        Assert.Equal("PASSKEY_REFUSED", Refused(await Answers(hood, null, id, passkey.Get(options))));
        (id, options) = await Asks(hood, null, "askPasskey");
        Assert.Null(Refused(await Answers(hood, null, id, second.Get(options))));
    }
}
