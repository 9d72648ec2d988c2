using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace CyberVoisins.Server.Tests;

/// <summary>The real process: what an operator sees at the first start, at the second, and when something is wrong.</summary>
public sealed class Starting
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_development_the_newcomer_finds_everything_and_a_second_start_keeps_it()
    {
        await using var database = await TestDatabase.Create();
        await using (var first = RunningServer.Start(database.Settings, "Development"))
        {
            using var client = await first.Ready();
            Assert.Equal("Healthy", (await Get(client, "/health/ready"))["status"]!.GetValue<string>());
            foreach (var page in new[] { "/dev/phone", "/graphql/ide" })
            {
                using var answer = await client.GetAsync(page, Cancel);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            }
            Assert.Equal(2, await Associations(client));
            Assert.NotNull((await Ask(client, "{ __schema { queryType { name } } }"))["data"]);
            using var asked = await client.PostAsJsonAsync("/dev/phone/ask", new { }, Cancel);
            using var moved = await client.PostAsJsonAsync("/dev/clock", new { minutes = 60 }, Cancel);
            Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (asked.StatusCode, moved.StatusCode));
            Assert.Equal(0, await first.Stop());
            var url = client.BaseAddress!.ToString().TrimEnd('/');
            foreach (var told in new[] { $"{url}/graphql", $"{url}/graphql/ide", $"{url}/dev/phone", $"{url}/health/ready", "+33639980002", "bonjour-les-voisins", database.Folder })
                Assert.Contains(told, first.Output, StringComparison.Ordinal);
        }

        await using var second = RunningServer.Start(database.Settings, "Development");
        using var again = await second.Ready();
        Assert.Equal(2, await Associations(again));
        Assert.Contains("Jeanne", (await Get(again, "/dev/phone/state")).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, await second.Stop());
    }

    [Fact]
    public async Task In_production_there_are_no_demo_people_and_no_tools_of_development()
    {
        await using var database = await TestDatabase.Create();
        await using var server = RunningServer.Start(database.Settings);
        using var client = await server.Ready();
        Assert.Equal("Healthy", (await Get(client, "/health/ready"))["status"]!.GetValue<string>());
        using var live = await client.GetAsync("/health/live", Cancel);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        foreach (var absent in new[] { "/dev/phone", "/dev/phone/state", "/graphql/ide", "/graphql/ide/graphiql.min.js" })
        {
            using var answer = await client.GetAsync(absent, Cancel);
            Assert.Equal((absent, HttpStatusCode.NotFound), (absent, answer.StatusCode));
        }
        foreach (var absent in new[] { "/dev/clock", "/dev/phone/ask", "/dev/phone/answer" })
        {
            using var answer = await client.PostAsJsonAsync(absent, new { minutes = 60, from = "+33639980010", body = "OUI" }, Cancel);
            Assert.Equal((absent, HttpStatusCode.NotFound), (absent, answer.StatusCode));
        }
        Assert.Equal("INTROSPECTION_DISABLED", (await Ask(client, "{ __schema { queryType { name } } }"))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>());
        Assert.Equal(0, await Associations(client));
        Assert.Equal("WRONG_PASSWORD", await Refused(client, "signInWithPassword", """login: "+33639980002", password: "bonjour-les-voisins" """));
        // Nobody answers the numbers of fiction: an SMS to one is money lost.
        Assert.Equal("INVALID_PHONE", await Refused(client, "requestSignInCode", """phone: "+33639980002" """));
        Assert.Equal(0, await server.Stop());
        Assert.DoesNotContain("demo", server.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("bonjour-les-voisins", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_prints_the_committed_schema_and_nothing_else()
    {
        await using var database = await TestDatabase.Create();
        await using var server = RunningServer.Start(database.Settings, arguments: "print-schema");
        var (code, output, errors) = await server.Ended();
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Server, "Api", "schema.graphql"), Cancel), output + "\n");
    }

    [Fact]
    public async Task An_administrator_may_be_made_before_the_first_start()
    {
        await using var database = await TestDatabase.Create();
        foreach (var password in new[] { "deux chats sur le toit", "trois chats sur le toit" })
        {
            await using var command = RunningServer.Start([.. database.Settings, KeyValuePair.Create("Phones:AllowFictional", "true")], arguments: ["create-administrator", "--phone", "+33639980001"]);
            await command.Types(password);
            Assert.Equal((0, "", "Password: "), await command.Ended());
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("127.0.0.1, 10.0.0.0/24", true)]
    public async Task Behind_a_known_proxy_each_visitor_has_limits_of_their_own(string known, bool believed)
    {
        await using var database = await TestDatabase.Create();
        await using var server = RunningServer.Start([.. database.Settings, KeyValuePair.Create("Phones:AllowFictional", "true"), KeyValuePair.Create("Proxies:Known", known),
            // Said to a service that knows no proxy, it would believe everybody.
            KeyValuePair.Create("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")]);
        using var client = await server.Ready();
        var phone = 0;
        async Task<string> Code(string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = JsonContent.Create(new { query = $$"""mutation { requestSignInCode(input: { phone: "+3363998{{1_000 + phone++}}" }) { errors { code } } }""" }),
            };
            request.Headers.Add("X-Forwarded-For", from);
            using var answer = await client.SendAsync(request, Cancel);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["data"]!["requestSignInCode"]!["errors"]!.AsArray().FirstOrDefault()?["code"]!.GetValue<string>() ?? "sent";
        }

        for (var i = 0; i < 20; i++) Assert.Equal("sent", await Code("203.0.113.9"));
        Assert.Equal("TOO_MANY_ATTEMPTS", await Code("203.0.113.9"));
        // Somebody else behind the proxy; what the visitor wrote stands left of what the proxy saw.
        Assert.Equal(believed ? "sent" : "TOO_MANY_ATTEMPTS", await Code("203.0.113.10"));
        Assert.Equal("TOO_MANY_ATTEMPTS", await Code("198.51.100.7, 203.0.113.9"));
        Assert.Equal("TOO_MANY_ATTEMPTS", await Code("198.51.100.8, 203.0.113.9, 10.0.0.3"));
        Assert.Equal(0, await server.Stop());
    }

    [Theory]
    [InlineData("an unknown provider", "Database:Provider is \"ORACLE\": use Sqlite or Postgres.", "Database:Provider=Oracle")]
    [InlineData("PostgreSQL without an address", "Database:Provider is Postgres, but ConnectionStrings:Database is empty.", "Database:Provider=Postgres")]
    [InlineData("a bad connection string", "ConnectionStrings:Database cannot be read", "Database:Provider=Postgres", "ConnectionStrings:Database=hunter2")]
    [InlineData("a bad connection string of SQLite", "ConnectionStrings:Database cannot be read", "ConnectionStrings:Database=hunter2")]
    [InlineData("a bad number in a connection string", "ConnectionStrings:Database cannot be read", "Database:Provider=Postgres", "ConnectionStrings:Database=Host=127.0.0.1;Port=hunter2")]
    [InlineData("PostgreSQL that is not there", "PostgreSQL does not answer: check ConnectionStrings:Database.", "Database:Provider=Postgres", "ConnectionStrings:Database=Host=127.0.0.1;Port=1;Username=x;Password=hunter2")]
    [InlineData("PostgreSQL that is deaf", "PostgreSQL does not answer: check ConnectionStrings:Database.", "Database:Provider=Postgres", "ConnectionStrings:Database=Host=127.0.0.1;Port=$TAKEN;Username=x;Password=hunter2;Timeout=1")]
    [InlineData("a bad Redis", "ConnectionStrings:Redis cannot be read", "ConnectionStrings:Redis=127.0.0.1:1,password=hunter2,foo=bar")]
    [InlineData("Twilio without a token", "Twilio is half configured: set Twilio:AuthToken", "Twilio:AccountSid=AC00000000000000000000000000000000")]
    [InlineData("Twilio without an account", "Twilio is half configured: set Twilio:AccountSid", "Twilio:AuthToken=hunter2")]
    [InlineData("Twilio without a sender", "Twilio is half configured: set Twilio:MessagingServiceSid or Twilio:From.", "Twilio:AccountSid=AC00000000000000000000000000000000", "Twilio:AuthToken=hunter2")]
    [InlineData("Twilio without a way back", "Twilio is half configured: set PublicBaseUrl", "Twilio:AccountSid=AC00000000000000000000000000000000", "Twilio:AuthToken=hunter2", "Twilio:From=Voisins")]
    [InlineData("a proxy that is no address", "Proxies:Known has \"proxy.local\": write the addresses of your own proxies", "Proxies:Known=10.0.0.5, proxy.local")]
    [InlineData("proxies that are everybody", "Proxies:Known has \"0.0.0.0/0\": write the addresses of your own proxies", "Proxies:Known:0=0.0.0.0/0")]
    [InlineData("a taken port", "The address is already in use: stop the other program, or set Urls (ASPNETCORE_URLS) to another port.", "Urls=http://127.0.0.1:$TAKEN")]
    [InlineData("an address of another machine", "This machine does not have the address to listen on", "Urls=http://203.0.113.5:5080")]
    [InlineData("no address", "Urls (ASPNETCORE_URLS) cannot be read", "Urls=nonsense")]
    [InlineData("HTTPS without a certificate", "Urls (ASPNETCORE_URLS) cannot be served", "Urls=https://127.0.0.1:0")]
    [InlineData("a file where the folder should be", "The folder $FOLDER/file cannot be written: change its owner, or set Data:Folder (Data__Folder).", "Data:Folder=$FOLDER/file")]
    [InlineData("a folder under a file", "The folder $FOLDER/file/data cannot be written", "Data:Folder=$FOLDER/file/data")]
    [InlineData("a folder that nobody can write", "The folder /proc/cybervoisins cannot be written", "Data:Folder=/proc/cybervoisins")]
    [InlineData("a garbage database", "The database file is not a SQLite database, or is damaged", "Data:Folder=$FOLDER/garbage")]
    [InlineData("a folder where the database should be", "The database file cannot be written", "Data:Folder=$FOLDER/wrong")]
    [InlineData("an unknown word", "The configuration cannot be read: Failed to convert configuration value 'Sometimes' at 'Geocoding:Mode'", "Geocoding:Mode=Sometimes")]
    [InlineData("a setting out of bounds", "The configuration cannot be used: ", "Geocoding:AttemptSeconds=100")]
    [InlineData("neither yes nor no", "The configuration cannot be read: Failed to convert configuration value 'perhaps' at 'Phones:AllowFictional'", "Phones:AllowFictional=perhaps")]
    public async Task What_is_wrong_is_one_sentence(string name, string sentence, params string[] settings)
    {
        using var folder = new Mess();
        await using var server = RunningServer.Start([KeyValuePair.Create("Data:Folder", folder.Path), .. settings.Select(s => folder.Fill(s).Split('=', 2)).Select(s => KeyValuePair.Create(s[0], s[1]))]);
        AssertOneSentence(name, folder.Fill(sentence), await server.Ended());
    }

    [Fact]
    public async Task A_settings_file_that_cannot_be_read_is_one_sentence()
    {
        using var folder = new Mess();
        var app = Directory.CreateDirectory(Path.Combine(folder.Path, "app")).FullName;
        foreach (var entry in new DirectoryInfo(RunningServer.Folder).EnumerateFileSystemInfos())
            // The program's own files say where it lives: the others may be links.
            if (entry.Name.StartsWith("CyberVoisins.Server.", StringComparison.Ordinal)) File.Copy(entry.FullName, Path.Combine(app, entry.Name));
            else if (entry.Name == "appsettings.json") await File.WriteAllTextAsync(Path.Combine(app, entry.Name), "{ \"Urls\": ", Cancel);
            else File.CreateSymbolicLink(Path.Combine(app, entry.Name), entry.FullName);
        await using var server = RunningServer.Start([KeyValuePair.Create("Data:Folder", folder.Path)], folder: app);
        AssertOneSentence("a broken file", $"The configuration cannot be read: Failed to load configuration from file '{app}/appsettings.json'.", await server.Ended());
    }

    private static void AssertOneSentence(string name, string sentence, (int ExitCode, string Output, string Errors) ended)
    {
        Assert.Equal((name, 1), (name, ended.ExitCode));
        Assert.StartsWith(sentence, ended.Errors, StringComparison.Ordinal);
        Assert.Equal(1, ended.Errors.Count(c => c == '\n'));
        Assert.DoesNotContain("   at ", ended.Errors + ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", ended.Errors + ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is ready", ended.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Get(HttpClient client, string path) => JsonNode.Parse(await client.GetStringAsync(path, Cancel))!;

    private static async Task<JsonNode> Ask(HttpClient client, string query)
    {
        using var answer = await client.PostAsJsonAsync("/graphql", new { query }, Cancel);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<int> Associations(HttpClient client) => (await Ask(client, "{ associations { nodes { id } } }"))["data"]!["associations"]!["nodes"]!.AsArray().Count;

    private static async Task<string> Refused(HttpClient client, string mutation, string input) =>
        (await Ask(client, $$"""mutation { {{mutation}}(input: { {{input}} }) { errors { code } } }"""))["data"]![mutation]!["errors"]![0]!["code"]!.GetValue<string>();

    /// <summary>A folder with what an operator may stumble over, and a port that somebody else listens on and never answers.</summary>
    private sealed class Mess : IDisposable
    {
        private readonly TcpListener _taken = new(IPAddress.Loopback, 0);

        public Mess()
        {
            _taken.Start();
            File.WriteAllText(System.IO.Path.Combine(Path, "file"), "");
            Directory.CreateDirectory(System.IO.Path.Combine(Path, "wrong", "cybervoisins.db"));
            File.WriteAllBytes(System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Path, "garbage")).FullName, "cybervoisins.db"), RandomNumberGenerator.GetBytes(5_000));
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("cv-mess-").FullName;

        public string Fill(string text) => text.Replace("$TAKEN", $"{((IPEndPoint)_taken.LocalEndpoint).Port}", StringComparison.Ordinal).Replace("$FOLDER", Path, StringComparison.Ordinal);

        public void Dispose()
        {
            _taken.Dispose();
            Directory.Delete(Path, recursive: true);
        }
    }
}
