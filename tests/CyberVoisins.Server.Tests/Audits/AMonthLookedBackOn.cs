using System.Text.Json.Nodes;
using CyberVoisins.Server.Audits;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Audits;

/// <summary>Eight people of the 17th and six of Fourmies ask in November; only the 17th has volunteers, and one of its eight waits in vain.</summary>
internal sealed class AMonthLookedBackOn : IAsyncDisposable
{
    public const string Fourmies = "text: \"59610 Fourmies\"";

    private AMonthLookedBackOn(Neighbourhood hood) => Hood = hood;

    public Neighbourhood Hood { get; }

    /// <summary>It is the 20th of December when it starts.</summary>
    public static async Task<AMonthLookedBackOn> Start()
    {
        var hood = await Neighbourhood.Start("{ waveSize: 1 }", territory: """{ communeCodes: ["75117", "92024", "92044", "59249"] }""", adjust: builder =>
        {
            var folder = builder.Configuration["Data:Folder"]!;
            var grid = Path.Combine(folder, "grille.csv");
            // Of the two, INSEE's grid has Paris, which it does not divide; Fourmies is left unknown.
            File.WriteAllText(grid, "CODGEO;DENS7\n75056;1\n59392;2\n");
            DensityImport.Run(grid, folder);
        });
        var month = new AMonthLookedBackOn(hood);
        await hood.HasVolunteer("Amina", minutesPerMonth: 600);
        await hood.HasVolunteer("Bruno", minutesPerMonth: 600, metresAway: 900);
        for (var i = 0; i < 8; i++) await month.SomebodyOfThe17th(i, saysYes: i < 7);
        for (var i = 0; i < 6; i++) await month.Asks($"Gisèle{i}", $"+3363998720{i}", Fourmies);
        await hood.PassesUntil("2026-11-28T10:00:00+01:00");
        foreach (var visit in (await hood.Coordinator("{ visits(first: 100) { nodes { id } } }"))["visits"]!["nodes"]!.AsArray())
            await hood.OnVisit($$"""reportVisit(input: { visitId: "{{visit.Text("id")}}", outcome: HAPPENED })""");
        await hood.PassesUntil("2026-12-20T10:00:00+01:00");
        return month;
    }

    public Task<JsonNode> Audit(string fields, string phone = Neighbourhood.CoordinatorPhone, string period = """from: "2026-11-01", to: "2026-11-30" """, string association = "") =>
        Hood.Ask($$"""{ audit(input: { {{period}} {{association}} }) { {{fields}} } }""", phone);

    /// <summary>What the command prints.</summary>
    public async Task<string> Command(AuditArguments arguments)
    {
        await using var scope = Hood.Services.CreateAsyncScope();
        return await AuditCommand.Report(scope.ServiceProvider, arguments, TestContext.Current.CancellationToken);
    }

    private async Task SomebodyOfThe17th(int number, bool saysYes)
    {
        var request = (await Asks($"Jeanne{number}", $"+3363998710{number}", $"text: \"12 rue de Saussure, 75017 Paris\", {Hood.Center}")).Text("id");
        var offer = (await Hood.Coordinator($$"""{ helpRequest(id: "{{request}}") { offers { code volunteer { phone } } } }"""))["helpRequest"]!["offers"]!.AsArray().Single()!;
        await Hood.Writes(offer["volunteer"].Text("phone"), $"{(saysYes ? "OUI" : "NON")} {offer.Text("code")}");
    }

    private async Task<JsonNode> Asks(string name, string phone, string address) =>
        (await Hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $$"""firstName: "{{name}}", phone: "{{phone}}", address: { {{address}} }""", "channel: PHONE")).Result;

    public ValueTask DisposeAsync() => Hood.DisposeAsync();
}
