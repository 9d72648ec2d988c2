using System.Net;
using System.Net.Http.Headers;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Messaging;
using CyberVoisins.Server.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Calling;

/// <summary>A recording is heard through us, by the association alone, and is deleted at Twilio in the end.</summary>
public sealed class HearingARecording
{
    private const string Recording = "RE0123456789abcdef0123456789abcdef";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_association_hears_it_nobody_else_does_and_it_is_forgotten()
    {
        await using var twilio = await ScriptedTwilio.Start();
        twilio.AnswersWith(200, "the sound", type: "audio/mpeg");
        await using var hood = await Neighbourhood.Start(adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton(new TwilioOptions
        {
            AccountSid = WebhookCall.Account, AuthToken = Neighbourhood.Token, From = "CyberVoisin", BaseUrl = twilio.Url, PublicBaseUrl = Neighbourhood.PublicUrl,
        })));
        await hood.HasAssociation("Les Voisins du Nord", "+33639980005", """{ communeCodes: ["59350"] }""");
        var call = await PhoneCall.From(hood, await hood.HasVolunteer("Amina"));
        await call.Presses("1");
        await call.Presses("1");
        await call.Records(Recording);
        var draft = (await hood.Coordinator("{ drafts { nodes { id recordingUrl } } }"))["drafts"]!["nodes"]![0]!;

        foreach (var (who, status) in new (string?, HttpStatusCode)[] { (null, HttpStatusCode.NotFound), ("+33639980005", HttpStatusCode.NotFound), (Neighbourhood.AdministratorPhone, HttpStatusCode.NotFound), (Neighbourhood.CoordinatorPhone, HttpStatusCode.OK) })
        {
            using var heard = await Get(hood, draft.Text("recordingUrl"), who);
            Assert.Equal((status, true), (heard.StatusCode, heard.Headers.CacheControl!.NoStore));
            if (status == HttpStatusCode.OK) Assert.Equal(("the sound", "audio/mpeg"), (await heard.Content.ReadAsStringAsync(Cancel), heard.Content.Headers.ContentType!.MediaType));
        }
        var asked = Assert.Single(twilio.Asked);
        Assert.Equal(($"/2010-04-01/Accounts/{WebhookCall.Account}/Recordings/{Recording}.mp3", $"{WebhookCall.Account}:{Neighbourhood.Token}"), (asked.Target, asked.User));

        twilio.AnswersWith(302, "");
        using (var moved = await Get(hood, draft.Text("recordingUrl"), Neighbourhood.CoordinatorPhone)) Assert.Equal(HttpStatusCode.NotFound, moved.StatusCode);

        await hood.Does(Neighbourhood.CoordinatorPhone, $$"""dismissDraft(input: { draftId: "{{draft.Text("id")}}", motive: "un faux numéro" })""", "draft { state }");
        twilio.AnswersWith(204, "");
        await hood.Passes(Duration.FromDays(29));
        Assert.DoesNotContain(twilio.Asked, a => a.Method == "DELETE");
        await hood.Passes(Duration.FromDays(2));
        Assert.Equal($"/2010-04-01/Accounts/{WebhookCall.Account}/Recordings/{Recording}.json", Assert.Single(twilio.Asked, a => a.Method == "DELETE").Target);
        Assert.Null((await hood.Coordinator("{ drafts { nodes { recordingUrl } } }"))["drafts"]!["nodes"]![0]!["recordingUrl"]);
    }

    private static async Task<HttpResponseMessage> Get(Neighbourhood hood, string path, string? who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (who is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await hood.Ask(
                $$"""mutation { signInWithPassword(input: { login: "{{who}}", password: "{{Neighbourhood.Password}}", mode: TOKEN }) { session { accessToken } } }"""))["signInWithPassword"]!["session"].Text("accessToken"));
        using var client = hood.Client();
        return await client.SendAsync(request, Cancel);
    }
}
