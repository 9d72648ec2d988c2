using System.Text.Json.Nodes;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Tests.Sealing;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CyberVoisins.Server.Tests.Privacy;

/// <summary>Default deny: a table that holds whom it is about, by an id or a number, is told to the person and erased with them, or the reason why not is written here.</summary>
public sealed class WhatIsKeptOfAPerson
{
    /// <param name="Told">The section of the person's data; or, in parentheses, why it is not told.</param>
    /// <param name="Erased">Gone: no row names the person any more. Else what stays, and why it may.</param>
    private sealed record Rule(string Told, string Erased);

    private const string Gone = "gone", Staff = "(who of the staff did it)", Proof = "(secrets and hashes that prove who signs in; nothing to read)";

    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["Resident"] = new("resident", "the row stays without name, number, place or account: figures count it"),
        ["Volunteer"] = new("volunteer", "the row stays without name, number, place, birthday or account: visits hang on it"),
        ["ResidentContact"] = new("contacts", Gone),
        ["PeopleImport"] = new("imported", "where a list came from, how many and by whom: it names nobody of it"),
        ["Consent"] = new("consents", "what was agreed to, when and how: the association proves it (GDPR, article 7(1))"),
        ["AutonomyAssessment"] = new("autonomy", Gone),
        ["AutonomyEnding"] = new("endings", Gone),
        ["HelpRequest"] = new("requests", "kind, commune, hours and state; the words and the place are forgotten"),
        ["Visit"] = new("visits", "hour and length; what was done is forgotten"),
        ["Offer"] = new("offers", "kind, hour and answer; no name, no place"),
        ["DraftRequest"] = new("drafts", "kind and state; text, number and motive are forgotten"),
        ["Message"] = new("messages", "kind, state and price; text and number are forgotten; for a day a keyed mark of the number, so that the limit of a day counts"),
        ["InboundMessage"] = new("received", "what it was understood as; text and number are forgotten"),
        ["VoiceCall"] = new("calls", "that there was a call; the number, and who it proved to be, are forgotten"),
        ["OptOut"] = new("stop", "a keyed mark of the number, not the number: whoever said STOP stays unwritten to (GDPR, articles 17(3) and 21); see ErasedNumbers"),
        ["Reachability"] = new("reachability", Gone),
        ["AnswerLink"] = new("(a key of one use; it stands in the SMS, which is told)", Gone),
        ["SignInCode"] = new(Proof, Gone),
        ["Vouching"] = new("vouchings", "level and day: whether the association had given its word when a visit was fixed"),
        ["CharterAcceptance"] = new("charter", "version and day: what was accepted when a visit was fixed"),
        ["GuardianConsent"] = new("guardian", "that there was one; name and number are forgotten"),
        ["VolunteerReference"] = new("(who gave a reference is somebody else: article 15(4))", Gone),
        ["ResidentMerge"] = new("merged", "that two records were one, under ids of nobody"),
        ["KeptApart"] = new("(what the association found about two people: article 15(4))", Gone),
        ["PairBlock"] = new("blocks", Gone),
        ["WorryCase"] = new("worries", "that there was a case, and its conclusion; words and number are forgotten"),
        ["WorryNote"] = new("(what the association wrote about both: article 15(4))", "steps and days; texts are forgotten"),
        ["ScamFlag"] = new("(words of a text that is told)", Gone),
        ["MinuteEntry"] = new("minutes", "the ledger is never rewritten"),
        ["VolunteerDemand"] = new("demand", Gone),
        ["Decision"] = new("decisions", "the chain is never rewritten; it names nobody, and what it read is gone"),
        ["ContestOfDecision"] = new("contests", "that it was contested; words and answer are forgotten"),
        ["PlanLine"] = new("plan_lines", "a place in a plan, under an id of nobody"),
        ["PlanDecision"] = new("plan_choices", "a choice under an id of nobody; its motive is forgotten"),
        ["Plan"] = new(Staff, "of the staff"),
        ["Ruleset"] = new(Staff, "of the staff"),
        ["Charter"] = new(Staff, "of the staff"),
        ["Association"] = new("(the association's own number)", "no person's"),
        ["PersonAlias"] = new("(the lines themselves are told, as the section journal)", Gone),
        ["IndexChange"] = new("(work to do, for seconds)", "gone within seconds, when the index has forgotten them"),
        ["Account"] = new("account", Gone),
        ["OpenSession"] = new("sessions", Gone),
        ["ApiToken"] = new("tokens", Gone),
        ["IdentityUserLogin"] = new("elsewhere", Gone),
        ["IdentityUserPasskey"] = new(Proof, Gone),
        ["IdentityUserClaim"] = new(Proof, Gone),
        ["IdentityUserToken"] = new(Proof, Gone),
        ["IdentityUserRole"] = new("(resident or volunteer: what they are here)", Gone),
        ["SecondFactor"] = new(Proof, Gone),
        ["RecoveryCode"] = new(Proof, Gone),
        ["PasskeyChallenge"] = new(Proof, Gone),
    };

    private static string NameOf(IEntityType entity) => entity.ClrType.Name.Split('`')[0];

    /// <summary>Ids of people, numbers, and accounts.</summary>
    private static bool TellsWho(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(ResidentId) || type == typeof(VolunteerId) || type == typeof(PhoneNumber)
            || (type == typeof(Guid) && (property.Name.EndsWith("UserId", StringComparison.Ordinal) || property.Name is "AccountId" or "PersonId"));
    }

    [Fact]
    public async Task Each_table_about_somebody_has_a_rule_and_no_rule_is_of_a_table_that_is_gone()
    {
        await using var hood = await Neighbourhood.Start();
        var about = await hood.Sql(db => Task.FromResult(db.Model.GetEntityTypes().Where(e => e.GetProperties().Any(TellsWho) || NameOf(e) is "Account" or "Resident" or "Volunteer").Select(NameOf).ToHashSet()));
        Assert.Empty(about.Except(Rules.Keys).Select(name => $"{name} tells whom it is about: say in Rules how the person reads it (ExportPerson) and what Erasure does to it."));
        Assert.Empty(Rules.Keys.Except(about).Select(name => $"{name} has a rule and tells of nobody."));
        Assert.All(Rules, rule => Assert.False(string.IsNullOrWhiteSpace(rule.Value.Told) || string.IsNullOrWhiteSpace(rule.Value.Erased), rule.Key));
    }

    [Fact]
    public async Task Each_section_that_is_promised_is_told()
    {
        var (hood, _, amina, jeanne) = await ErasingAPerson.AfterAVisit();
        await using var _1 = hood;
        var data = await hood.Coordinator($$"""{ residentData(residentId: "{{jeanne}}") { json } volunteerData(volunteerId: "{{amina}}") { json } }""");
        IEnumerable<string> Sections(string of) => JsonNode.Parse(data[of].Text("json"))!.AsObject().Select(section => section.Key);
        var told = Sections("residentData").Concat(Sections("volunteerData")).ToHashSet();
        Assert.Empty(Rules.Where(r => r.Value.Told[0] != '(' && !told.Contains(r.Value.Told)).Select(r => $"{r.Key}: {r.Value.Told} is no section."));
        Assert.Equal(["journal"], told.Except(Rules.Values.Select(r => r.Told)));
    }

    [Fact]
    public async Task What_is_gone_holds_no_id_of_the_person()
    {
        var (hood, phone, amina, jeanne) = await ErasingAPerson.AfterAVisit();
        await using var _1 = hood;
        await hood.Ask("{ me { signedIn } }", Neighbourhood.JeannesPhone);
        await hood.Does(Neighbourhood.JeannesPhone, $"assessAutonomy(input: {{ residentId: \"{jeanne}\", answers: [ALONE, ALONE, ALONE, ALONE, ALONE, ALONE] }})", "assessment { points }");
        var visit = (await hood.Coordinator("{ visits { nodes { id } } }"))["visits"]!["nodes"]![0].Text("id");
        await hood.Does(Neighbourhood.JeannesPhone, $"blockPair(input: {{ visitId: \"{visit}\" }})", "done { ok }");
        await hood.Does(Neighbourhood.CoordinatorPhone, $"addReference(input: {{ volunteerId: \"{amina}\", name: \"Odile\", knows: \"voisine\", phone: \"{hood.NextPhone()}\" }})", "volunteer { id }");
        var accounts = await hood.Sql(async db => new[] { await db.Residents.Where(r => r.Id == new ResidentId(Guid.Parse(jeanne))).Select(r => r.UserId).SingleAsync(), await db.Volunteers.Where(v => v.Id == new VolunteerId(Guid.Parse(amina))).Select(v => v.UserId).SingleAsync() });
        string[] ids = [jeanne, amina, .. accounts.Select(a => a!.Value.ToString())];
        var gone = await hood.Sql(db => Task.FromResult(db.Model.GetEntityTypes().Where(e => Rules.TryGetValue(NameOf(e), out var rule) && rule.Erased == Gone).Select(e => e.GetTableName()!).ToHashSet()));
        async Task<List<string>> Named() => [.. (await WhatTheDatabaseTells.Everything(hood)).Where(v => gone.Contains(v.Column.Split('.')[0]) && ids.Contains(v.Value, StringComparer.OrdinalIgnoreCase)).Select(v => v.Column).Distinct().Order(StringComparer.Ordinal)];
        Assert.True((await Named()).Count >= 8, string.Join(", ", await Named()));
        Assert.Null((await hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }")).Refused);
        Assert.Null((await hood.Does(phone, $"eraseVolunteer(volunteerId: \"{amina}\")", "erased { rows }")).Refused);
        await hood.Settle();
        Assert.Empty(await Named());
    }

    [Fact]
    public async Task What_others_were_told_of_a_visit_that_was_called_off_goes_too_but_not_before_it_is_told()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne(name: "Cunégonde");
        var (_, visit, _) = await hood.HasVisit(amina, request);
        var jeanne = await CorrectingAPerson.ResidentOf(hood, request);
        await hood.PassesUntil("2026-11-25T23:30:00+01:00");
        await hood.OnVisit($"cancelVisit(input: {{ visitId: \"{visit}\", askAgain: false }})");
        Task<Done> Erases() => hood.Does(Neighbourhood.CoordinatorPhone, $"eraseResident(residentId: \"{jeanne}\")", "erased { rows }");
        Assert.Equal("STILL_ENGAGED", (await Erases()).Refused); // it is night: Amina has still to hear that she need not come
        await hood.PassesUntil("2026-11-26T10:00:00+01:00");
        Assert.Contains(hood.Telephones.To(amina), b => b.Contains("Cunégonde", StringComparison.Ordinal));
        Assert.Null((await Erases()).Refused);
        ErasingAPerson.HoldsNone(await ErasingAPerson.Opened(hood), "Cunégonde");
    }
}
