using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Scams;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Scams;

/// <summary>A flag with the text it is about, and whose telephone it came from or is about; empty once it was forgotten there.</summary>
internal sealed record FlaggedText(ScamFlag Flag, PhoneNumber Phone, string Text);

/// <summary>Reads the texts of flags where they stand. Reads only.</summary>
internal sealed class FlaggedTexts(AppDb db)
{
    public async Task<List<FlaggedText>> Of(IReadOnlyList<ScamFlag> flags, CancellationToken cancel)
    {
        if (flags.Count == 0) return [];
        var sms = Ids(flags, ScamSource.Sms).ConvertAll(MessageId.Of);
        var requests = Ids(flags, ScamSource.Request).ConvertAll(RequestId.Of);
        var drafts = Ids(flags, ScamSource.Draft).ConvertAll(DraftId.Of);
        var visits = Ids(flags, ScamSource.Thanks).ConvertAll(VisitId.Of);
        var texts = new Dictionary<Guid, (PhoneNumber Phone, string Text)>();
        foreach (var m in await db.InboundMessages.AsNoTracking().Where(m => sms.Contains(m.Id)).Select(m => new { m.Id, m.From, m.Body }).ToListAsync(cancel)) texts[m.Id.Value] = (m.From, m.Body);
        foreach (var r in await (from request in db.Requests
                                 where requests.Contains(request.Id)
                                 join resident in db.Residents on request.ResidentId equals resident.Id
                                 select new { request.Id, resident.Phone, request.Sentence }).ToListAsync(cancel)) texts[r.Id.Value] = (r.Phone, r.Sentence);
        foreach (var d in await db.Drafts.AsNoTracking().Where(d => drafts.Contains(d.Id)).Select(d => new { d.Id, d.Phone, d.Text }).ToListAsync(cancel)) texts[d.Id.Value] = (d.Phone, d.Text);
        foreach (var v in await (from visit in db.Visits
                                 where visits.Contains(visit.Id) && visit.Thanks != null
                                 join resident in db.Residents on visit.ResidentId equals resident.Id
                                 select new { visit.Id, resident.Phone, visit.Thanks }).ToListAsync(cancel)) texts[v.Id.Value] = (v.Phone, v.Thanks!);
        return [.. flags.Where(f => texts.ContainsKey(f.SourceId)).Select(f => new FlaggedText(f, texts[f.SourceId].Phone, texts[f.SourceId].Text))];
    }

    private static List<Guid> Ids(IReadOnlyList<ScamFlag> flags, ScamSource source) => [.. flags.Where(f => f.Source == source).Select(f => f.SourceId)];
}
