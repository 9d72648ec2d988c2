using System.CommandLine;
using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Associations;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Audits;

/// <summary>What was typed after "audit".</summary>
internal sealed record AuditArguments(string? Association, string? From, string? To, string? Export, string? File, bool English);

/// <summary>
/// The audit on the command line: of an association, from the database; or of an exported file, for an outsider who has nothing else.
/// Both print the same bytes.
/// </summary>
internal static class AuditCommand
{
    /// <param name="run">Does the work in a scope of the service's.</param>
    public static Command Of(Func<Func<IServiceProvider, CancellationToken, Task>, CancellationToken, Task<int>> run)
    {
        var association = new Option<string>("--association") { Description = "Its name or id." };
        var from = new Option<string>("--from") { Description = "First day, 2026-10-01." };
        var to = new Option<string>("--to") { Description = "Last day, 2026-10-31." };
        var export = new Option<string>("--export") { Description = "Write the anonymised rows to this file, as CSV." };
        var file = new Option<string>("--file") { Description = "Audit an exported file instead of the database." };
        var english = new Option<bool>("--english") { Description = "The report in English." };
        var command = new Command("audit", "Whom the service served in a period, and whom less.") { association, from, to, export, file, english };
        command.SetAction((parsed, cancel) => run(async (services, stop) =>
            Console.Out.Write(await Report(
                services,
                new(parsed.GetValue(association), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(export), parsed.GetValue(file), parsed.GetValue(english)),
                stop)), cancel));
        return command;
    }

    public static async Task<string> Report(IServiceProvider services, AuditArguments arguments, CancellationToken cancel)
    {
        var sheets = arguments.File is { } file ? AuditFile.Read(file) : await OfAssociation(services, arguments, cancel);
        if (arguments.Export is { } path) Export(sheets, path);
        return new AuditText(new(arguments.English ? English : French)).Of(PeriodAudit.Of(sheets, AuditFile.Seed));
    }

    private static async Task<AuditSheets> OfAssociation(IServiceProvider services, AuditArguments arguments, CancellationToken cancel)
    {
        if (arguments is not { Association: { } name, From: { } from, To: { } to })
            throw new CommandRefused("Say which association and period: --association NAME --from 2026-10-01 --to 2026-10-31; or --file FILE.");
        var association = await services.GetRequiredService<AppDb>().Named(name, cancel);
        return await services.GetRequiredService<ReadAudit>().Sheets(association, Day(from, "--from"), Day(to, "--to"), cancel);
    }

    private static LocalDate Day(string text, string option) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day }
        ? day
        : throw new CommandRefused($"{option} {text} is not a day like 2026-10-31.");

    private static void Export(AuditSheets sheets, string path)
    {
        try
        {
            using var text = new StreamWriter(path);
            AuditFile.Write(text, sheets);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefused($"{path} cannot be written: {e.Message}");
        }
    }
}
