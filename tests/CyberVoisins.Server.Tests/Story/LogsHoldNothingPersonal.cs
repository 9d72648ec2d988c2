using System.Text.RegularExpressions;
using CyberVoisins.Server.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Logs travel to places that the association does not know: at Debug level they still tell nothing about a person.</summary>
public sealed class LogsHoldNothingPersonal
{
    private const string Landline = "+33199001234";

    [Fact]
    public async Task In_the_whole_story_with_its_mistakes()
    {
        using var recorded = new RecordedLog();
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }", adjust: builder => builder.Logging
            .AddProvider(recorded).AddFilter<RecordedLog>((string? _, LogLevel level) => level >= LogLevel.Debug));
        var amina = await hood.HasVolunteer("Zéphyrine");
        var bruno = await hood.HasVolunteer("Balthazar", metresAway: 900);

        // The story: asked by a relative of somebody with a landline, no, yes, moved, reminded, done.
        await hood.Ask($$"""
            mutation { askForHelp(input: { associationId: "{{hood.AssociationId}}", resident: { firstName: "Cunégonde", phone: "{{Landline}}", address: { text: "75017 Paris", latitude: 48.8876, longitude: 2.3072 },
              relative: { firstName: "Anselme" } }, category: HEALTH, sentence: "Je ne retrouve pas mes ordonnances.", minutes: 30, modes: [PUBLIC_PLACE], meetingPoint: "Médiathèque Rostand",
              windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { errors { code } } }
            """, "+33639984321");
        var request = await hood.AsksForJeanne(name: "Pétronille");
        await hood.Writes(amina, $"NON {hood.CodeOf(amina)} je garde mon petit-fils");
        await hood.Writes(bruno, $"OUI {hood.CodeOf(bruno)} avec joie");
        await hood.Request(request);
        await hood.Coordinator("{ volunteers { nodes { phone place { label } } } messages { nodes { to body } } matching(requestId: \"" + request["id"] + "\") { refused { reasons { sentence } } } }");
        await hood.PassesUntil("2026-11-27T15:15:00+01:00");
        await hood.Writes(bruno, $"FAIT {hood.CodeOf(bruno)} 25");

        // The mistakes: unknown numbers, wrong codes and passwords, refused input, a forged webhook.
        await hood.Writes("+33639984444", "qui êtes-vous donc");
        await hood.Send("""mutation { signInWithPassword(input: { login: "cunegonde@exemple.fr", password: "tralala-secret-itou" }) { errors { code } } }""");
        await hood.Send($$"""mutation { signInWithCode(input: { phone: "{{amina}}", code: "123987" }) { errors { code } } }""");
        await hood.Send(BadInputTable.Ask("""firstName: "Hermengarde", phone: "06 39 98 4", address: { text: "7 rue Perdue, 59600 Maubeuje" }"""), Neighbourhood.CoordinatorPhone);
        await hood.Send(BadInputTable.Ask("""firstName: "Hermengarde", phone: "+33639984555", address: { text: "7 rue Perdue, 59600 Maubeuje" }"""), Neighbourhood.CoordinatorPhone);
        await hood.Send("{ volunteer(id: \"Hermengarde\") { id } }");
        using var forged = new FormUrlEncodedContent([KeyValuePair.Create("From", "+33639984666"), KeyValuePair.Create("Body", "message contrefait")]);
        using (var client = hood.Client())
        using (await client.PostAsync("/webhooks/twilio/sms", forged, TestContext.Current.CancellationToken)) { }

        var log = recorded.All;
        Assert.Contains("Executed DbCommand", log, StringComparison.Ordinal);
        Assert.Contains("Request starting", log, StringComparison.Ordinal);
        Assert.All(await Secrets(hood), secret => Assert.False(Holds(log, secret), $"The log holds \"{secret}\": {LineWith(log, secret)}"));
    }

    private static async Task<List<string>> Secrets(Neighbourhood hood)
    {
        var phones = await hood.Sql(async db => (await db.Messages.Select(m => m.To).ToListAsync()).Concat(await db.InboundMessages.Select(m => m.From).ToListAsync())
            .Concat(await db.Volunteers.Select(v => v.Phone).ToListAsync()).Concat(await db.Residents.Select(r => r.Phone).ToListAsync()).Select(p => p.E164).Distinct().ToList());
        var bodies = await hood.Sql(async db => (await db.Messages.Select(m => m.Body).ToListAsync()).Concat(await db.InboundMessages.Select(m => m.Body).ToListAsync()).Distinct().ToList());
        var offerCodes = await hood.Sql(db => db.Offers.Select(o => o.Code).Distinct().ToListAsync());
        Assert.True(phones.Count > 5 && bodies.Count > 10 && offerCodes.Count > 1);
        return
        [
            // Nine digits, however the number is written before them.
            .. phones.Select(p => p[3..]), "639984555", "639984666", "06 39 98",
            .. bodies.Where(body => body.Length > 0), .. bodies.SelectMany(body => Regex.Matches(body, @"\b\d{6}\b")).Select(m => m.Value),
            .. offerCodes.SelectMany(code => new[] { $"OUI {code}", $"NON {code}", $"'{code}'", $"\"{code}\"" }),
            "Zéphyrine", "Balthazar", "Cunégonde", "Anselme", "Pétronille", "Hermengarde", "Nadia", "cunegonde", "ordonnances", "Saussure", "Rostand", "rue Perdue", "Maubeuge", "48.88", "2.3072",
            Neighbourhood.Password, "tralala", "123987", "petit-fils", "avec joie", "contrefait", "qui êtes-vous",
        ];
    }

    /// <summary>As a word of its own: six digits of a code also stand in the middle of some id.</summary>
    private static bool Holds(string log, string secret) => Regex.IsMatch(log, @"(?<!\w)" + Regex.Escape(secret) + @"(?!\w)") || (secret.Length > 8 && log.Contains(secret, StringComparison.Ordinal));

    private static string? LineWith(string log, string secret) => log.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.Ordinal));
}
