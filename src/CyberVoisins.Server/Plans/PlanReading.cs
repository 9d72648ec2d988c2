using CyberVoisins.Core;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Server.Plans;

/// <summary>A solved plan as it is stored and shown: its figures, its lines, and where to recruit.</summary>
internal sealed class PlanReading(SolvedBook solved)
{
    private readonly PlanBook book = solved.Book;

    private IEnumerable<int> Rows => Enumerable.Range(0, book.Requests.Count);

    public PlanFigures Figures(int servedWithout, int unitsWithout, long metresWithout) => new(
        book.Requests.Count, book.Requests.Sum(r => r.Units), Rows.Count(solved.IsServed), solved.Plan.Units, solved.Plan.BoundUnits,
        Rows.Sum(MetresOf),
        solved.Plan.IsExact, solved.Plan.Layers.All(l => PlanChecker.Check(l.Problem, l.Plan) is null), servedWithout, unitsWithout, metresWithout);

    /// <summary>0 by phone, and when not served.</summary>
    public long MetresOf(int row) => solved.IsServed(row) ? solved.MetresOf(row) : 0;

    public void Fill(PlanLine line, int row)
    {
        (line.VolunteerId, line.Metres, line.Helpers, line.RequestsBefore, line.MoreDays) = (null, null, null, null, null);
        if (solved.IsServed(row)) (line.VolunteerId, line.Metres) = (new VolunteerId(book.Volunteers[solved.VolunteerOf(row)].Id), solved.MetresOf(row) is > 0 and var metres ? metres : null); // 0 is by phone
        else if (solved.Witness(row) is { Volunteers: > 0 } block) (line.Helpers, line.RequestsBefore, line.MoreDays) = (block.Volunteers, block.Requests.Count, solved.MoreDays(row));
        else if ((book.Requests[row].CouldHelp ?? book.Requests[row].Row.Count) == 0) line.Helpers = 0; // truly nobody
    }

    /// <summary>Saturated blocks, the most refused first.</summary>
    public IReadOnlyList<RecruitHere> Blocks() =>
    [
        .. Rows.Where(r => !solved.IsServed(r)).Select(r => (Row: r, Block: solved.Witness(r))).Where(x => x.Block is { Volunteers: > 0 })
            .GroupBy(x => (x.Block!.Layer, x.Block.Number))
            .Select((g, i) => new RecruitHere(i + 1, Shown(g.Max(x => x.Block!.Volunteers)), Shown(g.Max(x => x.Block!.Requests.Count)), g.Count(),
                [.. g.Select(x => book.Requests[x.Row].Commune).Distinct().Order(StringComparer.Ordinal)]))
            .OrderByDescending(b => b.Refused),
    ];

    private static int? Shown(int people) => people < SmallNumbers.Shown ? null : people;
}
