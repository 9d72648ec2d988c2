using System.Net;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Webhooks and links that nobody of ours signed, or that were used already. A link that was used: Story/AnsweringByLink.</summary>
public sealed class ForgedLinks
{
    [Fact]
    public async Task An_SMS_that_Twilio_did_not_sign_or_signed_once_already_does_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        var amina = await hood.HasVolunteer("Amina");
        await hood.AsksForJeanne();
        var yes = $"OUI {hood.CodeOf(amina)}";
        using var client = hood.Client();
        foreach (var signature in new[] { "", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "not base64" })
        {
            using var forged = new HttpRequestMessage(HttpMethod.Post, "/webhooks/twilio/sms") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["From"] = amina, ["Body"] = yes, ["MessageSid"] = "SM1", ["To"] = "+33937000000" }) };
            if (signature.Length > 0) forged.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
            using var answer = await client.SendAsync(forged, Attacking.Cancel);
            Assert.Equal((signature, HttpStatusCode.Forbidden), (signature, answer.StatusCode));
        }
        await hood.Settle();
        Assert.Equal(0, await hood.Sql(db => db.Visits.CountAsync()));
        // The same signed SMS, delivered twice, is one.
        for (var i = 0; i < 2; i++) await hood.Delivers(amina, yes, "SM00000000000000000000000000000007");
        await hood.Settle();
        Assert.Equal((1, 1), await hood.Sql(async db => (await db.Visits.CountAsync(), await db.InboundMessages.CountAsync())));
    }

    [Fact]
    public async Task A_link_that_is_guessed_opens_nothing()
    {
        await using var hood = await Neighbourhood.Start();
        using var client = hood.Client();
        foreach (var token in new[] { "0000000000000000", new string('A', 22), "..%2f..%2fetc%2fpasswd", new string('x', 4_000) })
        {
            using var answer = await client.GetAsync($"/r/{token}", Attacking.Cancel);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{token}: {answer.StatusCode}");
            Assert.DoesNotMatch(new Regex("63998|Jeanne|Amina"), await answer.Content.ReadAsStringAsync(Attacking.Cancel));
        }
    }
}
