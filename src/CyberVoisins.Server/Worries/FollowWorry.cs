using CyberVoisins.Core;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Worries;

/// <summary>The cases of the association, for its coordinators.</summary>
internal sealed class WorryCases(AppDb db, CurrentUser user)
{
    public IQueryable<WorryCase> Mine
    {
        get
        {
            var association = user.RequireCoordinator();
            return db.WorryCases.Where(c => c.AssociationId == association);
        }
    }

    /// <summary>Held for the rest of the transaction.</summary>
    public async Task<WorryCase> Held(WorryCaseId id, CancellationToken cancel)
    {
        if (!await Mine.AnyAsync(c => c.Id == id, cancel)) throw new Refusal(ErrorCode.NotFound, "caseId");
        await db.Lock(id, cancel);
        return await Mine.SingleAsync(c => c.Id == id, cancel);
    }
}

/// <summary>A coordinator writes down what they did or heard.</summary>
/// <param name="CaseId">Of a case that is not closed.</param>
/// <param name="Text">3 to 1,000 characters; coordinators alone read it.</param>
public sealed record NoteWorryInput(WorryCaseId CaseId, string Text);

internal sealed class NoteWorry(AppDb db, Transactions transactions, CurrentUser user, WorryCases cases, TimeProvider clock)
{
    public Task<WorryCase> Run(NoteWorryInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        user.RequireCoordinator();
        var text = Check.Text(input.Text, "text", 3, WorryCase.LongestWords);
        var worry = await cases.Held(input.CaseId, cancel);
        worry.Follow(clock.Now());
        db.WorryNotes.Add(worry.Note(WorryStep.Noted, text, user.UserId, user.Account?.FirstName, clock.Now()));
        return worry;
    }, cancel);
}

/// <summary>A coordinator asked about whom it is, and keeps the two apart.</summary>
/// <param name="CaseId">Of a case that is not closed.</param>
/// <param name="ResidentId">When the case does not know it.</param>
/// <param name="VolunteerId">When the case does not know it.</param>
public sealed record SeparatePairInput(WorryCaseId CaseId, ResidentId? ResidentId, VolunteerId? VolunteerId);

internal sealed class SeparateWorriedPair(AppDb db, Transactions transactions, CurrentUser user, WorryCases cases, OpenWorry open, TimeProvider clock)
{
    public Task<WorryCase> Run(SeparatePairInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        var association = user.RequireCoordinator();
        var worry = await cases.Held(input.CaseId, cancel);
        var (resident, volunteer) = (input.ResidentId ?? worry.ResidentId, input.VolunteerId ?? worry.VolunteerId);
        if (!await db.Residents.AnyAsync(r => r.Id == resident && r.AssociationId == association, cancel)) throw new Refusal(ErrorCode.NotFound, "residentId");
        if (!await db.Volunteers.AnyAsync(v => v.Id == volunteer && v.AssociationId == association, cancel)) throw new Refusal(ErrorCode.NotFound, "volunteerId");
        worry.IsAbout(resident, volunteer);
        worry.Follow(clock.Now());
        await open.Separate(worry, VisitParty.Association, null, user.UserId, user.Account?.FirstName, cancel);
        return worry;
    }, cancel);
}

/// <summary>A coordinator has done what was to be done.</summary>
/// <param name="CaseId">Of a case that is not closed.</param>
/// <param name="Conclusion">What was found.</param>
/// <param name="Text">Why, 3 to 1,000 characters; coordinators alone read it.</param>
/// <param name="LetMeetAgain">True when the two may be proposed to each other again, after speaking with both; by default false. Visits that were cancelled stay so. Refused while another case keeps the two apart.</param>
public sealed record CloseWorryInput(WorryCaseId CaseId, WorryConclusion Conclusion, string Text, bool? LetMeetAgain);

internal sealed class CloseWorry(AppDb db, Transactions transactions, CurrentUser user, WorryCases cases, TimeProvider clock)
{
    public Task<WorryCase> Run(CloseWorryInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        user.RequireCoordinator();
        var text = Check.Text(input.Text, "text", 3, WorryCase.LongestWords);
        var worry = await cases.Held(input.CaseId, cancel);
        var now = clock.Now();
        if (input.LetMeetAgain == true && await db.WorryCases.AnyAsync(c => c.Id != worry.Id && c.ResidentId == worry.ResidentId && c.VolunteerId == worry.VolunteerId && c.State != WorryState.Closed && c.SeparatedAt != null, cancel))
            throw new Refusal(ErrorCode.InvalidTransition, "letMeetAgain", WorryState.Open.UpperSnake());
        worry.Close(input.Conclusion, now);
        if (input.LetMeetAgain == true && worry is { ResidentId: { } resident, VolunteerId: { } volunteer }
            && await db.PairBlocks.Where(b => b.ResidentId == resident && b.VolunteerId == volunteer).ExecuteDeleteAsync(cancel) > 0)
            db.WorryNotes.Add(worry.Note(WorryStep.LetMeetAgain, "", user.UserId, user.Account?.FirstName, now));
        db.WorryNotes.Add(worry.Note(WorryStep.Closed, text, user.UserId, user.Account?.FirstName, now));
        return worry;
    }, cancel);
}
