using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Who has an account, who is helped, who helps: no door tells.</summary>
public sealed class Enumeration
{
    [Fact]
    public async Task Every_door_answers_a_known_and_an_unknown_number_the_same()
    {
        await using var hood = await Neighbourhood.Start(secondFactor: "Required");
        await hood.TokenOf(Neighbourhood.CoordinatorPhone);
        await hood.AsksForJeanne();
        string[] numbers = [Neighbourhood.CoordinatorPhone, Neighbourhood.AdministratorPhone, Neighbourhood.JeannesPhone, "+33639987777"];
        string[] doors =
        [
            """mutation { signInWithPassword(input: { login: "$", password: "pas la bonne phrase" }) { session { accessToken } errors { code message field } } }""",
            """mutation { signInWithCode(input: { phone: "$", code: "000000" }) { session { accessToken } errors { code message field } } }""",
            """mutation { requestSignInCode(input: { phone: "$" }) { sent { expiresAt } errors { code message field } } }""",
        ];
        foreach (var door in doors)
        {
            var answers = new List<string>();
            foreach (var number in numbers) answers.Add((await hood.SendAs(null, door.Replace("$", number, StringComparison.Ordinal))).ToJsonString());
            Assert.Single(answers.Distinct());
        }
        // A passkey's question names nobody's keys to who has shown no password.
        Assert.DoesNotContain("allowCredentials\\\":[{", (await hood.SendAs(null, "mutation { askPasskey { question { options } } }")).ToJsonString(), StringComparison.Ordinal);
        // And a colleague's number, an association's, a resident's: not found, one and all.
        foreach (var number in numbers[1..])
            Assert.Equal((number, "NOT_FOUND"), (number, await hood.Code($$"""mutation { resetSecondFactor(phone: "{{number}}") { errors { code } } }""", Neighbourhood.CoordinatorPhone)));
    }
}
