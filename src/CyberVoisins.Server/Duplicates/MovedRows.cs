using CyberVoisins.Core;
using CyberVoisins.Core.Autonomy;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Duplicates;

/// <summary>What hangs on a resident, and follows them into another record and back. A test holds the model against it.</summary>
internal sealed class MovedRows(AppDb db)
{
    /// <summary>Each with its rows of one resident that may move to another: of what may stand only once, what the other has already stays where it is.</summary>
    private static readonly Dictionary<string, Func<AppDb, ResidentId, ResidentId, IQueryable<object>>> Kinds = new()
    {
        [nameof(HelpRequest)] = (db, from, _) => db.Requests.Where(r => r.ResidentId == from),
        [nameof(Visit)] = (db, from, _) => db.Visits.Where(v => v.ResidentId == from),
        [nameof(DraftRequest)] = (db, from, _) => db.Drafts.Where(d => d.ResidentId == from),
        [nameof(WorryCase)] = (db, from, _) => db.WorryCases.Where(c => c.ResidentId == from),
        [nameof(AutonomyAssessment)] = (db, from, _) => db.Assessments.Where(a => a.ResidentId == from),
        [nameof(AutonomyEnding)] = (db, from, to) => db.Endings.Where(e => e.ResidentId == from
            && !(e.State == EndingState.Proposed && db.Endings.Any(x => x.ResidentId == to && x.Category == e.Category && x.State == EndingState.Proposed))),
        [nameof(ResidentContact)] = (db, from, _) => db.Contacts.Where(c => c.ResidentId == from),
        [nameof(Consent)] = (db, from, to) => db.Consents.Where(c => c.ResidentId == from
            && !(c.WithdrawnAt == null && db.Consents.Any(x => x.ResidentId == to && x.Purpose == c.Purpose && x.WithdrawnAt == null))),
    };

    /// <summary>What does not move: pairs kept apart are added to the kept record, beside those of the hidden one; a call was that of whoever proved to be there.</summary>
    public static readonly IReadOnlySet<string> Stay = new HashSet<string> { nameof(PairBlock), nameof(VoiceCall) };

    public static IEnumerable<string> Moving => Kinds.Keys;

    public async Task<IReadOnlyList<MovedRow>> Move(ResidentId from, ResidentId to, CancellationToken cancel)
    {
        var moved = new List<MovedRow>();
        foreach (var (kind, rows) in Kinds)
            foreach (var row in await rows(db, from, to).ToListAsync(cancel)) moved.Add(new(kind, Give(row, to)));
        return moved;
    }

    public async Task MoveBack(ResidentMerge merge, CancellationToken cancel)
    {
        foreach (var ofKind in merge.Moved.GroupBy(m => m.Kind))
        {
            var ids = ofKind.Select(m => m.Id).ToHashSet();
            foreach (var row in await Kinds[ofKind.Key](db, merge.KeptId, merge.MergedId).ToListAsync(cancel))
                if (ids.Contains(IdOf(row))) Give(row, merge.MergedId);
        }
    }

    private Guid Give(object row, ResidentId to)
    {
        db.Entry(row).Property(nameof(Visit.ResidentId)).CurrentValue = to;
        return IdOf(row);
    }

    private Guid IdOf(object row) => db.Entry(row).Property("Id").CurrentValue switch
    {
        RequestId id => id.Value,
        VisitId id => id.Value,
        DraftId id => id.Value,
        WorryCaseId id => id.Value,
        AssessmentId id => id.Value,
        EndingId id => id.Value,
        ContactId id => id.Value,
        ConsentId id => id.Value,
        var other => throw new InvalidOperationException($"A row of {row.GetType().Name} has an id of another kind: {other}."),
    };
}
