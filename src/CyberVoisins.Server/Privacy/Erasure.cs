using System.Security.Cryptography;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Duplicates;
using CyberVoisins.Server.Journals;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Privacy;

/// <summary>What was forgotten of somebody.</summary>
/// <param name="Rows">How many rows forgot something or went.</param>
/// <param name="People">The person, and the account when it went too.</param>
internal sealed record Forgotten(int Rows, IReadOnlyList<Guid> People);

/// <summary>
/// Erases a person (GDPR, article 17), in the transaction of whoever decided it: name, number, place, words and texts go, with the account that nobody else needs and the way back
/// from the journal. What is counted stays without anybody: a visit took place, in that commune, of so many minutes. What becomes of each table is held by the test WhatIsKeptOfAPerson.
/// </summary>
internal sealed class Erasure(AppDb db, Aliases aliases, TimeProvider clock)
{
    private const int SnapshotsAtOnce = 100;

    /// <summary>Nowhere: the place of somebody who was erased keeps its commune, for the figures.</summary>
    private const double Nowhere = 0;

    /// <summary>News of a visit that name no visit in their row: that nobody comes, what relatives were told, thanks, and answers to what somebody wrote.</summary>
    private static readonly MessageKind[] Loose = [MessageKind.VisitCancelled, MessageKind.ContactTold, MessageKind.Thanks, MessageKind.Reply];

    /// <summary>Something is under way: a request, a visit, a case of worry, a draft; or somebody has still to hear that nobody comes.</summary>
    public async Task<bool> IsEngaged(Resident resident, CancellationToken cancel)
    {
        var id = resident.Id;
        return await db.Requests.AnyAsync(r => r.ResidentId == id && (r.State == RequestState.Searching || r.State == RequestState.Booked || r.State == RequestState.Escalated), cancel)
            || await db.WorryCases.AnyAsync(c => c.ResidentId == id && c.State != WorryState.Closed, cancel)
            || await db.Drafts.AnyAsync(d => d.ResidentId == id && d.State == DraftState.Open, cancel)
            || await AnyUntold(resident.AssociationId, db.Visits.Where(v => v.ResidentId == id), cancel);
    }

    /// <inheritdoc cref="IsEngaged(Resident, CancellationToken)"/>
    public async Task<bool> IsEngaged(Volunteer volunteer, CancellationToken cancel)
    {
        var id = volunteer.Id;
        return await db.Visits.AnyAsync(v => v.VolunteerId == id && v.State == VisitState.Planned, cancel)
            || await db.WorryCases.AnyAsync(c => c.VolunteerId == id && c.State != WorryState.Closed, cancel)
            || await AnyUntold(volunteer.AssociationId, db.Visits.Where(v => v.VolunteerId == id), cancel);
    }

    private async Task<bool> AnyUntold(AssociationId association, IQueryable<Visit> visits, CancellationToken cancel)
    {
        var now = clock.Now();
        var waiting = await db.Messages.Where(m => m.AssociationId == association && m.Kind == MessageKind.VisitCancelled && m.About > now && (m.State == MessageState.Queued || m.State == MessageState.ToCall || m.State == MessageState.InFlight))
            .Select(m => m.DedupKey).ToListAsync(cancel);
        return waiting.Count > 0 && (await visits.Where(v => v.Start > now).Select(v => v.Id).ToListAsync(cancel)).Exists(v => waiting.Exists(key => key.Contains(v.ToString(), StringComparison.Ordinal)));
    }

