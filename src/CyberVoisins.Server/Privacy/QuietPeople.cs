using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Privacy;

/// <summary>Who is gone quiet.</summary>
public enum QuietKind
{
    /// <summary>Somebody who was helped.</summary>
    Resident,
    /// <summary>Somebody who helps.</summary>
    Volunteer,
}

/// <summary>Somebody of whom there was no sign for long, and who is erased soon.</summary>
/// <param name="ResidentId">Of a resident.</param>
/// <param name="VolunteerId">Of a volunteer.</param>
/// <param name="LastSign">The last day with a sign of them, in the association's time zone.</param>
/// <param name="ErasedOn">The first day on which they may be erased.</param>
internal sealed record QuietPerson(QuietKind Kind, ResidentId? ResidentId, VolunteerId? VolunteerId, string FirstName, LocalDate LastSign, LocalDate ErasedOn)
{
    public string Id => ResidentId?.ToString() ?? VolunteerId.ToString()!;
}

/// <summary>
/// People without a sign since an instant: they signed up, asked, met, wrote, called, signed in, were corrected, vouched for or kept. What we write to
/// them is no sign. Nobody whose data are restricted, since those are to be kept, and nobody of whom something is under way.
/// </summary>
internal sealed class QuietPeople(AppDb db)
{
    public IQueryable<Resident> Residents(AssociationId of, Instant since) => db.Residents.AsNoTracking().Where(r => r.AssociationId == of && r.ErasedAt == null && r.RestrictedAt == null
        && r.CreatedAt < since && (r.ActiveAt == null || r.ActiveAt < since)
        && !db.Requests.Any(q => q.ResidentId == r.Id && (q.CreatedAt >= since || q.State == RequestState.Searching || q.State == RequestState.Booked || q.State == RequestState.Escalated))
        && !db.Visits.Any(v => v.ResidentId == r.Id && (v.Start >= since || v.State == VisitState.Planned))
        && !db.InboundMessages.Any(m => (m.From == r.Phone || m.From == r.OtherPhone) && m.ReceivedAt >= since)
        && !db.VoiceCalls.Any(c => (c.From == r.Phone || (r.OtherPhone != null && c.From == r.OtherPhone)) && c.StartedAt >= since)
        && !db.Assessments.Any(a => a.ResidentId == r.Id && a.At >= since)
        && !db.Consents.Any(c => c.ResidentId == r.Id && c.RecordedAt >= since)
        && !db.Contacts.Any(c => c.ResidentId == r.Id && c.CreatedAt >= since)
        && !db.WorryCases.Any(c => c.ResidentId == r.Id && (c.OpenedAt >= since || c.State != WorryState.Closed))
        && !db.Drafts.Any(d => d.ResidentId == r.Id && (d.CreatedAt >= since || d.State == DraftState.Open)));

    public IQueryable<Volunteer> Volunteers(AssociationId of, Instant since) => db.Volunteers.AsNoTracking().Where(v => v.AssociationId == of && v.ErasedAt == null && v.RestrictedAt == null
        && v.CreatedAt < since && (v.ActiveAt == null || v.ActiveAt < since)
        && !db.Visits.Any(x => x.VolunteerId == v.Id && (x.Start >= since || x.State == VisitState.Planned))
        && !db.Offers.Any(o => o.VolunteerId == v.Id && o.AnsweredAt >= since)
        && !db.InboundMessages.Any(m => m.From == v.Phone && m.ReceivedAt >= since)
        && !db.VoiceCalls.Any(c => c.From == v.Phone && c.StartedAt >= since)
        && !db.Vouchings.Any(x => x.VolunteerId == v.Id && x.At >= since)
        && !db.CharterAcceptances.Any(a => a.VolunteerId == v.Id && a.RecordedAt >= since)
        && !db.WorryCases.Any(c => c.VolunteerId == v.Id && (c.OpenedAt >= since || c.State != WorryState.Closed)));

