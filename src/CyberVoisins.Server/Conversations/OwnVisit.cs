using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Visits;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Conversations;

/// <summary>
/// A yes or a no without a code of somebody whom no offer waits for: it is about their own visit, or their own request. "Nothing
/// waits for your answer" would make them believe that there is none.
/// </summary>
internal sealed class OwnVisit(AppDb db, VisitWords visitWords, TimeProvider clock)
{
    /// <summary>How long after its hour a visit is still the one that a volunteer speaks of: the question afterwards keeps as long.</summary>
    private static readonly Duration StillAsked = Duration.FromDays(3);

    /// <summary>The visit is said again; when it has begun, its volunteer is asked how it went.</summary>
    public async Task<Said> Yes(Sender sender, CancellationToken cancel) =>
        await Nearest(sender, cancel) is { } visit ? await Again(visit, sender, cancel) : await OfRequest(sender, cancel);

    /// <summary>The word that calls a visit off is asked for: a "no" may be about anything.</summary>
    public async Task<Said> No(Sender sender, CancellationToken cancel) => await Nearest(sender, cancel) switch
    {
        null => await OfRequest(sender, cancel),
        { } visit when visit.Start > clock.Now() => SayCancel(visit, sender),
        { } visit => await Again(visit, sender, cancel),
    };

    /// <summary>How to call off the next visit, for somebody who says in their own words that it does not suit; null when none is planned.</summary>
    public async Task<Said?> HowToCallOff(Sender sender, CancellationToken cancel) =>
        await Nearest(sender, cancel) is { } visit && visit.Start > clock.Now() ? SayCancel(visit, sender) : null;

    private static Said SayCancel(Visit visit, Sender sender) => Said.Question(sender, "SAY_CANCEL", visit.Code) with { Visit = visit.Id };

    private async Task<Said> Again(Visit visit, Sender sender, CancellationToken cancel)
    {
        var people = await visitWords.PeopleOf(visit, cancel);
        var (text, oneWay) = sender.Volunteers.Any(v => v.Id == visit.VolunteerId)
            ? VisitWords.Again(visit, people, hasBegun: visit.Start <= clock.Now())
            : VisitWords.AgainToResident(visit, people);
        return new("SHORT_CONFIRMED", text, oneWay) { Visit = visit.Id };
    }

    /// <summary>The next planned one; for its volunteer also one that has begun and of which nothing was said.</summary>
    private async Task<Visit?> Nearest(Sender sender, CancellationToken cancel)
    {
        var (now, asked) = (clock.Now(), clock.Now() - StillAsked);
        var (volunteers, residents) = (sender.Volunteers.Select(v => v.Id).ToList(), sender.Residents.Select(r => r.Id).ToList());
        var visit = await db.Visits.AsNoTracking()
            .Where(v => v.State == VisitState.Planned && ((volunteers.Contains(v.VolunteerId) && v.Start > asked) || (residents.Contains(v.ResidentId) && v.Start > now)))
            .OrderBy(v => v.Start).FirstOrDefaultAsync(cancel);
        sender.SpeaksOf(visit?.AssociationId);
        return visit;
    }

    private async Task<Said> OfRequest(Sender sender, CancellationToken cancel)
    {
        var residents = sender.Residents.Select(r => r.Id).ToList();
        var open = await db.Requests.AsNoTracking().Where(r => residents.Contains(r.ResidentId) && (r.State == RequestState.Searching || r.State == RequestState.Escalated))
            .OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(cancel);
        sender.SpeaksOf(open?.AssociationId);
        return Said.Plain(sender, open?.State switch { RequestState.Searching => "REQUEST_RECEIVED", RequestState.Escalated => "REQUEST_ESCALATED", _ => "NOTHING_OPEN" });
    }
}
