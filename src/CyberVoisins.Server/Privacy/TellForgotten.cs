using System.Globalization;
using CyberVoisins.Core.Trust;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;

namespace CyberVoisins.Server.Privacy;

/// <summary>The proof of a retention: what a round forgot stands in the service's journal, as a figure.</summary>
internal sealed class TellForgotten(Journal journal, Transactions transactions)
{
    /// <param name="what">"texts", "snapshots"…: the kinds of docs/privacy/retention.md.</param>
    public async Task<int> Run(string what, int rows, CancellationToken cancel)
    {
        if (rows == 0) return 0;
        await transactions.Run(() =>
        {
            journal.Add(JournalLine.Service, $"forget {what}", [], facts: new Dictionary<string, string> { ["rows"] = rows.ToString(CultureInfo.InvariantCulture) }, actor: JournalActor.Service);
            return Task.CompletedTask;
        }, cancel, ring: false);
        return rows;
    }
}
