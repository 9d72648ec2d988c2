using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Scams;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Scams;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Drafts;

/// <summary>
/// Writes down what somebody said in their own words, for a person of the association to call back about. Inside a
/// transaction. A telephone has one open draft with an association, and what it says next is added; a second recording,
/// or a text that no longer fits, opens another, because none may be lost.
/// </summary>
internal sealed class OpenDraft(AppDb db, ScamFlags flags, TimeProvider clock)
{
    public const int LongestText = 1000;

    /// <param name="association">Null when nobody knows who is nearest: administrators see it.</param>
    /// <param name="text">Their words, as they came; what goes beyond <see cref="LongestText"/> in all is not kept.</param>
    /// <param name="category">What a key said; otherwise the words are looked at.</param>
    public async Task<DraftRequest> Run(
        PhoneNumber phone, AssociationId? association, RequestChannel channel, string text, HelpCategory? category, string? recordingSid, CancellationToken cancel)
    {
        var draft = await db.Drafts.Where(d => d.Phone == phone && d.AssociationId == association && d.State == DraftState.Open && (recordingSid == null || d.RecordingSid == null))
            .OrderByDescending(d => d.Id).FirstOrDefaultAsync(cancel);
        // What does not fit beside what was said before is a draft of its own: none may be lost.
        if (draft is null || draft.Text.Length + text.Length + 1 > LongestText)
        {
            draft = new DraftRequest
            {
                Id = clock.NewId<DraftId>(), AssociationId = association, Phone = phone, Channel = channel, Text = "", CreatedAt = clock.Now(),
                ResidentId = await OnlyResident(phone, association, cancel),
            };
            db.Drafts.Add(draft);
        }
        Add(draft, text);
        draft.Category = category ?? draft.Category ?? CategoryWords.Guess(draft.Text);
        draft.RecordingSid ??= recordingSid;
        // An SMS of somebody whom an association knows was looked at as it came.
        if (channel != RequestChannel.Sms || association is null) await flags.Look(association, ScamSource.Draft, draft.Id.Value, draft.Text, cancel);
        return draft;
    }

    /// <summary>The place is known now: what waited for it goes to whoever is nearest.</summary>
    /// <returns>False when nothing waited.</returns>
    public async Task<bool> Give(PhoneNumber phone, AssociationId association, CancellationToken cancel)
    {
        var waiting = await db.Drafts.Where(d => d.Phone == phone && d.AssociationId == null && d.State == DraftState.Open).ToListAsync(cancel);
        foreach (var draft in waiting) draft.AssociationId = association;
        await flags.Passed([.. waiting.Select(d => d.Id)], association, cancel);
        return waiting.Count > 0;
    }

    private static void Add(DraftRequest draft, string text)
    {
        var words = PlainText.Clean(text).Trim();
        if (words.Length == 0) return;
        var all = draft.Text.Length == 0 ? words : $"{draft.Text}\n{words}";
        draft.Text = all.Length <= LongestText ? all : all[..(char.IsHighSurrogate(all[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }

    /// <summary>Whom the association knows by this number, when it is one person: a couple's telephone does not say which.</summary>
    private async Task<ResidentId?> OnlyResident(PhoneNumber phone, AssociationId? association, CancellationToken cancel)
    {
        if (association is null) return null;
        var known = await db.Residents.Where(r => r.AssociationId == association && r.AddedByUserId == null && (r.Phone == phone || r.OtherPhone == phone || r.RelativePhone == phone))
            .Select(r => r.Id).Take(2).ToListAsync(cancel);
        return known is [var only] ? only : null;
    }
}
