using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>One neighbourhood for the whole table: what is refused leaves no trace, so no row disturbs another.</summary>
public sealed class RefusingHood : IAsyncLifetime
{
    internal Neighbourhood Hood { get; private set; } = null!;
    internal string ResidentPhone { get; } = "+33639985100";
    internal string Volunteer { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Hood = await Neighbourhood.Start();
        await Hood.HasVolunteer("Amina");
        Volunteer = (await Hood.Coordinator("{ volunteers { nodes { id } } }"))["volunteers"]!["nodes"]![0]!["id"]!.GetValue<string>();
        // Signing in writes; afterwards only what is asked could.
        foreach (var phone in new[] { Neighbourhood.AdministratorPhone, Neighbourhood.CoordinatorPhone, ResidentPhone })
            await Hood.Ask("{ me { signedIn } }", phone);
    }

    public ValueTask DisposeAsync() => Hood.DisposeAsync();
}

/// <summary>What people, programs and attackers get wrong: each has its code and its sentence, in French and in English, and writes nothing.</summary>
public sealed class BadInput(RefusingHood world) : IClassFixture<RefusingHood>
{
    [Theory]
    [MemberData(nameof(BadInputTable.Names), MemberType = typeof(BadInputTable))]
    public async Task Is_refused_with_its_code_and_its_sentence(string name)
    {
        var row = BadInputTable.Rows[name];
        var before = await world.Hood.Rows();
        foreach (var (language, sentence) in new[] { ("fr", row.French), ("en", row.English) })
        {
            var answer = await world.Hood.Send(
                row.Document.Replace("$ASSOCIATION", world.Hood.AssociationId, StringComparison.Ordinal).Replace("$VOLUNTEER", world.Volunteer, StringComparison.Ordinal),
                PhoneOf(row.As), language, row.Variables);
            var (code, message, field, suggestions) = ErrorOf(answer);
            Assert.Equal((row.Code, row.Field), (code, field));
            Assert.StartsWith(sentence, message, StringComparison.Ordinal);
            Assert.Contains(row.Suggestion, suggestions, StringComparison.Ordinal);
        }
        Assert.Equal(before, await world.Hood.Rows());
    }

    [Theory]
    [InlineData("Mon téléphone ne sonne plus 📵😢, aidez-moi 👩‍🦳")]
    [InlineData("می‌خواهم ایمیل بفرستم")] // Persian is written with zero-width non-joiners
    [InlineData("«\u00A0Ça ne marche pas\u00A0» : l'écran dit 50 % & plus…")]
    [InlineData("Où est l'icône ? Ça m’énerve — vraiment ; {0} %s $1 \\n ' OR 1=1 --")]
    public async Task What_people_really_write_is_taken(string sentence)
    {
        var answer = await world.Hood.Send(BadInputTable.Ask(sentence: "$s", head: "mutation($s: String!)"), Neighbourhood.CoordinatorPhone, variables: JsonSerializer.Serialize(new { s = sentence }));
        Assert.Empty(answer["data"]!["askForHelp"]!["errors"]!.AsArray());
        var id = answer["data"]!["askForHelp"]!["helpRequest"]!["id"]!.GetValue<string>();
        Assert.Equal(sentence, (await world.Hood.Coordinator($$"""{ helpRequest(id: "{{id}}") { sentence } }"""))["helpRequest"]!["sentence"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("POST", "application/json", "{ \"query\": ", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("POST", "application/json", "", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("POST", "application/json", "\"{ me { signedIn } }\"", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("POST", "application/json", "{ \"query\": 1 }", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("POST", "application/json", "{ \"query\": \"{ me { signedIn } }\", \"variables\": [] }", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("POST", "application/json", "{ \"query\": \"{ me \\ud800 { signedIn } }\" }", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("POST", "application/json", "[{ \"query\": \"{ me { signedIn } }\" }]", HttpStatusCode.BadRequest, "BATCHING_UNSUPPORTED")]
    [InlineData("POST", "text/plain", "{ \"query\": \"{ me { signedIn } }\" }", HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData("POST", "application/x-www-form-urlencoded", "query={me{signedIn}}", HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData("POST", "multipart/form-data", "{}", HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE")]
    [InlineData("GET", "?query=mutation%7BsignOut%7Bdone%7Bok%7D%7D%7D", "", HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED")]
    [InlineData("GET", "", "", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    public async Task A_request_that_is_not_one_keeps_its_status(string method, string typeOrQuery, string body, HttpStatusCode status, string code)
    {
        var before = await world.Hood.Rows();
        using var client = world.Hood.Client();
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        if (method == "POST") content.Headers.TryAddWithoutValidation("Content-Type", typeOrQuery);
        using var response = method == "POST" ? await client.PostAsync("/graphql", content, Cancel) : await client.GetAsync("/graphql" + typeOrQuery, Cancel);
        Assert.Equal(status, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["errors"]![0]!;
        Assert.Equal(code, error["extensions"]!["code"]!.GetValue<string>());
        Assert.NotEqual("", error["message"]!.GetValue<string>());
        Assert.Equal(before, await world.Hood.Rows());
    }

    [Fact]
    public async Task A_text_that_is_far_too_long_costs_no_time()
    {
        // 250 KB of emoji once took the square of their number to look at; a second is far above what one look takes.
        var emoji = string.Concat(Enumerable.Repeat("😀", 60_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answer = await world.Hood.Send(BadInputTable.Ask(sentence: "$s", head: "mutation Y($s: String!)"), Neighbourhood.CoordinatorPhone, variables: $$"""{"s":"{{emoji}}"}""");
        Assert.Equal("INVALID_TEXT", ErrorOf(answer).Code);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string? PhoneOf(Caller caller) => caller switch
    {
        Caller.Nobody => null,
        Caller.Resident => world.ResidentPhone,
        Caller.Coordinator => Neighbourhood.CoordinatorPhone,
        Caller.Administrator => Neighbourhood.AdministratorPhone,
    };

    /// <summary>The first error, of the document or of its first field's payload.</summary>
    internal static (string Code, string Message, string? Field, string Suggestions) ErrorOf(JsonNode answer)
    {
        if (answer["errors"]?[0] is { } error) return (error["extensions"]!["code"]!.GetValue<string>(), error["message"]!.GetValue<string>(), null, "");
        var payload = answer["data"]!.AsObject().First().Value!;
        var refused = payload["errors"]!.AsArray().FirstOrDefault() ?? throw new InvalidOperationException($"It was taken: {answer.ToJsonString()}");
        return (refused["code"]!.GetValue<string>(), refused["message"]!.GetValue<string>(), refused["field"]?.GetValue<string>(), refused["suggestions"]?.ToJsonString() ?? "");
    }
}
