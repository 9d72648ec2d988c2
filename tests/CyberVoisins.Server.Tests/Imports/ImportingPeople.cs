using System.Text.Json;
using System.Text.Json.Nodes;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Tests.Journals;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Imports;

/// <summary>An association brings the people whom it knows already: first it sees what would become of each line, then they are written down, once.</summary>
public sealed class ImportingPeople
{
    internal const string Residents = """
        Nom;Prénom;Téléphone;Adresse;Code postal;Commune
        Martin;Jeanne;06 39 98 50 00;12 rue de Saussure;75017;Paris
        Durand;Paul;01 99 00 12 34;;75017;Paris
        Petit;Odile;pas de téléphone;;75017;Paris
        Grand;Luc;06 39 98 50 03;;59440;Avesnes-sur-Helpe
        """;

    private const string Offer = """, "offer": { "maxDistanceMetres": 2000, "categories": ["EMAIL", "INTERNET"], "availability": [{ "day": "MONDAY", "start": "09:00", "end": "12:00" }], "modes": ["AT_HOME"] }""";

    internal static async Task<JsonNode> Answer(Neighbourhood hood, string file, bool dryRun = false, string kind = "RESIDENTS", string rest = "", string who = Neighbourhood.CoordinatorPhone, string agreed = "PAPER")
    {
        var answer = await hood.Send("""
            mutation($input: ImportPeopleInput!) { importPeople(input: $input) { report { dryRun created alreadyThere refused columnsKept columnsNotKept lines { line firstName fate sameAsLine column code message suggestions residentId volunteerId } } errors { code message field } } }
            """, who, variables: $$$"""{"input":{"kind":"{{{kind}}}","file":{{{JsonSerializer.Serialize(file)}}},"dryRun":{{{(dryRun ? "true" : "false")}}},"source":"liste papier de 2024","agreed":"{{{agreed}}}","agreedOn":"2026-11-20"{{{rest}}} } }""");
        await hood.Settle();
        return answer["data"]?["importPeople"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    internal static async Task<JsonNode> Report(Neighbourhood hood, string file, bool dryRun = false, string kind = "RESIDENTS", string rest = "") =>
        await Answer(hood, file, dryRun, kind, rest) is var answer && answer["report"] is { } report ? report : throw new InvalidOperationException(answer.ToJsonString());

    internal static IReadOnlyList<string> Fates(JsonNode report) =>
        [.. report["lines"]!.AsArray().Select(l => $"{l!["line"]} {l.Text("firstName")} {l.Text("fate")}{(l["code"] is { } code ? $" {code} {l["column"]}" : "")}{(l["sameAsLine"] is { } same ? $" as {same}" : "")}")];

    private static readonly string[] Expected = ["2 Jeanne CREATED", "3 Paul CREATED", "4 Odile REFUSED INVALID_PHONE PHONE", "5 Luc REFUSED OUTSIDE_TERRITORY ADDRESS"];

    [Fact]
    public async Task A_dry_run_says_each_lines_fate_and_writes_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Coordinator("{ me { signedIn } }");
        var before = await hood.Rows();
        var report = await Report(hood, Files.Csv(Residents), dryRun: true);
        Assert.Equal(Expected, Fates(report));
        Assert.Equal((2, 0, 2), (report.Number("created"), report.Number("alreadyThere"), report.Number("refused")));
        Assert.Equal("Nom", report["columnsNotKept"]!.AsArray().Single()!.GetValue<string>());
        Assert.NotEqual("", report["lines"]![2].Text("message"));
        Assert.Equal(before, await hood.Rows());
    }

    [Fact]
    public async Task The_same_file_twice_makes_nobody_twice_and_writes_to_nobody()
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal(Expected, Fates(await Report(hood, Files.Csv(Residents))));
        var again = await Report(hood, Files.Csv(Residents));
        Assert.Equal((0, 2, 2), (again.Number("created"), again.Number("alreadyThere"), again.Number("refused")));
        Assert.Equal((2, 1), await hood.Sql(async db => (await db.Residents.CountAsync(), await db.PeopleImports.CountAsync())));
        Assert.Equal(0, await hood.Sql(db => db.Messages.CountAsync(m => m.Kind != MessageKind.SignInCode)));

        // Where it comes from is shown at the desk, told to the person, and in the journal.
        var jeanne = again["lines"]![0].Text("residentId");
        var page = (await hood.Coordinator($$"""{ resident(id: "{{jeanne}}") { phone canReceiveSms place { label communeCode } imported { source agreed agreedOn by } } residentData(residentId: "{{jeanne}}") { json } }"""));
        Assert.Equal((Neighbourhood.JeannesPhone, "75117"), (page["resident"].Text("phone"), page["resident"]!["place"].Text("communeCode")));
        Assert.Equal(("liste papier de 2024", "PAPER", "2026-11-20", "Nadia"), (page["resident"]!["imported"].Text("source"), page["resident"]!["imported"].Text("agreed"), page["resident"]!["imported"].Text("agreedOn"), page["resident"]!["imported"].Text("by")));
        Assert.Equal("liste papier de 2024", JsonNode.Parse(page["residentData"].Text("json"))!["imported"]![0].Text("source"));
        Assert.Contains(await TheJournal.Lines(hood, $", residentId: \"{jeanne}\""), l => l.Text("operation") == "importPeople" && l.Text("line").Contains("peopleImport:", StringComparison.Ordinal));
        // Whoever was imported asks as anybody else does.
        Assert.Equal("SEARCHING", (await hood.Coordinator($$"""mutation { askForHelp(input: { residentId: "{{jeanne}}", category: EMAIL, sentence: "Lire mes messages.", minutes: 30, modes: [BY_PHONE], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { helpRequest { state } errors { code } } }"""))["askForHelp"]!["helpRequest"].Text("state") is "ESCALATED" or "SEARCHING" ? "SEARCHING" : "");
    }