    public async Task<Forgotten> Of(Resident row, CancellationToken cancel)
    {
        var (id, now) = (row.Id, clock.Now());
        await db.Lock(id, cancel);
        // The records that were merged into this one are the same person's.
        var merged = await db.MergedInto(id, cancel);
        List<PhoneNumber> numbers = [row.Phone, .. await db.Residents.IgnoreQueryFilters().Where(r => merged.Contains(r.Id)).Select(r => r.Phone).ToListAsync(cancel)];
        var requests = db.Requests.Where(r => r.ResidentId == id);
        var visits = db.Visits.Where(v => v.ResidentId == id);
        var helpers = db.Volunteers.Where(v => visits.Any(x => x.VolunteerId == v.Id)).Select(v => v.Phone);
        var about = db.Messages.Where(m => (m.RequestId != null && requests.Any(r => r.Id == m.RequestId)) || (m.VisitId != null && visits.Any(v => v.Id == m.VisitId)));
        var rows = 0;
        foreach (var number in numbers.Cast<PhoneNumber?>().Append(row.RelativePhone).OfType<PhoneNumber>().Distinct()) rows += await Forget(about, number, cancel);
        rows += await Unsay(about, cancel);
        rows += await UnsayLoose(row.AssociationId, visits, helpers, cancel);
        foreach (var number in numbers.Distinct()) rows += await Letters(number, await db.IsOnlyOneAt(number, cancel), cancel);
        rows += await db.KeptApart.Where(a => a.FirstId == id.Value || a.SecondId == id.Value).ExecuteDeleteAsync(cancel);
        rows += await Flags([.. await requests.Select(r => r.Id.Value).ToListAsync(cancel), .. await db.Drafts.Where(d => d.ResidentId == id).Select(d => d.Id.Value).ToListAsync(cancel),
            .. await visits.Select(v => v.Id.Value).ToListAsync(cancel)], cancel);
        rows += await db.Drafts.Where(d => d.ResidentId == id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Text, "").SetProperty(d => d.Phone, PhoneNumber.Forgotten).SetProperty(d => d.Motive, (string?)null), cancel);
        rows += await db.VoiceCalls.Where(c => c.ResidentId == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.ResidentId, (ResidentId?)null).SetProperty(c => c.From, (PhoneNumber?)null), cancel);
        rows += await visits.ExecuteUpdateAsync(s => s.SetProperty(v => v.Done, (string?)null).SetProperty(v => v.Thanks, (string?)null), cancel);
        rows += await db.Contests.Where(c => db.Decisions.Any(d => d.Id == c.DecisionId && d.VolunteerId == null && requests.Any(r => r.Id == d.RequestId))).ExecuteUpdateAsync(s => s.SetProperty(c => c.Words, "").SetProperty(c => c.Answer, (string?)null), cancel);
        rows += await db.PlanDecisions.Where(d => requests.Any(r => r.Id == d.RequestId)).ExecuteUpdateAsync(s => s.SetProperty(d => d.Motive, ""), cancel);
        rows += await Worries(db.WorryCases.Where(c => c.ResidentId == id), cancel);
        rows += await db.PairBlocks.Where(b => b.ResidentId == id || merged.Contains(b.ResidentId)).ExecuteDeleteAsync(cancel);
        rows += await db.Endings.Where(e => merged.Contains(e.ResidentId)).ExecuteDeleteAsync(cancel);
        rows += await db.Contacts.Where(c => c.ResidentId == id).ExecuteDeleteAsync(cancel);
        rows += await db.Assessments.Where(a => a.ResidentId == id).ExecuteDeleteAsync(cancel);
        rows += await db.Endings.Where(e => e.ResidentId == id).ExecuteDeleteAsync(cancel);
        rows += await requests.ExecuteUpdateAsync(s => s.SetProperty(r => r.Sentence, "").SetProperty(r => r.MeetingPoint, (string?)null).SetProperty(r => r.SentHash, (string?)null)
            .SetProperty(r => r.Place.Label, "").SetProperty(r => r.Place.Latitude, Nowhere).SetProperty(r => r.Place.Longitude, Nowhere)
            .SetProperty(r => r.Place.BlurredLatitude, (double?)null).SetProperty(r => r.Place.BlurredLongitude, (double?)null).SetProperty(r => r.Place.BlurredRadiusMetres, (int?)null), cancel);
        rows += await Snapshots(row.AssociationId, [.. await db.Decisions.Where(d => requests.Any(r => r.Id == d.RequestId)).Select(d => d.SnapshotKey).Distinct().ToListAsync(cancel)], null, cancel);
        foreach (var record in merged.Append(id))
            rows += await db.Residents.IgnoreQueryFilters().Where(r => r.Id == record).ExecuteUpdateAsync(s => s.SetProperty(r => r.FirstName, "").SetProperty(r => r.Phone, Nobody()).SetProperty(r => r.OtherPhone, (PhoneNumber?)null).SetProperty(r => r.CanReceiveSms, false).SetProperty(r => r.ErasedAt, now)
                .SetProperty(r => r.RelativeFirstName, (string?)null).SetProperty(r => r.RelativePhone, (PhoneNumber?)null).SetProperty(r => r.AgeBand, (AgeBand?)null).SetProperty(r => r.VoiceCodeHash, (byte[]?)null)
                .SetProperty(r => r.Place.Label, "").SetProperty(r => r.Place.Latitude, Nowhere).SetProperty(r => r.Place.Longitude, Nowhere)
                .SetProperty(r => r.Place.BlurredLatitude, (double?)null).SetProperty(r => r.Place.BlurredLongitude, (double?)null).SetProperty(r => r.Place.BlurredRadiusMetres, (int?)null).SetProperty(r => r.UserId, (Guid?)null), cancel);
        return await Close([id.Value, .. merged.Select(m => m.Value)], row.UserId, rows, cancel);
    }

    /// <param name="row">Locked by whoever calls.</param>
    public async Task<Forgotten> Of(Volunteer row, CancellationToken cancel)
    {
        var (id, phone, now) = (row.Id, row.Phone, clock.Now());
        var alone = await db.IsOnlyOneAt(phone, cancel);
        var offers = db.Offers.Where(o => o.VolunteerId == id);
        var visits = db.Visits.Where(v => v.VolunteerId == id);
        var helped = db.Residents.Where(r => visits.Any(v => v.ResidentId == r.Id)).Select(r => r.Phone);
        var about = db.Messages.Where(m => (m.OfferId != null && offers.Any(o => o.Id == m.OfferId)) || (m.VisitId != null && visits.Any(v => v.Id == m.VisitId)));
        var rows = await Forget(about, phone, cancel) + await Unsay(about, cancel);
        rows += await UnsayLoose(row.AssociationId, visits, helped, cancel);
        rows += await Letters(phone, alone, cancel);
        rows += await offers.Where(o => o.State == OfferState.Pending || o.State == OfferState.Expired).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, OfferState.Withdrawn), cancel);
        rows += await visits.ExecuteUpdateAsync(s => s.SetProperty(v => v.Done, (string?)null).SetProperty(v => v.Thanks, (string?)null), cancel);
        rows += await db.Contests.Where(c => db.Decisions.Any(d => d.Id == c.DecisionId && d.VolunteerId == id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.Words, "").SetProperty(c => c.Answer, (string?)null), cancel);
        rows += await db.PlanDecisions.Where(d => d.VolunteerId == id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Motive, ""), cancel);
        rows += await Worries(db.WorryCases.Where(c => c.VolunteerId == id), cancel);
        rows += await db.PairBlocks.Where(b => b.VolunteerId == id).ExecuteDeleteAsync(cancel);
        rows += await db.Demand.Where(d => d.VolunteerId == id).ExecuteDeleteAsync(cancel);
        rows += await db.KeptApart.Where(a => a.FirstId == id.Value || a.SecondId == id.Value).ExecuteDeleteAsync(cancel);
        rows += await db.References.Where(r => r.VolunteerId == id).ExecuteDeleteAsync(cancel);
        rows += await db.GuardianConsents.Where(c => c.VolunteerId == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.GuardianFirstName, "").SetProperty(c => c.GuardianPhone, PhoneNumber.Forgotten), cancel);
        rows += await Snapshots(row.AssociationId, [], id, cancel);
        rows += await db.Volunteers.Where(v => v.Id == id).ExecuteUpdateAsync(s => s.SetProperty(v => v.FirstName, "").SetProperty(v => v.Phone, Nobody()).SetProperty(v => v.State, VolunteerState.Suspended).SetProperty(v => v.ErasedAt, now)
            .SetProperty(v => v.AdultFrom, (LocalDate?)null).SetProperty(v => v.Bulletin3SeenOn, (LocalDate?)null).SetProperty(v => v.Bulletin3SeenByUserId, (Guid?)null)
            .SetProperty(v => v.IsWoman, false).SetProperty(v => v.Place.Label, "").SetProperty(v => v.Place.Latitude, Nowhere).SetProperty(v => v.Place.Longitude, Nowhere)
            .SetProperty(v => v.Place.BlurredLatitude, (double?)null).SetProperty(v => v.Place.BlurredLongitude, (double?)null).SetProperty(v => v.Place.BlurredRadiusMetres, (int?)null).SetProperty(v => v.UserId, (Guid?)null), cancel);
        db.IndexChanges.Add(new IndexChange { VolunteerId = id, AssociationId = row.AssociationId });
        return await Close([id.Value], row.UserId, rows, cancel);
    }

    /// <summary>What left in the last day keeps a mark of the number: erased and written down again, it is written to no more often.</summary>
    private async Task<int> Forget(IQueryable<Message> messages, PhoneNumber number, CancellationToken cancel)
    {
        var since = clock.Now() - ErasedNumbers.Counted;
        return await Empty(messages.Where(m => m.To == number && m.InFlightSince > since), db.MarkOf(number)) + await Empty(messages.Where(m => m.To == number), PhoneNumber.Forgotten);

        Task<int> Empty(IQueryable<Message> some, PhoneNumber to)
        {
            var now = clock.Now();
            return some.ExecuteUpdateAsync(s => s
                .SetProperty(m => m.To, to).SetProperty(m => m.Body, "").SetProperty(m => m.OneWayBody, (string?)null).SetProperty(m => m.RedactedAt, now)
                .SetProperty(m => m.State, m => m.State == MessageState.Queued || m.State == MessageState.ToCall ? MessageState.Cancelled : m.State), cancel);
        }
    }

    /// <summary>What others were told names the person too: its text goes, and that it was told stays.</summary>
    private Task<int> Unsay(IQueryable<Message> messages, CancellationToken cancel)
    {
        var now = clock.Now();
        return messages.Where(m => m.Body != "" && m.State != MessageState.InFlight)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, "").SetProperty(m => m.OneWayBody, (string?)null).SetProperty(m => m.RedactedAt, now)
                .SetProperty(m => m.State, m => m.State == MessageState.Queued || m.State == MessageState.ToCall ? MessageState.Cancelled : m.State), cancel);
    }

    /// <summary>The same for what names no visit in its row: found by its intention, or (an answer) by who read it; an answer to another matter is forgotten a few days early. What waits is left: somebody is to hear it.</summary>
    private async Task<int> UnsayLoose(AssociationId association, IQueryable<Visit> visits, IQueryable<PhoneNumber> others, CancellationToken cancel)
    {
        var names = await visits.Select(v => v.Id).ToListAsync(cancel);
        if (names.Count == 0) return 0;
        var readers = (await others.Distinct().ToListAsync(cancel)).ToHashSet();
        var keys = names.ConvertAll(v => v.ToString());
        var ids = (await db.Messages.Where(m => m.AssociationId == association && m.VisitId == null && Loose.Contains(m.Kind) && m.RedactedAt == null
                && m.State != MessageState.Queued && m.State != MessageState.ToCall && m.State != MessageState.InFlight).Select(m => new { m.Id, m.Kind, m.DedupKey, m.To }).ToListAsync(cancel))
            .Where(m => m.Kind == MessageKind.Reply ? readers.Contains(m.To) : keys.Exists(key => m.DedupKey.Contains(key, StringComparison.Ordinal))).Select(m => m.Id).ToList();
        var rows = 0;
        foreach (var some in ids.Chunk(SnapshotsAtOnce)) rows += await Unsay(db.Messages.Where(m => some.Contains(m.Id)), cancel);
        return rows;
    }

    /// <summary>The words of a swindle that were found in what they wrote.</summary>
    private Task<int> Flags(List<Guid> sources, CancellationToken cancel) =>
        sources.Count == 0 ? Task.FromResult(0) : db.ScamFlags.Where(f => sources.Contains(f.SourceId)).ExecuteDeleteAsync(cancel);

    /// <summary>What was written to and by a number that was this person's alone.</summary>
    private async Task<int> Letters(PhoneNumber phone, bool alone, CancellationToken cancel)
    {
        if (!alone) return 0;
        var (now, nobody) = (clock.Now(), PhoneNumber.Forgotten);
        return await Flags([.. await db.InboundMessages.Where(m => m.From == phone).Select(m => m.Id.Value).ToListAsync(cancel)], cancel)
            + await Forget(db.Messages, phone, cancel)
            + await db.InboundMessages.Where(m => m.From == phone).ExecuteUpdateAsync(s => s.SetProperty(m => m.From, nobody).SetProperty(m => m.Body, "").SetProperty(m => m.RedactedAt, now), cancel)
            + await db.WorryCases.Where(c => c.Phone == phone && c.State == WorryState.Closed).ExecuteUpdateAsync(s => s.SetProperty(c => c.Words, "").SetProperty(c => c.Phone, (PhoneNumber?)null).SetProperty(c => c.RedactedAt, now), cancel)
            + await db.VoiceCalls.Where(c => c.From == phone).ExecuteUpdateAsync(s => s.SetProperty(c => c.From, (PhoneNumber?)null), cancel)
            + await db.Drafts.Where(d => d.Phone == phone && d.State != DraftState.Open).ExecuteUpdateAsync(s => s.SetProperty(d => d.Phone, nobody).SetProperty(d => d.Text, ""), cancel)
            + await db.AnswerLinks.Where(l => l.Phone == phone).ExecuteDeleteAsync(cancel)
            + await db.Reachabilities.Where(r => r.Phone == phone).ExecuteDeleteAsync(cancel)
            + await db.SignInCodes.Where(c => c.Phone == phone).ExecuteDeleteAsync(cancel)
            // Whoever writes the number down again finds that it wants no SMS.
            + await db.MarkStop(phone, cancel);
    }

    private async Task<int> Worries(IQueryable<WorryCase> cases, CancellationToken cancel) =>
        await db.WorryNotes.Where(n => cases.Any(c => c.Id == n.CaseId)).ExecuteUpdateAsync(s => s.SetProperty(n => n.Text, ""), cancel)
        + await cases.ExecuteUpdateAsync(s => s.SetProperty(c => c.Words, "").SetProperty(c => c.Phone, (PhoneNumber?)null).SetProperty(c => c.RedactedAt, clock.Now()), cancel);

    /// <summary>What decisions read: those of these keys, and those in which this volunteer stood. Their records stay, and can no longer be computed again.</summary>
    private async Task<int> Snapshots(AssociationId association, HashSet<string> keys, VolunteerId? volunteer, CancellationToken cancel)
    {
        if (volunteer?.ToString() is { } needle)
            foreach (var some in (await db.DecisionSnapshots.Where(s => s.AssociationId == association).Select(s => s.Key).ToListAsync(cancel)).Chunk(SnapshotsAtOnce))
                foreach (var snapshot in await db.DecisionSnapshots.AsNoTracking().Where(s => some.Contains(s.Key)).ToListAsync(cancel))
                    if (System.Text.Encoding.UTF8.GetString(ReadDecisions.Unpack(snapshot.Json)).Contains(needle, StringComparison.OrdinalIgnoreCase)) keys.Add(snapshot.Key);
        return keys.Count == 0 ? 0 : await db.DecisionSnapshots.Where(s => keys.Contains(s.Key)).ExecuteDeleteAsync(cancel);
    }

    private async Task<Forgotten> Close(List<Guid> forgotten, Guid? account, int rows, CancellationToken cancel)
    {
        if (account is { } id && !await IsNeeded(id, forgotten, cancel))
        {
            // Roles, sessions, tokens, passkeys and what else hangs on it go with it; what it was asked to sign hangs on nothing.
            rows += await db.PasskeyChallenges.Where(c => c.AccountId == id).ExecuteDeleteAsync(cancel);
            rows += await db.Users.Where(u => u.Id == id).ExecuteDeleteAsync(cancel);
            forgotten.Add(id);
        }
        return new(rows + await aliases.Forget(forgotten, cancel), forgotten);
    }

    /// <summary>By what the account is elsewhere, also for somebody else: a mother for whom it asked.</summary>
    private async Task<bool> IsNeeded(Guid account, List<Guid> forgotten, CancellationToken cancel) =>
        await db.Residents.AnyAsync(r => r.UserId == account, cancel) || await db.Volunteers.AnyAsync(v => v.UserId == account, cancel)
        || await db.Residents.AnyAsync(r => r.AddedByUserId == account && r.ErasedAt == null, cancel)
        || (await db.Requests.Where(r => r.AuthorUserId == account).Select(r => r.ResidentId).Distinct().ToListAsync(cancel)).Exists(r => !forgotten.Contains(r.Value))
        || await db.HasRole(account, Roles.Coordinator, cancel) || await db.HasRole(account, Roles.Administrator, cancel);

    /// <summary>Of a country that does not exist, and of nobody else: two who were erased do not meet on one number.</summary>
    private static PhoneNumber Nobody() => new($"+999{RandomNumberGenerator.GetInt32(1_000_000_000):000000000}");
}
