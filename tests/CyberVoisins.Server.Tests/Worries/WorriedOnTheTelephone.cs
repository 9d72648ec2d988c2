using CyberVoisins.Server.Tests.Calling;
using CyberVoisins.Server.Tests.Story;
using static CyberVoisins.Server.Tests.Worries.Worrying;

namespace CyberVoisins.Server.Tests.Worries;

/// <summary>Key 5: the case stands before the tone, and a typed number separates nobody.</summary>
public sealed class WorriedOnTheTelephone
{
    private const string Landline = "+33199001234", Recording = "RE00000000000000000000000000000005";

    [Fact]
    public async Task Who_presses_5_and_hangs_up_is_called_back()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne(Landline));
        var call = await PhoneCall.From(hood, Landline);
        Assert.Contains("Quelque chose ne va pas ? Tapez 5.", call.Hears, StringComparison.Ordinal);
        await call.Presses("5");
        Says(call.Hears, "appelez le 17 ou le 1 1 2", "39 77", "Après le bip");
        Assert.Equal("CANCELLED", (await hood.Visit(visit)).Text("state"));
        var worry = await hood.OnlyCase();
        Assert.Equal(("PHONE", Landline, "RESIDENT"), (worry.Text("channel"), worry.Text("phone"), worry.Text("reporter")));
        Assert.Null(worry["recordingUrl"]);

        await call.Records(Recording);
        Assert.Contains("vous rappelle", call.Hears, StringComparison.Ordinal);
        await call.IsRecorded(Recording);
        Assert.Equal($"/recordings/{worry.Text("id")}", (await hood.OnlyCase()).Text("recordingUrl"));
        // It is no request for help.
        Assert.Empty((await hood.Coordinator("{ drafts { nodes { id } } }"))["drafts"]!["nodes"]!.AsArray());
    }

    [Fact]
    public async Task A_hidden_number_types_one_and_that_proves_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, visit, _) = await hood.HasVisit(amina, await hood.AsksForJeanne(Landline));
        var call = await PhoneCall.From(hood, "+266696687");
        await call.Says("je suis inquiète");
        Assert.Contains("Votre numéro est caché", call.Hears, StringComparison.Ordinal);
        await call.Presses("0199001234");
        Assert.Contains("Après le bip", call.Hears, StringComparison.Ordinal);
        Assert.Equal("PLANNED", (await hood.Visit(visit)).Text("state"));
        var worry = await hood.OnlyCase();
        Assert.Equal(("Amina", Landline), (worry["volunteer"].Text("firstName"), worry.Text("phone")));
        Assert.Null(worry["separatedAt"]);
    }
}
