using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Accounts;

/// <summary>An account elsewhere, linked while signed in, opens the one here; it makes none, and is half of what staff must show.</summary>
public sealed class ComingFromElsewhere
{
    private const string Nadia = Neighbourhood.CoordinatorPhone, Amina = "+33639984001";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Neighbourhood> Start(FakeProvider provider) => Neighbourhood.Start(settings: new()
    {
        ["Accounts:OpenIdConnect:Authority"] = provider.Url, ["Accounts:OpenIdConnect:ClientId"] = FakeProvider.ClientId, ["Accounts:OpenIdConnect:ClientSecret"] = FakeProvider.ClientSecret, ["Accounts:OpenIdConnect:Name"] = "Le compte de la mairie",
    });

    /// <summary>Somebody's browser: it keeps cookies and follows where it is sent, here and at the provider.</summary>
    private sealed class Browser(Neighbourhood hood)
    {
        private readonly Dictionary<string, string> _cookies = [];

        public async Task<string> Goes(string path)
        {
            for (var url = path; ;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url.Replace(Neighbourhood.PublicUrl, "", StringComparison.Ordinal));
                using var client = url.StartsWith("http://127.0.0.1", StringComparison.Ordinal) ? new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) : hood.Client();
                if (client.BaseAddress is not null) request.Headers.TryAddWithoutValidation("Cookie", Jar);
                using var answer = await client.SendAsync(request, Cancel);
                if (client.BaseAddress is not null) Keep(answer);
                if (answer.Headers.Location is not { } next) return url;
                url = next.ToString();
            }
        }

        public async Task<JsonNode> Asks(string query)
        {
            using var client = hood.Client();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
            request.Headers.TryAddWithoutValidation("Cookie", Jar);
            request.Headers.Add("GraphQL-Preflight", "1");
            using var answer = await client.SendAsync(request, Cancel);
            Keep(answer);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["data"]!;
        }

        public async Task SignsInByCode(string phone) => await Asks($$"""mutation { signInWithCode(input: { phone: "{{phone}}", code: "{{await hood.AsksForCode(phone)}}" }) { errors { code } } }""");

        public async Task<string> Links() => await Goes((await Asks("mutation { linkElsewhere { leaveFor { url } errors { code } } }"))["linkElsewhere"]!["leaveFor"].Text("url"));

        public async Task<string> Me() => (await Asks("{ me { signedIn coordinatorOf secondFactor } }"))["me"]!.ToJsonString();

        private string Jar => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

        private void Keep(HttpResponseMessage answer)
        {
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                var pair = set.Split(';')[0].Split('=', 2);
                if (pair[1].Length == 0) _cookies.Remove(pair[0]);
                else _cookies[pair[0]] = pair[1];
            }
        }
    }

    [Fact]
    public async Task A_link_made_while_signed_in_opens_that_account_and_no_other()
    {
        await using var provider = await FakeProvider.Start();
        await using var hood = await Start(provider);
        // Nobody is linked yet: nothing opens, and no account is made.
        var accounts = await hood.Sql(db => db.Users.CountAsync());
        Assert.Equal("/compte?ailleurs=inconnu", await new Browser(hood).Goes("/compte/ailleurs"));
        Assert.Equal(accounts, await hood.Sql(db => db.Users.CountAsync()));

        var amina = new Browser(hood);
        await amina.SignsInByCode(Amina);
        Assert.Equal("/compte?ailleurs=relie", await amina.Links());
        var elsewhere = new Browser(hood);
        Assert.Equal("/compte", await elsewhere.Goes("/compte/ailleurs"));
        Assert.Contains("\"signedIn\":true", await elsewhere.Me(), StringComparison.Ordinal);
        Assert.Equal("Le compte de la mairie", (await elsewhere.Asks("{ accountSecurity { elsewhere linkedElsewhere } }"))["accountSecurity"].Text("elsewhere"));
        // The same account elsewhere is not linked to a second person; another's opens nothing.
        var other = new Browser(hood);
        await other.SignsInByCode("+33639984002");
        Assert.Equal("/compte?ailleurs=deja", await other.Links());
        provider.Subject = "somebody-else";
        Assert.Equal("/compte?ailleurs=inconnu", await new Browser(hood).Goes("/compte/ailleurs"));

        provider.Subject = "nadia-la-bas";
        await amina.Asks("mutation { unlinkElsewhere { errors { code } } }");
        Assert.Equal("/compte?ailleurs=inconnu", await new Browser(hood).Goes("/compte/ailleurs"));
    }

    [Fact]
    public async Task What_is_forged_or_begun_by_another_session_links_nothing()
    {
        await using var provider = await FakeProvider.Start();
        await using var hood = await Start(provider);
        var amina = new Browser(hood);
        Assert.Equal("/compte?ailleurs=echec", await amina.Goes("/compte/ailleurs?ticket=invented"));
        Assert.Equal("/compte?ailleurs=echec", await amina.Goes("/compte/retour?code=invented&state=invented"));
        await amina.SignsInByCode(Amina);
        var url = (await amina.Asks("mutation { linkElsewhere { leaveFor { url } } }"))["linkElsewhere"]!["leaveFor"].Text("url");
        // The session that asked is over.
        await amina.Asks("mutation { signOut { errors { code } } }");
        Assert.Equal("/compte?ailleurs=echec", await amina.Goes(url));
        // A token of another issuer.
        await amina.SignsInByCode(Amina);
        provider.Issuer = "https://attacker.example";
        Assert.Equal("/compte?ailleurs=echec", await amina.Links());
        Assert.Equal(0, await hood.Sql(db => db.UserLogins.CountAsync()));
    }

    [Fact]
    public async Task For_staff_it_stands_for_the_password_alone()
    {
        await using var provider = await FakeProvider.Start();
        await using var hood = await Start(provider);
        var nadia = new Browser(hood);
        await nadia.Asks($$"""mutation { signInWithPassword(input: { login: "{{Nadia}}", password: "{{Neighbourhood.Password}}" }) { errors { code } } }""");
        Assert.Equal("/compte?ailleurs=relie", await nadia.Links());
        var secret = (await nadia.Asks("mutation { enrolTotp { enrolment { secret } } }"))["enrolTotp"]!["enrolment"].Text("secret");
        await nadia.Asks($$"""mutation { confirmTotp(input: { code: "{{hood.CodeOfApp(secret)}}" }) { errors { code } } }""");
        var elsewhere = new Browser(hood);
        await elsewhere.Goes("/compte/ailleurs");
        Assert.Equal("""{"signedIn":false,"coordinatorOf":null,"secondFactor":"TO_PROVE"}""", await elsewhere.Me());
    }
}
