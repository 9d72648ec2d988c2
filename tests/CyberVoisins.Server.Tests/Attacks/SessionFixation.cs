using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>A session that an attacker planted in somebody's browser is not that person's after they sign in.</summary>
public sealed class SessionFixation
{
    private const string Attacker = "+33639984001", Victim = "+33639984002";

    [Fact]
    public async Task Each_proof_opens_a_new_session_and_ends_the_one_before()
    {
        await using var hood = await Neighbourhood.Start();
        async Task<string> SignsIn(string phone, string? cookie)
        {
            using var client = hood.Client();
            var headers = cookie is null ? [] : new[] { ("Cookie", cookie), ("GraphQL-Preflight", "1") };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { query = $$"""mutation { signInWithCode(input: { phone: "{{phone}}", code: "{{await hood.AsksForCode(phone)}}" }) { errors { code } } }""" }),
            };
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await client.SendAsync(request, Attacking.Cancel);
            return answer.Headers.GetValues("Set-Cookie").Last().Split(';')[0];
        }
        async Task<bool> IsIn(string cookie)
        {
            using var client = hood.Client();
            return (await client.Sends(new { query = "{ me { signedIn } }" }, ("Cookie", cookie), ("GraphQL-Preflight", "1"))).Json!["data"]!["me"]!["signedIn"]!.GetValue<bool>();
        }
        var planted = await SignsIn(Attacker, null);
        Assert.True(await IsIn(planted));
        var own = await SignsIn(Victim, planted);
        Assert.NotEqual(planted, own);
        Assert.True(await IsIn(own));
        Assert.False(await IsIn(planted));
    }
}
