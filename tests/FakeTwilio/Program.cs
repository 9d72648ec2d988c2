namespace FakeTwilio;

/// <summary>
/// The fake by itself: dotnet run --project tests/FakeTwilio -- --urls http://127.0.0.1:5090 --public http://localhost:5000
/// --callbacks http://127.0.0.1:5000 [--account AC…] [--token …] [--from +33…]
/// </summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        var defaults = new TwilioServerOptions();
        var service = given["public"]?.TrimEnd('/') ?? "http://127.0.0.1:5000";
        await using var server = await TwilioServer.Start(new()
        {
            Url = given["urls"] ?? "http://127.0.0.1:5090",
            PublicBaseUrl = service,
            AccountSid = given["account"] ?? defaults.AccountSid,
            AuthToken = given["token"] ?? defaults.AuthToken,
            Numbers = given["from"] is { } from ? [from] : defaults.Numbers,
            StepDelay = TimeSpan.FromSeconds(1),
        });
        server.Connect(null, new Uri(given["callbacks"] ?? service));
        await Console.Out.WriteLineAsync($"Fake Twilio at {server.Url}: Twilio:AccountSid={server.Options.AccountSid} Twilio:AuthToken={server.Options.AuthToken} Twilio:From={server.Options.Numbers[0]}");
        await server.Ended();
    }
}
