using CyberVoisins.Core.Visits;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>A resident asks, a neighbour says yes, the reminder goes out, the hour is counted: through /graphql and SMS.</summary>
public sealed class TheWholeStory
{
    [Fact]
    public async Task From_the_request_to_the_settled_minutes()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina", metresAway: 300);
        var bruno = await hood.HasVolunteer("Bruno", metresAway: 2_500);

        // Asked: the nearest and least asked, with a code and no name or address.
        var request = await hood.AsksForJeanne();
        Assert.Equal("SEARCHING", request["state"]!.GetValue<string>());
        var offer = hood.Telephones.To(amina)[^1];
        Assert.Contains("à moins de 500 m", offer, StringComparison.Ordinal);
        Assert.Contains("ven. 27/11 à 14h00", offer, StringComparison.Ordinal);
        Assert.DoesNotContain("Jeanne", offer, StringComparison.Ordinal);
        Assert.DoesNotContain("Saussure", offer, StringComparison.Ordinal);
        Assert.Single(hood.Telephones.To(bruno)); // the welcome only
        Assert.Contains("bien notée", Assert.Single(hood.Telephones.To(Neighbourhood.JeannesPhone)), StringComparison.Ordinal);

        // No: the next one is asked at once.
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)}");
        Assert.Contains("merci d'avoir répondu", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        var code = hood.CodeOf(bruno);

        // Yes: fixed, and both are told; neither is given the other's number.
        await hood.Writes(bruno, $"Oui {code} avec plaisir !");
        Assert.Equal("BOOKED", (await hood.Request(request))["state"]!.GetValue<string>());
        Assert.Contains("vous aidez Jeanne ven. 27/11 à 14h00", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        Assert.Contains("Bruno vous aide ven. 27/11 à 14h00", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(hood.Telephones.All, s => s.Body.Contains(bruno[^8..], StringComparison.Ordinal) || s.Body.Contains("98 50 00", StringComparison.Ordinal));

        // Reminders: two days before, and two hours before.
        var before = hood.Telephones.To(bruno).Count;
        await hood.PassesUntil("2026-11-25T15:00:00+01:00");
        Assert.Contains("rappel", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        Assert.Contains("rappel", hood.Telephones.To(Neighbourhood.JeannesPhone)[^1], StringComparison.Ordinal);
        await hood.PassesUntil("2026-11-27T14:00:00+01:00");
        Assert.Equal(before + 2, hood.Telephones.To(bruno).Count);

        // Afterwards: asked, answered, settled.
        await hood.PassesUntil("2026-11-27T15:15:00+01:00");
        Assert.Contains("avez-vous aidé Jeanne", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        await hood.Writes(bruno, $"FAIT {code} 25");
        Assert.Contains("25 minutes", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
        var after = await hood.Request(request);
        Assert.Equal("FULFILLED", after["state"]!.GetValue<string>());
        Assert.Equal(25, after["visits"]![0]!["settledMinutes"]!.GetValue<int>());
        Assert.Equal(25, await hood.MinutesTaken());
        Assert.Equal([MinuteEntryKind.Granted, MinuteEntryKind.Reserved, MinuteEntryKind.Settled], await hood.Sql(db => db.Minutes.OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync()));
        Assert.Equal(hood.Telephones.All.Count, hood.Telephones.All.Select(s => s.Id).Distinct().Count());
    }
}
