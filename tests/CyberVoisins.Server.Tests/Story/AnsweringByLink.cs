using System.Net;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Story;

/// <summary>Where a sender cannot be answered, its SMS offers a link: one tap, one purpose, one use, and an end.</summary>
public sealed partial class AnsweringByLink
{
    private static Task<Neighbourhood> OneWay() => Neighbourhood.Start("{ waveSize: 1 }", adjust: builder => builder.Services.AddSingleton(new TwilioOptions
    {
        AccountSid = "AC00000000000000000000000000000000", AuthToken = Neighbourhood.Token, From = "CyberVoisin", PublicBaseUrl = Neighbourhood.PublicUrl,
    }));

    private static async Task<string> LinkTo(Neighbourhood hood, string phone) =>
        Link().Match((await hood.Sql(db => db.Messages.Where(m => m.To == new Core.Messages.PhoneNumber(phone) && m.OneWayBody != null)
            .OrderByDescending(m => m.Id).Select(m => m.OneWayBody!).ToListAsync())).First(text => text.Contains("/r/", StringComparison.Ordinal))).Value;

    private static async Task<(HttpStatusCode Status, string Page)> Opens(Neighbourhood hood, string link)
    {
        using var client = hood.Client();
        using var response = await client.GetAsync(link);
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            Assert.Contains("default-src 'none'", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("noindex", Assert.Single(response.Headers.GetValues("X-Robots-Tag")));
            Assert.True(response.Headers.CacheControl!.NoStore);
        }
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    private static async Task<(HttpStatusCode Status, string Page)> Taps(Neighbourhood hood, string link, string answer)
    {
        using var client = hood.Client();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["answer"] = answer });
        using var response = await client.PostAsync(link, form);
        await hood.Settle();
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    private static Task<string> OfferState(Neighbourhood hood) => hood.Sql(db => db.Offers.OrderBy(o => o.Id).Select(o => o.State.ToString()).FirstAsync());

    [Fact]
    public async Task A_volunteer_says_yes_in_one_tap_and_opening_the_page_says_nothing()
    {
        await using var hood = await OneWay();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var link = await LinkTo(hood, amina);
        var (status, page) = await Opens(hood, link);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("à moins de 500 m : utiliser un appareil, 30 minutes", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Jeanne", page, StringComparison.Ordinal); // no name and no address before a yes
        Assert.DoesNotContain("Saussure", page, StringComparison.Ordinal);
        Assert.Equal("Pending", await OfferState(hood));

        Assert.Contains("C'est noté pour ven. 27/11", (await Taps(hood, link, "Yes")).Page, StringComparison.Ordinal);
        Assert.Equal("Accepted", await OfferState(hood));
        Assert.NotNull(await hood.Sql(db => db.Messages.Where(m => m.OfferId != null && m.Kind == Core.Messages.MessageKind.Offer).Select(m => m.AnsweredAt).SingleAsync()));

        // A second tap, another answer: what was decided stands.
        Assert.Contains("C'est noté pour ven. 27/11", (await Taps(hood, link, "No")).Page, StringComparison.Ordinal);
        Assert.Equal("Accepted", await OfferState(hood));
    }

    [Fact]
    public async Task A_no_asks_the_next_neighbour()
    {
        await using var hood = await OneWay();
        var (amina, bruno) = (await hood.HasVolunteer("Amina", metresAway: 100), await hood.HasVolunteer("Bruno", metresAway: 3_000));
        await hood.AsksForJeanne();
        Assert.Contains("merci d'avoir répondu", (await Taps(hood, await LinkTo(hood, amina), "No")).Page, StringComparison.Ordinal);
        Assert.Equal("Declined", await OfferState(hood));
        Assert.Contains("aide", hood.Telephones.To(bruno)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resident_calls_a_visit_off_and_a_volunteer_says_how_another_went()
    {
        await using var hood = await OneWay();
        var amina = await hood.HasVolunteer("Amina", minutesPerMonth: 300);
        await hood.AsksForJeanne();
        await Taps(hood, await LinkTo(hood, amina), "Yes");
        var cancel = await LinkTo(hood, Neighbourhood.JeannesPhone);
        var (_, page) = await Opens(hood, cancel);
        Assert.Contains("La visite de Amina est prévue ven. 27/11", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Taps(hood, cancel, "Yes")).Status); // a link does one thing
        Assert.Contains("la visite est annulée", (await Taps(hood, cancel, "Cancel")).Page, StringComparison.Ordinal);
        Assert.Equal("Cancelled", await hood.Sql(db => db.Visits.Select(v => v.State.ToString()).SingleAsync()));

        await hood.AsksForJeanne("+33639986002");
        var offer = await LinkTo(hood, amina);
        await Taps(hood, offer, "Yes");
        await hood.PassesUntil("2026-11-27T20:00:00+01:00");
        var report = Link().Match(await hood.Sql(db => db.Messages.Where(m => m.Kind == Core.Messages.MessageKind.VisitReport && m.State != Core.Messages.MessageState.Cancelled).Select(m => m.OneWayBody!).SingleAsync())).Value;
        Assert.Contains("Avez-vous aidé Jeanne", (await Opens(hood, report)).Page, StringComparison.Ordinal);
        await Taps(hood, report, "Happened");
        Assert.Equal(30, await hood.Sql(db => db.Visits.OrderByDescending(v => v.Id).Select(v => v.SettledMinutes).FirstAsync()));
    }

    [Fact]
    public async Task A_link_that_is_over_unknown_or_forged_opens_nothing()
    {
        await using var hood = await OneWay();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var link = await LinkTo(hood, amina);
        var last = link[^1] == 'a' ? 'b' : 'a';
        foreach (var forged in new[] { link[..^1] + last, link[..^16] + "AAAAAAAAAAAAAAAA", link + "a", link[..^8] })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Opens(hood, forged)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await Taps(hood, forged, "Yes")).Status);
        }
        await hood.PassesUntil("2026-11-28T09:00:00+01:00"); // the proposed hour is over
        var (status, page) = await Opens(hood, link);
        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("01 99 00 17 17", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await Taps(hood, link, "Yes")).Status);
        Assert.Equal(0, await hood.Sql(db => db.Visits.CountAsync()));
    }

    [Fact]
    public async Task The_database_does_not_hold_what_opens_a_link()
    {
        await using var hood = await OneWay();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var token = (await LinkTo(hood, amina))[^16..];
        Assert.Equal(token[..8], await hood.Sql(db => db.AnswerLinks.Where(l => l.OfferId != null).Select(l => l.Key).SingleAsync()));
    }

    [Fact]
    public async Task Whoever_tries_too_often_waits()
    {
        await using var hood = await OneWay();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 61; i++) statuses.Add((await Opens(hood, "/r/AAAAAAAAAAAAAAAA")).Status);
        Assert.Contains(statuses[^1], new[] { HttpStatusCode.TooManyRequests, HttpStatusCode.NotFound }); // the test server has no address to count
        Assert.DoesNotContain(HttpStatusCode.InternalServerError, statuses);
    }

    [Fact]
    public async Task Senders_that_can_be_answered_get_no_links()
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        Assert.Equal((0, 0), (await hood.Sql(db => db.AnswerLinks.CountAsync()), await hood.Sql(db => db.Messages.CountAsync(m => m.OneWayBody != null))));
    }

    [GeneratedRegex(@"/r/\w{16}")]
    private static partial Regex Link();
}
