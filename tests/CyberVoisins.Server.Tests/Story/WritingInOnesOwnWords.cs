using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Texts that are no answer: a resident's are a draft for the association, a volunteer's are read by a person, a stranger's find their way.</summary>
public sealed class WritingInOnesOwnWords
{
    private const string Ameli = "je n'arrive pas à aller sur ameli";
    private const string Stranger = "+33639989999";

    private static async Task<IReadOnlyList<JsonNode>> Drafts(Neighbourhood hood, string coordinator = Neighbourhood.CoordinatorPhone) =>
        [.. (await hood.Ask("{ drafts { nodes { text phone channel resident { firstName } } } }", coordinator))["drafts"]!["nodes"]!.AsArray().Select(d => d!)];

    [Fact]
    public async Task A_resident_opens_a_draft_and_is_answered_once_a_day()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var before = hood.Telephones.To(Neighbourhood.JeannesPhone).Count;
        await hood.Writes(Neighbourhood.JeannesPhone, Ameli);
        await hood.Writes(Neighbourhood.JeannesPhone, "et impossible d'imprimer mes papiers"); // no "no" of somebody who is asked nothing
        Assert.Contains("votre message est bien noté", Assert.Single(hood.Telephones.To(Neighbourhood.JeannesPhone).Skip(before)), StringComparison.Ordinal);
        var draft = Assert.Single(await Drafts(hood));
        Assert.StartsWith(Ameli, draft.Text("text"), StringComparison.Ordinal);
        Assert.Equal(("SMS", "Jeanne"), (draft.Text("channel"), draft["resident"].Text("firstName")));
    }

    [Theory]
    [InlineData("merci")]
    [InlineData("Ok merci !")]
    [InlineData("bonne journée 😊")]
    public async Task Thanks_ask_for_nothing_and_hear_nothing(string text)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var before = hood.Telephones.To(Neighbourhood.JeannesPhone).Count;
        await hood.Writes(Neighbourhood.JeannesPhone, text);
        Assert.Equal(before, hood.Telephones.To(Neighbourhood.JeannesPhone).Count);
        Assert.Empty(await Drafts(hood));
        Assert.Equal("Thanks", await hood.Sql(db => db.InboundMessages.Select(m => m.Understood).SingleAsync()));
    }

    [Fact]
    public async Task A_volunteers_words_are_read_by_a_person_and_never_a_yes_or_a_no()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Writes(amina, Ameli);
        Assert.Empty(await Drafts(hood));
        Assert.Single((await hood.Coordinator("{ unclearMessages { nodes { body } } }"))["unclearMessages"]!["nodes"]!.AsArray());
        Assert.Equal("Pending", await hood.Sql(db => db.Offers.Select(o => o.State.ToString()).SingleAsync()));
    }

    [Fact]
    public async Task A_stranger_reaches_the_only_association()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.Writes(Stranger, Ameli);
        Assert.Equal(Stranger, Assert.Single(await Drafts(hood)).Text("phone"));
        Assert.StartsWith("Les Voisins du 17e 01 99 00 17 17: merci, votre message", hood.Telephones.To(Stranger)[^1], StringComparison.Ordinal);
        await hood.Writes(Stranger, "CONTACT");
        Assert.Contains("appelez ce numéro", hood.Telephones.To(Stranger)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_several_associations_a_stranger_is_asked_for_a_postcode_only()
    {
        const string Other = "+33639980007";
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Entraide du Solrézis", Other, """{ communeCodes: ["59572"] }""");
        await hood.Writes(Stranger, Ameli);
        Assert.Contains("code postal", hood.Telephones.To(Stranger)[^1], StringComparison.Ordinal);
        await hood.Writes(Stranger, "c'est urgent pour moi");
        Assert.Single(hood.Telephones.To(Stranger));
        await hood.Writes(Stranger, "59740 Solre");
        Assert.Empty(await Drafts(hood));
        Assert.Equal($"{Ameli}\nc'est urgent pour moi", Assert.Single(await Drafts(hood, Other)).Text("text"));
        Assert.StartsWith("Entraide du Solréz", hood.Telephones.To(Stranger)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_where_no_association_works_is_left_to_an_administrator()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Entraide du Solrézis", "+33639980007", """{ communeCodes: ["59572"] }""");
        await hood.Writes(Stranger, Ameli);
        await hood.Writes(Stranger, "Mon code postal est 59132");
        Assert.Contains("pas encore d'association", hood.Telephones.To(Stranger)[^1], StringComparison.Ordinal);
        Assert.Equal((1, true), (await hood.Sql(db => db.Drafts.CountAsync()), await hood.Sql(db => db.Drafts.AllAsync(d => d.AssociationId == null))));
        Assert.Empty(await Drafts(hood));
    }

    [Fact]
    public async Task Whoever_said_STOP_hears_nothing_but_is_read()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Writes(Neighbourhood.JeannesPhone, "STOP");
        var before = hood.Telephones.To(Neighbourhood.JeannesPhone).Count;
        await hood.Writes(Neighbourhood.JeannesPhone, Ameli);
        Assert.Equal(before, hood.Telephones.To(Neighbourhood.JeannesPhone).Count);
        Assert.Single(await Drafts(hood));
        await hood.Writes(Neighbourhood.JeannesPhone, "REPRENDRE");
        Assert.Equal(before + 1, hood.Telephones.To(Neighbourhood.JeannesPhone).Count);
    }
}