    [Fact]
    public async Task Somebody_known_already_is_left_as_they_are_and_a_household_may_share_a_telephone()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.AsksForJeanne();
        var report = await Report(hood, Files.Csv("prenom,telephone,adresse\njeanne,+33639985000,75017 Paris\nPaul,0639985000,75017 Paris\nPAUL,06.39.98.50.00,75017 Paris\n"));
        Assert.Equal(["2 jeanne ALREADY_THERE", "3 Paul CREATED", "4 PAUL ALREADY_THERE as 3"], Fates(report));
        Assert.Equal(["Paul", "Jeanne"], (await hood.Coordinator("{ residents { nodes { firstName } } }"))["residents"]!["nodes"]!.AsArray().Select(n => n.Text("firstName")));
    }

    [Fact]
    public async Task Volunteers_are_not_vouched_for_and_are_written_to_only_if_the_association_says_so()
    {
        await using var hood = await Neighbourhood.Start();
        const string File = "Prénom;Mobile;Ville;Code postal;Langue;km;minutes\nAmina;06 39 98 51 01;Paris;75017;ar;1,5;120\nBruno;06 39 98 51 02;Paris;75017;;;\nChloé;01 99 00 12 34;Paris;75017;;;\nDavid;06 39 98 51 04;Paris;75017;xx;;\nÉva;06 39 98 51 05;Paris;75017;;loin;\n";
        Assert.Equal("INVALID_LIST", (await Answer(hood, Files.Csv(File), kind: "VOLUNTEERS"))["errors"]![0].Text("code"));
        var report = await Report(hood, Files.Csv(File), kind: "VOLUNTEERS", rest: Offer);
        Assert.Equal(["2 Amina CREATED", "3 Bruno CREATED", "4 Chloé REFUSED MOBILE_NEEDED MOBILE", "5 David REFUSED UNKNOWN_LANGUAGE LANGUAGE", "6 Éva REFUSED INVALID_DISTANCE KILOMETRES"], Fates(report));
        var volunteers = (await hood.Coordinator("{ volunteers { nodes { firstName state level maxDistanceMetres minutesPerMonth languages categories imported { source } } } }"))["volunteers"]!["nodes"]!.AsArray();
        Assert.Equal(["Bruno REGISTERED  2000 60 fr", "Amina REGISTERED  1500 120 fr,ar"], volunteers.Select(v => $"{v.Text("firstName")} {v.Text("state")} {v!["level"]} {v["maxDistanceMetres"]} {v["minutesPerMonth"]} {string.Join(',', v.Texts("languages"))}"));
        Assert.Empty(hood.Telephones.To("+33639985101"));
        // The board is not filled with a whole file: who accepts the charter waits to be met, the association brings the others when it wishes.
        async Task<IEnumerable<string>> ToMeet() => (await hood.Coordinator("{ needsPerson { items { what who } } }"))["needsPerson"]!["items"]!.AsArray().Where(t => t.Text("what") == "TO_MEET").Select(t => t.Text("who"));
        Assert.Empty(await ToMeet());
        await hood.Sql(db => db.Volunteers.Where(v => v.Phone == new Core.Messages.PhoneNumber("+33639985102")).ExecuteUpdateAsync(set => set.SetProperty(v => v.CharterVersion, 1), TestContext.Current.CancellationToken));
        Assert.Equal(["Bruno, bénévole"], await ToMeet());

        var second = await Report(hood, Files.Csv("Prénom;Mobile;Ville\nAmina;0639985101;75017 Paris\nGil;0639985107;75017 Paris\n"), kind: "VOLUNTEERS", rest: $"{Offer}, \"askCharter\": true");
        Assert.Equal(["2 Amina ALREADY_THERE", "3 Gil CREATED"], Fates(second));
        await hood.PassesUntil("2026-11-24T12:00:00+01:00");
        Assert.Empty(hood.Telephones.To("+33639985101"));
        Assert.Single(hood.Telephones.To("+33639985107"));
    }

    [Fact]
    public async Task A_column_of_agreement_is_obeyed()
    {
        await using var hood = await Neighbourhood.Start();
        var report = await Report(hood, Files.Csv("prénom;tél;cp;ville;accord\nJeanne;0639985000;75017;Paris;oui\nPaul;0639985001;75017;Paris;12/11/2025\nLuce;0639985002;75017;Paris;non\nRose;0639985003;75017;Paris;\n"));
        Assert.Equal(["2 Jeanne CREATED", "3 Paul CREATED", "4 Luce REFUSED AGREEMENT_MISSING AGREEMENT", "5 Rose REFUSED AGREEMENT_MISSING AGREEMENT"], Fates(report));
        Assert.Equal("CHANNEL_NEEDED", (await Answer(hood, Files.Csv(Residents), agreed: "WEB"))["errors"]![0].Text("code"));
    }

    [Fact]
    public async Task The_same_file_from_two_desks_at_once_makes_nobody_twice()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Coordinator("{ me { signedIn } }");
        const string Document = """mutation($file: String!) { importPeople(input: { kind: RESIDENTS, file: $file, dryRun: false, source: "deux guichets", agreed: DESK, agreedOn: "2026-11-20" }) { report { created } errors { code } } }""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hood.Send(Document, Neighbourhood.CoordinatorPhone, variables: JsonSerializer.Serialize(new { file = Files.Csv(Residents) }))));
        Assert.Equal(2, answers.Sum(a => a["data"]!["importPeople"]!["report"].Number("created")));
        Assert.Equal((2, 1), await hood.Sql(async db => (await db.Residents.CountAsync(), await db.PeopleImports.CountAsync())));
    }

    [Fact]
    public async Task Two_of_one_association_do_not_see_each_others_people()
    {
        await using var hood = await Neighbourhood.Start();
        const string Other = "+33639980005";
        await hood.HasAssociation("Une autre association", Other, "{ latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }");
        await Report(hood, Files.Csv(Residents));
        var theirs = await Answer(hood, Files.Csv(Residents), who: Other);
        Assert.Equal(2, theirs["report"].Number("created"));
    }
}
