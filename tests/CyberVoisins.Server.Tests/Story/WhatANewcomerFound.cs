using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>What people wrote who had not read how: each was answered as if there were nothing, or not at all.</summary>
public sealed class WhatANewcomerFound
{
    private const string Jeanne = Neighbourhood.JeannesPhone;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(Neighbourhood Hood, string Amina, string Code)> WithAVisit()
    {
        var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        var (_, _, code) = await hood.HasVisit(amina, await hood.AsksForJeanne());
        await hood.Settle();
        return (hood, amina, code);
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("oui")]
    [InlineData("D'accord, merci bien")]
    public async Task A_resident_who_says_yes_to_her_visit_reads_it_again(string text)
    {
        var (hood, _, code) = await WithAVisit();
        await using var _ = hood;
        await hood.Writes(Jeanne, text);
        Assert.Contains("Amina vous aide", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Contains(code, hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(hood.Telephones.To(Jeanne), b => b.Contains("aucune demande", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("non")]
    [InlineData("je ne peux pas vendredi")]
    [InlineData("je ne serai pas là, annulez s'il vous plaît")]
    public async Task A_resident_whom_her_visit_does_not_suit_learns_the_word_that_calls_it_off(string text)
    {
        var (hood, _, code) = await WithAVisit();
        await using var _ = hood;
        await hood.Writes(Jeanne, text);
        Assert.Contains($"ANNULER {code}", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        Assert.Equal([VisitState.Planned], await hood.Sql(db => db.Visits.Select(v => v.State).ToListAsync(Cancel)));
        // What is not plain is on a person's list, and in no old request.
        Assert.False(await hood.Sql(db => db.Drafts.AnyAsync(Cancel)));
        if (text != "non") Assert.Equal("Unclear", await hood.Sql(db => db.InboundMessages.Where(m => m.From == new PhoneNumber(Jeanne)).Select(m => m.Understood).SingleAsync(Cancel)));
        await hood.Writes(Jeanne, $"ANNULER {code}");
        Assert.Contains("la visite et votre demande sont annulées", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_neighbour_is_looked_for_a_resident_is_told_so()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Settle();
        await hood.Writes(Jeanne, "d'accord");
        Assert.Contains("Nous cherchons un voisin", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_after_the_visit_is_asked_how_it_went()
    {
        var (hood, amina, code) = await WithAVisit();
        await using var _ = hood;
        await hood.PassesUntil("2026-11-27T16:00:00+01:00");
        await hood.Writes(amina, "oui");
        Assert.Contains($"FAIT {code}", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, $"FAIT {code} 500");
        Assert.Contains($"FAIT {code} 30", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, $"FAIT {code} 30");
        Assert.Equal([VisitState.Completed], await hood.Sql(db => db.Visits.Select(v => v.State).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task No_trouble_is_a_yes_and_a_question_hears_the_code_again()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        await hood.Settle();
        var code = hood.CodeOf(amina);
        await hood.Writes(amina, "Oui avec plaisir, à quel étage ?");
        Assert.Contains($"OUI {code} ou NON {code}", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, "oui pas de souci");
        Assert.Equal([VisitState.Planned], await hood.Sql(db => db.Visits.Select(v => v.State).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task A_greeting_first_does_not_swallow_the_question_for_the_postcode()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasAssociation("Entraide du Solrézis", "+33639980007", """{ communeCodes: ["59572"] }""");
        const string Stranger = "+33639984111";
        await hood.Writes(Stranger, "Bonjour");
        await hood.Writes(Stranger, "mon imprimante ne marche plus");
        Assert.Contains("code postal", hood.Telephones.To(Stranger)[^1], StringComparison.Ordinal);
        // And an administrator reads it meanwhile.
        var tasks = (await hood.Ask("{ needsPerson { items { what phone text } } }", Neighbourhood.AdministratorPhone))["needsPerson"]!["items"]!.AsArray();
        Assert.Contains(tasks, t => t.Text("what") == "DRAFT" && t.Text("phone") == Stranger && t.Text("text")!.Contains("imprimante", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resident_who_asks_for_help_is_told_what_a_resident_can_write()
    {
        var (hood, amina, _) = await WithAVisit();
        await using var _ = hood;
        await hood.Writes(Jeanne, "AIDE");
        Assert.Contains("écrivez-nous ce qu'il vous faut", hood.Telephones.To(Jeanne)[^1], StringComparison.Ordinal);
        await hood.Writes(amina, "AIDE");
        Assert.Contains("OUI, NON ou ANNULER", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_says_who_it_is()
    {
        var (hood, _, _) = await WithAVisit();
        await using var _ = hood;
        await hood.Writes(Jeanne, "STOP");
        var tasks = (await hood.Coordinator("{ needsPerson { items { what who phone } } }"))["needsPerson"]!["items"]!.AsArray();
        Assert.Contains(tasks, t => t.Text("what") == "CALL" && t.Text("who") == "Jeanne, demande de l'aide");
    }
}
