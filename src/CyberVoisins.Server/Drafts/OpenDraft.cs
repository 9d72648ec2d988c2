using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Drafts;

/// <summary>Writes down a request in somebody's own words, for the association to complete. Inside a transaction.</summary>
internal sealed class OpenDraft(AppDb db, TimeProvider clock)
{
    private const int LongestText = 1_000;

    public async Task<DraftRequest> Run(AssociationId association, PhoneNumber phone, RequestChannel channel, string text, CancellationToken cancel)
    {
        var residents = await db.Residents.AsNoTracking().Where(r => r.AssociationId == association && (r.Phone == phone || r.RelativePhone == phone)).ToListAsync(cancel);
        var draft = new DraftRequest
        {
            Id = clock.NewId<DraftId>(),
            AssociationId = association,
            ResidentId = residents is [var only] ? only.Id : null,
            Phone = phone,
            Channel = channel,
            Text = text.Length <= LongestText ? text : text[..LongestText],
            CreatedAt = clock.Now(),
        };
        db.Drafts.Add(draft);
        return draft;
    }
}
