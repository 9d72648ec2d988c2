using System.Text.Json.Nodes;
using CyberVoisins.Server.Audits;
using CyberVoisins.Server.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Audits;

/// <summary>Whom the service served in a period, and whom less: for the association, and for an outsider with a file and the same command.</summary>
public sealed class Auditing
{
    private const string Rate = "{ count of rate lower upper }";
    private const string Figures = $"requests servedIn21Days {Rate} servedIn21DaysWithHelper {Rate} withoutHelper {Rate} sameNeighbourAgain {Rate} waits {{ share days lowerDays upperDays method }}";
    private const string Group = $"dimension group name finding figures {{ {Figures} }} gap {{ difference lower upper adjustedP }}";
    private const string Everything = $"everybody {{ {Figures} }} disparities {{ group }} groups {{ {Group} }} helpers {{ helpers giniOfMinutes meanOffers neverAsked {Rate} }} whiteZones {{ commune requests }} smallWhiteZones text";

    [Fact]
    public async Task A_month_is_read_by_density_by_channel_and_by_distance_and_its_white_zone_is_named()
    {
        await using var month = await AMonthLookedBackOn.Start();
        var audit = (await month.Audit(Everything))["audit"]!;
        var all = audit["everybody"]!;
        Assert.Equal(14, all.Number("requests"));
        Assert.Equal("6 of 14", Counted(all["withoutHelper"]));
        Assert.Equal("7 of 8", Counted(all["servedIn21DaysWithHelper"]));
        Assert.Equal("7 of 14", Counted(all["servedIn21Days"]));
        // Wilson's interval of 7 of 14, by hand: centre 0.5, half-width 0.2312.
        Assert.Equal((0.2680, 0.7320), (Math.Round(all["servedIn21Days"]!["lower"]!.GetValue<double>(), 4), Math.Round(all["servedIn21Days"]!["upper"]!.GetValue<double>(), 4)));
        Assert.Equal("0 of 7", Counted(all["sameNeighbourAgain"]));

        var groups = audit["groups"]!.AsArray().ToDictionary(g => $"{g.Text("dimension")} {g.Text("group")}", g => g!);
        Assert.Equal("7 of 8", Counted(groups["density LargeUrbanCentre"]["figures"]!["servedIn21Days"]));
        Assert.Equal("grand centre urbain", groups["density LargeUrbanCentre"].Text("name"));
        Assert.Equal("0 of 6", Counted(groups["density Unknown"]["figures"]!["servedIn21Days"]));
        Assert.Equal(14, groups["channel Phone"]["figures"]!.Number("requests"));
        Assert.Equal(6, groups["distance None"]["figures"]!.Number("requests"));
        Assert.Equal(8, groups["distance Under500Metres"]["figures"]!.Number("requests"));
        Assert.Equal("TOO_FEW", groups["density Unknown"].Text("finding"));
        Assert.Equal(-0.875, groups["density Unknown"]["gap"]!["difference"]!.GetValue<double>(), 6);
        Assert.Empty(audit["disparities"]!.AsArray());

        Assert.Equal("59249 6", string.Join(", ", audit["whiteZones"]!.AsArray().Select(z => $"{z.Text("commune")} {z.Number("requests")}")));
        Assert.Null(audit["helpers"]); // two volunteers: under 5
        Assert.Contains("Sans personne pour aider : 42,9 %", audit.Text("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outsider_with_the_exported_file_prints_the_same_bytes_and_learns_nothing_of_anybody()
    {
        await using var month = await AMonthLookedBackOn.Start();
        var folder = Directory.CreateTempSubdirectory("audit-").FullName;
        var file = Path.Combine(folder, "novembre.csv");
        var ours = await month.Command(new("Les Voisins du 17e", "2026-11-01", "2026-11-30", file, null, English: false));
        Assert.Equal(ours, await month.Command(new(null, null, null, null, file, English: false)));
        Assert.Equal(ours, (await month.Audit("text"))["audit"].Text("text"));
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var exported = string.Join('\n', lines);
        foreach (var secret in new[] { "Jeanne", "Amina", "63998", "Saussure", "75117", "2026", month.Hood.AssociationId })
            Assert.DoesNotContain(secret, exported, StringComparison.OrdinalIgnoreCase);
        // Each line tells of one dimension at most: an age never stands beside a language or a commune's code.
        Assert.All(lines.Skip(1), line => Assert.Equal(12, line.Split(',').Length));
        Assert.Equal(14, lines.Count(l => l.StartsWith("everybody,", StringComparison.Ordinal)));
        Assert.Equal(14 * 8, lines.Count(l => l.Split(',')[0] is not ("sheet" or "everybody" or "helper" or "whiteZone")));
        Assert.Equal("whiteZone,59249,,,,,,,,6,,", lines[^1]);

        // The real command, on a machine that has the file and nothing else.
        await using var outsider = RunningServer.Start([new("Data:Folder", Path.Combine(folder, "data"))], "Production", null, "audit", "--file", file);
        var (exit, output, _) = await outsider.Ended();
        Assert.Equal((0, ours.TrimEnd('\n')), (exit, output.TrimEnd('\n')));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("", "its first line differs")]
    [InlineData("sheet,group,commune,waitedDays,served,termOver,hasHelper,hasVisit,sameNeighbourAgain,requests,minutes,offers\nadresse,,c1,3,true,true,true,true,false,,,\n", "\"adresse\" is not a sheet of the audit")]
    [InlineData("sheet,group,commune,waitedDays,served,termOver,hasHelper,hasVisit,sameNeighbourAgain,requests,minutes,offers\nage,,c1,-3,true,true,true,true,false,,,\n", "cannot be read as a file of the audit")]
    [InlineData("sheet,group,commune,waitedDays,served,termOver,hasHelper,hasVisit,sameNeighbourAgain,requests,minutes,offers\nage,,c1,3,peut-être,true,true,true,false,,,\n", "cannot be read as a file of the audit")]
    public async Task A_file_that_is_none_is_told_in_a_sentence(string content, string why)
    {
        var folder = Directory.CreateTempSubdirectory("audit-").FullName;
        var file = Path.Combine(folder, "autre.csv");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        Assert.Contains(why, Assert.Throws<AuditFileRefused>(() => AuditFile.Read(file)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Where_fewer_than_five_asked_in_vain_is_told_to_their_association_only()
    {
        await using var hood = await Neighbourhood.Start(territory: """{ communeCodes: ["59249"] }""");
        await hood.AsksForHelp(Neighbourhood.CoordinatorPhone, $$"""firstName: "Paul", phone: "+33639987300", address: { {{AMonthLookedBackOn.Fourmies}} }""");
        const string Fields = "everybody { requests } whiteZones { commune requests } smallWhiteZones text";
        var mine = (await hood.Coordinator($$"""{ audit(input: { from: "2026-11-01", to: "2026-11-30" }) { {{Fields}} } }"""))["audit"]!;
        Assert.Null(mine["everybody"]);
        Assert.Equal(("59249", 1), (mine["whiteZones"]![0].Text("commune"), mine.Number("smallWhiteZones")));
        Assert.Null(mine["whiteZones"]![0]!["requests"]);
        var theirs = (await hood.Ask($$"""{ audit(input: { associationId: "{{hood.AssociationId}}", from: "2026-11-01", to: "2026-11-30" }) { {{Fields}} } }""", Neighbourhood.AdministratorPhone))["audit"]!;
        Assert.Empty(theirs["whiteZones"]!.AsArray());
        Assert.Equal(1, theirs.Number("smallWhiteZones"));
        Assert.All([mine, theirs], audit => Assert.DoesNotContain("59249", audit.Text("text"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""from: "2026-11-30", to: "2026-11-01" """, "INVALID_DATE")]
    [InlineData("""from: "2026-12-01", to: "2026-12-31" """, "INVALID_DATE")]
    [InlineData("""from: "2025-11-01", to: "2026-11-20" """, "INVALID_DATE")]
    [InlineData("""from: "2026-11-01", to: "2026-11-30", associationId: "01938b1c-0000-7000-8000-000000000000" """, "NOT_FOUND")]
    public async Task A_period_that_cannot_be_read_is_refused(string period, string code)
    {
        await using var hood = await Neighbourhood.Start();
        var answer = await hood.Send($$"""{ audit(input: { {{period}} }) { text } }""", Neighbourhood.CoordinatorPhone);
        Assert.Equal(code, answer["errors"]![0]!["extensions"].Text("code"));
    }

    [Fact]
    public async Task An_empty_month_is_a_report_too()
    {
        await using var hood = await Neighbourhood.Start();
        var audit = (await hood.Coordinator("""{ audit(input: { from: "2026-10-01", to: "2026-10-31" }) { everybody { requests } groups { group } text } }"""))["audit"]!;
        Assert.Null(audit["everybody"]);
        Assert.Empty(audit["groups"]!.AsArray());
        Assert.Contains("Moins de 5 demandes", audit.Text("text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Say which association and period: --association NAME --from 2026-10-01 --to 2026-10-31; or --file FILE.")]
    [InlineData("Personne", "There is no association called \"Personne\".")]
    [InlineData("Les Voisins du 17e", "--from le 1er novembre is not a day like 2026-10-31.")]
    public async Task The_command_says_in_a_sentence_what_was_wrong(string? association, string sentence)
    {
        await using var hood = await Neighbourhood.Start();
        await using var scope = hood.Services.CreateAsyncScope();
        var refused = await Assert.ThrowsAsync<CommandRefused>(() => AuditCommand.Report(scope.ServiceProvider, new(association, "le 1er novembre", "2026-11-30", null, null, false), TestContext.Current.CancellationToken));
        Assert.Equal(sentence, refused.Message);
    }

    private static string Counted(JsonNode? rate) => $"{rate.Number("count")} of {rate.Number("of")}";
}
