using System.Globalization;
using System.Security.Cryptography;
using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Trust;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Decisions;
using CyberVoisins.Server.Journals;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Privacy;

/// <summary>What an erasure came to.</summary>
/// <param name="Rows">How many rows forgot something or went.</param>
internal sealed record Erased(int Rows);

/// <summary>
/// Erases a person (GDPR, article 17): name, number, place, words and texts go, with the account that nobody else needs and the way back from the journal. What is counted stays
/// without anybody: a visit took place, in that commune, of so many minutes. By the person or the association; refused while something is
/// under way, since then somebody is on the road.
/// </summary>
internal sealed class ErasePerson(AppDb db, Access access, CurrentUser user, Journal journal, Aliases aliases, Transactions transactions, TimeProvider clock)
{
    private const int SnapshotsAtOnce = 100;

    /// <summary>Nowhere: the place of somebody who was erased keeps its commune, for the figures.</summary>
    private const double Nowhere = 0;

    public Task<Erased> Resident(ResidentId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return transactions.Run(() => OneResident(id, cancel), cancel);
    }

    public Task<Erased> Volunteer(VolunteerId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        return transactions.Run(() => OneVolunteer(id, cancel), cancel);
    }

    private async Task<Erased> OneResident(ResidentId id, CancellationToken cancel)
    {
        var me = user.UserId;
        var row = await access.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && (r.AssociationId == user.CoordinatorOf || r.UserId == me), cancel) ?? throw new Refusal(ErrorCode.NotFound, "residentId");
        if (await db.Requests.AnyAsync(r => r.ResidentId == id && (r.State == RequestState.Searching || r.State == RequestState.Booked || r.State == RequestState.Escalated), cancel)
            || await db.WorryCases.AnyAsync(c => c.ResidentId == id && c.State != WorryState.Closed, cancel)
            || await db.Drafts.AnyAsync(d => d.ResidentId == id && d.State == DraftState.Open, cancel))
            throw new Refusal(ErrorCode.StillEngaged);
        var alone = await db.IsOnlyOneAt(row.Phone, cancel);
        var requests = db.Requests.Where(r => r.ResidentId == id);
        var visits = db.Visits.Where(v => v.ResidentId == id);
        var phone = row.Phone;
        var about = db.Messages.Where(m => (m.RequestId != null && requests.Any(r => r.Id == m.RequestId)) || (m.VisitId != null && visits.Any(v => v.Id == m.VisitId)));
        var rows = await about.Where(m => m.To == phone || m.To == row.RelativePhone).ExecuteUpdateAsync(Forget(clock.Now()), cancel) + await Unsay(about, cancel);
        rows += await Letters(row.Phone, alone, cancel);
        rows += await db.Drafts.Where(d => d.ResidentId == id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Text, "").SetProperty(d => d.Phone, PhoneNumber.Forgotten).SetProperty(d => d.Motive, (string?)null), cancel);
        rows += await visits.ExecuteUpdateAsync(s => s.SetProperty(v => v.Done, (string?)null), cancel);
        rows += await db.Contests.Where(c => db.Decisions.Any(d => d.Id == c.DecisionId && d.VolunteerId == null && requests.Any(r => r.Id == d.RequestId))).ExecuteUpdateAsync(s => s.SetProperty(c => c.Words, "").SetProperty(c => c.Answer, (string?)null), cancel);
        rows += await Worries(db.WorryCases.Where(c => c.ResidentId == id), cancel);
        rows += await db.Contacts.Where(c => c.ResidentId == id).ExecuteDeleteAsync(cancel);
        rows += await db.Assessments.Where(a => a.ResidentId == id).ExecuteDeleteAsync(cancel);
        rows += await db.Endings.Where(e => e.ResidentId == id).ExecuteDeleteAsync(cancel);
        rows += await requests.ExecuteUpdateAsync(s => s.SetProperty(r => r.Sentence, "").SetProperty(r => r.MeetingPoint, (string?)null)
            .SetProperty(r => r.Place.Label, "").SetProperty(r => r.Place.Latitude, Nowhere).SetProperty(r => r.Place.Longitude, Nowhere), cancel);
        rows += await Snapshots(row.AssociationId, [.. await db.Decisions.Where(d => requests.Any(r => r.Id == d.RequestId)).Select(d => d.SnapshotKey).Distinct().ToListAsync(cancel)], null, cancel);
        rows += await db.Residents.Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.FirstName, "").SetProperty(r => r.Phone, Nobody()).SetProperty(r => r.CanReceiveSms, false)
            .SetProperty(r => r.RelativeFirstName, (string?)null).SetProperty(r => r.RelativePhone, (PhoneNumber?)null).SetProperty(r => r.AgeBand, (AgeBand?)null).SetProperty(r => r.VoiceCodeHash, (byte[]?)null)
            .SetProperty(r => r.Place.Label, "").SetProperty(r => r.Place.Latitude, Nowhere).SetProperty(r => r.Place.Longitude, Nowhere).SetProperty(r => r.UserId, (Guid?)null), cancel);
        return await Close(row.AssociationId, id.Value, row.UserId, rows, cancel);
    }

    private async Task<Erased> OneVolunteer(VolunteerId id, CancellationToken cancel)
    {
        var row = await access.Volunteers.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel) ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
        await db.Lock(id, cancel);
        if (await db.Visits.AnyAsync(v => v.VolunteerId == id && v.State == VisitState.Planned, cancel)
            || await db.WorryCases.AnyAsync(c => c.VolunteerId == id && c.State != WorryState.Closed, cancel))
            throw new Refusal(ErrorCode.StillEngaged);
        var alone = await db.IsOnlyOneAt(row.Phone, cancel);
        var offers = db.Offers.Where(o => o.VolunteerId == id);
        var phone = row.Phone;
        var about = db.Messages.Where(m => (m.OfferId != null && offers.Any(o => o.Id == m.OfferId)) || (m.VisitId != null && db.Visits.Any(v => v.Id == m.VisitId && v.VolunteerId == id)));
        var rows = await about.Where(m => m.To == phone).ExecuteUpdateAsync(Forget(clock.Now()), cancel) + await Unsay(about, cancel);
        rows += await Letters(phone, alone, cancel);
        rows += await offers.Where(o => o.State == OfferState.Pending).ExecuteUpdateAsync(s => s.SetProperty(o => o.State, OfferState.Withdrawn), cancel);
        rows += await db.Visits.Where(v => v.VolunteerId == id).ExecuteUpdateAsync(s => s.SetProperty(v => v.Done, (string?)null), cancel);
        rows += await db.Contests.Where(c => db.Decisions.Any(d => d.Id == c.DecisionId && d.VolunteerId == id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.Words, "").SetProperty(c => c.Answer, (string?)null), cancel);
        rows += await Worries(db.WorryCases.Where(c => c.VolunteerId == id), cancel);
        rows += await db.References.Where(r => r.VolunteerId == id).ExecuteDeleteAsync(cancel);
        rows += await db.GuardianConsents.Where(c => c.VolunteerId == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.GuardianFirstName, ""), cancel);
        rows += await Snapshots(row.AssociationId, [], id, cancel);
        rows += await db.Volunteers.Where(v => v.Id == id).ExecuteUpdateAsync(s => s.SetProperty(v => v.FirstName, "").SetProperty(v => v.Phone, Nobody()).SetProperty(v => v.State, VolunteerState.Suspended)
            .SetProperty(v => v.IsWoman, false).SetProperty(v => v.Place.Label, "").SetProperty(v => v.Place.Latitude, Nowhere).SetProperty(v => v.Place.Longitude, Nowhere).SetProperty(v => v.UserId, (Guid?)null), cancel);
        db.IndexChanges.Add(new IndexChange { VolunteerId = id, AssociationId = row.AssociationId });
        return await Close(row.AssociationId, id.Value, row.UserId, rows, cancel);
    }

    private static Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Message>> Forget(Instant now) => s => s
        .SetProperty(m => m.To, PhoneNumber.Forgotten).SetProperty(m => m.Body, "").SetProperty(m => m.OneWayBody, (string?)null).SetProperty(m => m.RedactedAt, now)
        .SetProperty(m => m.State, m => m.State == MessageState.Queued || m.State == MessageState.ToCall ? MessageState.Cancelled : m.State);

    /// <summary>What others were told names the person too: its text goes, and that it was told stays.</summary>
    private Task<int> Unsay(IQueryable<Message> messages, CancellationToken cancel)
    {
        var now = clock.Now();
        return messages.Where(m => m.Body != "" && m.State != MessageState.InFlight)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, "").SetProperty(m => m.OneWayBody, (string?)null).SetProperty(m => m.RedactedAt, now)
                .SetProperty(m => m.State, m => m.State == MessageState.Queued || m.State == MessageState.ToCall ? MessageState.Cancelled : m.State), cancel);
    }

    /// <summary>What was written to and by a number that was this person's alone.</summary>
    private async Task<int> Letters(PhoneNumber phone, bool alone, CancellationToken cancel)
    {
        if (!alone) return 0;
        var (now, nobody) = (clock.Now(), PhoneNumber.Forgotten);
        return await db.Messages.Where(m => m.To == phone).ExecuteUpdateAsync(Forget(now), cancel)
            + await db.InboundMessages.Where(m => m.From == phone).ExecuteUpdateAsync(s => s.SetProperty(m => m.From, nobody).SetProperty(m => m.Body, "").SetProperty(m => m.RedactedAt, now), cancel)
            + await db.VoiceCalls.Where(c => c.From == phone).ExecuteUpdateAsync(s => s.SetProperty(c => c.From, (PhoneNumber?)null), cancel)
            + await db.Drafts.Where(d => d.Phone == phone && d.State != DraftState.Open).ExecuteUpdateAsync(s => s.SetProperty(d => d.Phone, nobody).SetProperty(d => d.Text, ""), cancel)
            + await db.AnswerLinks.Where(l => l.Phone == phone).ExecuteDeleteAsync(cancel)
            + await db.Reachabilities.Where(r => r.Phone == phone).ExecuteDeleteAsync(cancel)
            + await db.SignInCodes.Where(c => c.Phone == phone).ExecuteDeleteAsync(cancel)
            // A number that nobody here knows any more is written to by nobody.
            + await db.OptOuts.Where(o => o.Phone == phone).ExecuteDeleteAsync(cancel);
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

    private async Task<Erased> Close(AssociationId association, Guid person, Guid? account, int rows, CancellationToken cancel)
    {
        var forgotten = new List<Guid> { person };
        if (account is { } id && !await IsNeeded(id, cancel))
        {
            // Roles, passkeys and what else hangs on it go with it.
            rows += await db.Users.Where(u => u.Id == id).ExecuteDeleteAsync(cancel);
            forgotten.Add(id);
        }
        journal.Doing(null);
        rows += await aliases.Forget(forgotten, cancel);
        journal.Add(association, "erasePerson", [], facts: new Dictionary<string, string> { ["rows"] = rows.ToString(CultureInfo.InvariantCulture) }, unsigned: forgotten.Contains(user.UserId ?? Guid.Empty));
        return new(rows);
    }

    private async Task<bool> IsNeeded(Guid account, CancellationToken cancel) =>
        await db.Residents.AnyAsync(r => r.UserId == account, cancel) || await db.Volunteers.AnyAsync(v => v.UserId == account, cancel)
        || await db.HasRole(account, Roles.Coordinator, cancel) || await db.HasRole(account, Roles.Administrator, cancel);

    /// <summary>Of a country that does not exist, and of nobody else: two who were erased do not meet on one number.</summary>
    private static PhoneNumber Nobody() => new($"+999{RandomNumberGenerator.GetInt32(1_000_000_000):000000000}");
}
