using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Worries;

/// <summary>Turns what a person may be (volunteer, resident, relative) and what they said into a report. Reads only.</summary>
internal sealed class FindMeeting(AppDb db, TimeProvider clock)
{
    /// <summary>The visit with this code, or the only pair that can be meant (<see cref="WhomItIsAbout"/>).</summary>
    public async Task<Meeting?> Of(IReadOnlyCollection<VolunteerId> volunteers, IReadOnlyCollection<ResidentId> residents, string? code, CancellationToken cancel)
    {
        if (volunteers.Count == 0 && residents.Count == 0) return null;
        var now = clock.Now();
        var since = now - WhomItIsAbout.Lately - NodaTime.Duration.FromHours(1);
        var mine = db.Visits.AsNoTracking().Where(v => volunteers.Contains(v.VolunteerId) || residents.Contains(v.ResidentId));
        if (code is not null && await mine.Where(v => v.Code == code).OrderByDescending(v => v.Start).FirstOrDefaultAsync(cancel) is { } named) return MeetingOf(named);
        return WhomItIsAbout.Of((await mine.Where(v => v.Start > since && v.State != VisitState.Cancelled).ToListAsync(cancel)).Select(MeetingOf), now);
    }

    /// <summary>Whom the contact with this number speaks for today, whatever their scope.</summary>
    public async Task<List<Resident>> SpokenFor(PhoneNumber phone, CancellationToken cancel)
    {
        var now = clock.Now();
        var ids = (await db.Contacts.AsNoTracking().Where(c => c.Phone == phone && c.EndedAt == null).ToListAsync(cancel)).Where(c => c.StandsAt(now)).Select(c => c.ResidentId).ToList();
        return await db.Residents.AsNoTracking().Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(cancel);
    }

    /// <summary>As a telephone or an account tells who they are.</summary>
    /// <param name="association">Whose case it is when no meeting tells.</param>
    public async Task<WorryReport> Report(IReadOnlyList<Volunteer> volunteers, IReadOnlyList<Resident> residents, PhoneNumber? phone, string? code, AssociationId association, RequestChannel channel, string words, CancellationToken cancel)
    {
        var meeting = await Of([.. volunteers.Select(v => v.Id)], [.. residents.Select(r => r.Id)], code, cancel);
        if (meeting is not null)
        {
            var resident = residents.FirstOrDefault(r => r.Id == meeting.ResidentId);
            var by = resident is not null ? As(resident, phone) : WorryReporter.Volunteer;
            return new(meeting.AssociationId, by, channel, phone, words) { Resident = meeting.ResidentId, Volunteer = meeting.VolunteerId, Visit = meeting.VisitId };
        }
        var (own, helped) = (volunteers.Where(v => v.AssociationId == association).ToList(), residents.Where(r => r.AssociationId == association).ToList());
        return new(association, helped.Count > 0 ? As(helped[0], phone) : own.Count > 0 ? WorryReporter.Volunteer : WorryReporter.Unknown, channel, phone, words)
        {
            // A couple's telephone does not say which of the two.
            Resident = helped is [var one] && own.Count == 0 ? one.Id : null,
            Volunteer = own is [var only] && helped.Count == 0 ? only.Id : null,
        };
    }

    private static WorryReporter As(Resident resident, PhoneNumber? phone) => resident.Phone == phone ? WorryReporter.Resident : WorryReporter.Relative;

    private static Meeting MeetingOf(Visit visit) => new(visit.Id, visit.AssociationId, visit.VolunteerId, visit.ResidentId, visit.Start, visit.End);
}