    /// <summary>The last sign of each of these residents.</summary>
    public async Task<List<(Resident Row, Instant Last)>> LastSigns(IQueryable<Resident> residents, CancellationToken cancel) =>
        (await residents.Select(r => new
        {
            Row = r,
            Signs = new[]
            {
                r.ActiveAt,
                db.Requests.Where(q => q.ResidentId == r.Id).Max(q => (Instant?)q.CreatedAt), db.Visits.Where(v => v.ResidentId == r.Id).Max(v => (Instant?)v.Start),
                db.InboundMessages.Where(m => m.From == r.Phone || m.From == r.OtherPhone).Max(m => (Instant?)m.ReceivedAt), db.VoiceCalls.Where(c => c.From == r.Phone || (r.OtherPhone != null && c.From == r.OtherPhone)).Max(c => (Instant?)c.StartedAt),
                db.Assessments.Where(a => a.ResidentId == r.Id).Max(a => (Instant?)a.At), db.Consents.Where(c => c.ResidentId == r.Id).Max(c => (Instant?)c.RecordedAt),
                db.Contacts.Where(c => c.ResidentId == r.Id).Max(c => (Instant?)c.CreatedAt), db.WorryCases.Where(c => c.ResidentId == r.Id).Max(c => (Instant?)c.OpenedAt),
                db.Drafts.Where(d => d.ResidentId == r.Id).Max(d => (Instant?)d.CreatedAt),
            },
        }).ToListAsync(cancel)).ConvertAll(x => (x.Row, Latest(x.Row.CreatedAt, x.Signs)));

    /// <inheritdoc cref="LastSigns(IQueryable{Resident}, CancellationToken)"/>
    public async Task<List<(Volunteer Row, Instant Last)>> LastSigns(IQueryable<Volunteer> volunteers, CancellationToken cancel) =>
        (await volunteers.Select(v => new
        {
            Row = v,
            Signs = new[]
            {
                v.ActiveAt,
                db.Visits.Where(x => x.VolunteerId == v.Id).Max(x => (Instant?)x.Start), db.Offers.Where(o => o.VolunteerId == v.Id).Max(o => o.AnsweredAt),
                db.InboundMessages.Where(m => m.From == v.Phone).Max(m => (Instant?)m.ReceivedAt), db.VoiceCalls.Where(c => c.From == v.Phone).Max(c => (Instant?)c.StartedAt),
                db.Vouchings.Where(x => x.VolunteerId == v.Id).Max(x => (Instant?)x.At), db.CharterAcceptances.Where(a => a.VolunteerId == v.Id).Max(a => (Instant?)a.RecordedAt),
                db.WorryCases.Where(c => c.VolunteerId == v.Id).Max(c => (Instant?)c.OpenedAt),
            },
        }).ToListAsync(cancel)).ConvertAll(x => (x.Row, Latest(x.Row.CreatedAt, x.Signs)));

    private static Instant Latest(Instant first, IEnumerable<Instant?> signs) => signs.OfType<Instant>().Append(first).Max();
}

/// <summary>For the association: who is erased within a month unless somebody keeps them (keepPerson). Nothing is sent to the person.</summary>
internal sealed class ReadGoingQuiet(AppDb db, QuietPeople quiet, CurrentUser user, TimeProvider clock)
{
    /// <summary>So many, the first to be erased first.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<QuietPerson>> Run(CancellationToken cancel)
    {
        var of = user.RequireCoordinator();
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == of, cancel);
        var (since, months) = (Forgetting.Listed(association, clock.Now()), association.ForgetAfterMonths);
        var residents = await quiet.LastSigns(quiet.Residents(of, since), cancel);
        var volunteers = await quiet.LastSigns(quiet.Volunteers(of, since), cancel);
        return
        [
            .. residents.Select(r => new QuietPerson(QuietKind.Resident, r.Row.Id, null, r.Row.FirstName, Day(r.Last), Erased(r.Last)))
                .Concat(volunteers.Select(v => new QuietPerson(QuietKind.Volunteer, null, v.Row.Id, v.Row.FirstName, Day(v.Last), Erased(v.Last))))
                .OrderBy(p => p.ErasedOn).ThenBy(p => p.Id, StringComparer.Ordinal).Take(Most),
        ];

        LocalDate Day(Instant at) => at.InZone(association.Zone).Date;
        LocalDate Erased(Instant last) => LocalDate.Max(Day(last).PlusMonths(months).PlusDays(1), association.ForgetAfterSince is { } changed ? Day(changed).PlusMonths(1) : LocalDate.MinIsoValue);
    }
}

/// <summary>When somebody quiet is listed, and when erased; counted in calendar months of the association's time zone.</summary>
internal static class Forgetting
{
    /// <summary>Who is without a sign since before this is listed: a month before their time.</summary>
    public static Instant Listed(Association association, Instant now) => Before(association, now, association.ForgetAfterMonths - 1);

    /// <summary>Who is without a sign since before this is erased; null while a new period is not yet a month old.</summary>
    public static Instant? Due(Association association, Instant now) =>
        association.ForgetAfterSince is { } changed && now.InZone(association.Zone).Date < changed.InZone(association.Zone).Date.PlusMonths(1) ? null : Before(association, now, association.ForgetAfterMonths);

    private static Instant Before(Association association, Instant now, int months) => association.Zone.AtStartOfDay(now.InZone(association.Zone).Date.PlusMonths(-months)).ToInstant();
}
