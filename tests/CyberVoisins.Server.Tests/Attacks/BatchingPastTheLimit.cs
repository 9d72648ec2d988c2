using CyberVoisins.Server.Tests.Story;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Many tries in one request: each is counted.</summary>
public sealed class BatchingPastTheLimit
{
    [Fact]
    public async Task Twenty_passwords_in_one_document_are_five()
    {
        await using var hood = await Neighbourhood.Start();
        var document = "mutation { " + string.Join(' ', Enumerable.Range(0, 20).Select(i => $$"""p{{i}}: signInWithPassword(input: { login: "{{Neighbourhood.CoordinatorPhone}}", password: "{{(i == 19 ? Neighbourhood.Password : $"pas la bonne, {i}")}}", mode: TOKEN }) { session { accessToken } errors { code } }""")) + " }";
        var codes = (await hood.SendAs(null, document))["data"]!.AsObject().Select(p => p.Value!["errors"]!.AsArray().FirstOrDefault()?.Text("code")).ToList();
        Assert.Equal([.. Enumerable.Repeat("WRONG_PASSWORD", 5), .. Enumerable.Repeat("TOO_MANY_ATTEMPTS", 15)], codes);
    }

    [Fact]
    public async Task Ten_codes_to_one_number_in_one_document_are_three()
    {
        await using var hood = await Neighbourhood.Start();
        var document = "mutation { " + string.Join(' ', Enumerable.Range(0, 10).Select(i => $$"""c{{i}}: requestSignInCode(input: { phone: "{{Neighbourhood.JeannesPhone}}" }) { errors { code } }""")) + " }";
        var sent = (await hood.SendAs(null, document))["data"]!.AsObject().Count(p => p.Value!["errors"]!.AsArray().Count == 0);
        Assert.Equal(3, sent);
    }

    [Fact]
    public async Task A_list_of_documents_is_refused()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        Assert.Equal("BATCHING_UNSUPPORTED", (await client.Sends(new[] { new { query = "{ me { signedIn } }" }, new { query = "{ me { signedIn } }" } })).Code);
    }
}
