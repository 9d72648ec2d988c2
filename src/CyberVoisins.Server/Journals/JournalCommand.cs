using System.CommandLine;
using System.Text;
using CyberVoisins.Core;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Associations;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Journals;

/// <summary>What was typed after "journal".</summary>
internal sealed record JournalArguments(string? Association, string? Export, string? File, string? Head);

/// <summary>Checks a chain of the journal: from the database, or from an exported file, for an outsider who has nothing else.</summary>
internal static class JournalCommand
{
    /// <param name="run">Does the work in a scope of the service's.</param>
    public static Command Of(Func<Func<IServiceProvider, CancellationToken, Task>, CancellationToken, Task<int>> run)
    {
        var association = new Option<string>("--association") { Description = "Its name or id; without it, the service's own chain." };
        var export = new Option<string>("--export") { Description = "Write the lines to this file, one after the other, as they were hashed." };
        var file = new Option<string>("--file") { Description = "Check an exported file instead of the database." };
        var head = new Option<string>("--head") { Description = "A hash that was written down earlier: it must be that of a line." };
        var command = new Command("journal", "Check that no line of a journal was changed, dropped or slipped in.") { association, export, file, head };
        command.SetAction((parsed, cancel) => run(async (services, stop) =>
            Console.Out.WriteLine(await Report(services, new(parsed.GetValue(association), parsed.GetValue(export), parsed.GetValue(file), parsed.GetValue(head)), stop)), cancel));
        return command;
    }

    /// <exception cref="CommandRefused">A broken chain, or a head that no line has.</exception>
    public static async Task<string> Report(IServiceProvider services, JournalArguments arguments, CancellationToken cancel)
    {
        try
        {
            return arguments.File is { } file ? OfFile(file, arguments.Head) : await OfDatabase(services, arguments, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefused($"The file cannot be read or written: {e.Message}");
        }
    }

    private static string OfFile(string path, string? head)
    {
        var check = new JournalCheck();
        // Bytes, and only the newline that the export wrote: a reader of lines would forgive what it should find.
        var text = new UTF8Encoding(false, throwOnInvalidBytes: false).GetString(System.IO.File.ReadAllBytes(path));
        var lines = text.Split('\n');
        foreach (var line in lines[..^1]) check.Add(line, head);
        if (lines[^1] != "") check.Break(check.Lines + 1);
        return Verdict(new(check.Lines, check.Head, check.FirstBroken), head, check.Found);
    }

    private static async Task<string> OfDatabase(IServiceProvider services, JournalArguments arguments, CancellationToken cancel)
    {
        var chain = arguments.Association is { } name ? (await services.GetRequiredService<AppDb>().Named(name, cancel)).Id : JournalLine.Service;
        await using var export = arguments.Export is { } path ? new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" } : null;
        int? found = null;
        var (count, head) = (0, arguments.Head);
        var verdict = await services.GetRequiredService<ReadJournal>().Check(chain, line =>
        {
            export?.WriteLine(line);
            count++;
            if (head is not null && JournalChain.HashOf(line) == head) found ??= count;
        }, cancel);
        return Verdict(verdict, head, found);
    }

    private static string Verdict(JournalVerdict verdict, string? head, int? found) => verdict switch
    {
        { FirstBroken: { } line } => throw new CommandRefused($"Line {line} is not as it was written, or the one before it is missing."),
        _ when head is not null && found is null => throw new CommandRefused($"None of the {verdict.Lines} lines has the hash {head}: what was written down is not this journal."),
        _ => $"{verdict.Lines} lines, each follows from the one before. Head: {verdict.Head}" + (found is { } at ? $"\nThe hash that was given is that of line {at}." : ""),
    };
}
