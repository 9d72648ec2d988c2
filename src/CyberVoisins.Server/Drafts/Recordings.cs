using System.Globalization;
using System.Net;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Messages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Drafts;

/// <summary>What people said after the tone stays at Twilio; we pass it on to whoever may hear it, and have it deleted.</summary>
internal sealed class Recordings(IHttpClientFactory clients, TwilioOptions twilio)
{
    public Task<HttpResponseMessage> Get(string sid, CancellationToken cancel) => Send(HttpMethod.Get, $"{sid}.mp3", cancel);

    /// <summary>True when it is gone, now or before.</summary>
    public async Task<bool> Delete(string sid, CancellationToken cancel)
    {
        using var response = await Send(HttpMethod.Delete, $"{sid}.json", cancel);
        return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound;
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string file, CancellationToken cancel)
    {
        var http = clients.CreateClient(nameof(Recordings));
        var api = new TwilioApi(http, twilio);
        using var request = api.Request(method, $"{api.AccountPath}/Recordings/{file}");
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }
}

internal static class RecordingEndpoint
{
    /// <summary>Streams a recording to a coordinator of the association; for everybody else there is none.</summary>
    public static void MapRecordings(this WebApplication app) =>
        app.MapGet("/recordings/{id}", async (string id, HttpContext context, CurrentUser user, AppDb db, Recordings recordings, StaffReads reads, CancellationToken cancel) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            if (!Guid.TryParse(id, CultureInfo.InvariantCulture, out var guid) || user.CoordinatorOf is not { } association) return Results.NotFound();
            var draft = new DraftId(guid);
            var worry = new WorryCaseId(guid);
            object? row = await db.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == draft && d.AssociationId == association, cancel);
            row ??= await db.WorryCases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == worry && c.AssociationId == association, cancel);
            if (((row as DraftRequest)?.RecordingSid ?? (row as WorryCase)?.RecordingSid) is not { } sid) return Results.NotFound();
            reads.Note("recording", row);
            await reads.Write("recording", cancel);
            var recording = await recordings.Get(sid, cancel);
            context.Response.RegisterForDispose(recording);
            // Twilio needs a moment after the call; and a redirect would send the listener there.
            return recording.IsSuccessStatusCode ? Results.Stream(await recording.Content.ReadAsStreamAsync(cancel), "audio/mpeg") : Results.NotFound();
        });
}

/// <summary>Deletes a recording at Twilio thirty days after its draft or its case was closed, and forgets who called thirty days after the call.</summary>
internal sealed class ForgetRecordings(AppDb db, Recordings recordings, TwilioOptions twilio, TimeProvider clock, ILogger<ForgetRecordings> log)
{
    private static readonly Duration Kept = Duration.FromDays(30);
    private const int AtOnce = 50;

    /// <summary>How many recordings were forgotten; one that Twilio does not delete is tried again in the next round.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        if (!twilio.IsConfigured) return 0;
        var before = clock.Now() - Kept;
        // The row stays: a webhook of that call, played again, finds it over.
        await db.VoiceCalls.Where(c => c.StartedAt <= before && c.From != null).ExecuteUpdateAsync(s => s.SetProperty(c => c.From, (PhoneNumber?)null), cancel);
        var old = await db.Drafts.AsNoTracking().Where(d => d.RecordingSid != null && d.State != DraftState.Open && d.ClosedAt <= before)
            .OrderBy(d => d.ClosedAt).Select(d => new { d.Id, Sid = d.RecordingSid! }).Take(AtOnce).ToListAsync(cancel);
        var worries = await db.WorryCases.AsNoTracking().Where(c => c.RecordingSid != null && c.State == WorryState.Closed && c.StateSince <= before)
            .OrderBy(c => c.StateSince).Select(c => new { c.Id, Sid = c.RecordingSid! }).Take(AtOnce).ToListAsync(cancel);
        var forgotten = 0;
        foreach (var draft in old)
            if (await Deleted(draft.Sid, cancel)) forgotten += await db.Drafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.RecordingSid, (string?)null), cancel);
        foreach (var worry in worries)
            if (await Deleted(worry.Sid, cancel)) forgotten += await db.WorryCases.Where(c => c.Id == worry.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.RecordingSid, (string?)null), cancel);
        return forgotten;
    }

    private async Task<bool> Deleted(string sid, CancellationToken cancel)
    {
        try
        {
            return await recordings.Delete(sid, cancel);
        }
        catch (HttpRequestException)
        {
            log.LogWarning("A recording ({Sid}) could not be deleted at Twilio: the next round tries again.", sid);
            return false;
        }
    }
}
