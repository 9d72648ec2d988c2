using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FakeTwilio;

namespace CyberVoisins.Server.Tests.Twilio;

/// <summary>Twilio's own JavaScript (tests/twilio-js), asked by lines of JSON. Without Node, who asks is skipped.</summary>
internal static class TwilioJs
{
    private static readonly Lazy<Task> Installed = new(Install);

    private static string Folder => Path.Combine(Repository.Root, "tests", "twilio-js");

    /// <summary>Other cases at each run, the same ones with TEST_SEED; the output says which.</summary>
    public static Dice Dice()
    {
        var seed = Environment.GetEnvironmentVariable("TEST_SEED") is { Length: > 0 } given ? ulong.Parse(given, null) : BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        return new(seed);
    }

    /// <summary>One answer for each question, in order.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Ask(string script, IEnumerable<object> questions)
    {
        Assert.SkipUnless(IsThere("node") && IsThere("npm"), "Node.js is not installed: Twilio's own libraries cannot be asked.");
        await Installed.Value;
        var lines = await Run("node", [script], string.Concat(questions.Select(q => JsonSerializer.Serialize(q) + "\n")));
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")) || File.Exists(Path.Combine(folder, program + ".cmd")));

    /// <summary>Once for each package-lock.json: a run on another database may be using what is installed.</summary>
    private static async Task Install()
    {
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"))));
        var mark = Path.Combine(Folder, "node_modules", ".installed");
        await using var turn = await Turn();
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == wanted) return;
        await Run("npm", ["ci", "--no-audit", "--no-fund"], "");
        await File.WriteAllTextAsync(mark, wanted);
    }

    private static async Task<FileStream> Turn()
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts")).FullName, "twilio-js.lock");
        while (true)
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(100); // another process installs, in real time
            }
    }

    private static async Task<string> Run(string program, IEnumerable<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), StandardOutputEncoding = Encoding.UTF8,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await error}{await output}");
    }
}
