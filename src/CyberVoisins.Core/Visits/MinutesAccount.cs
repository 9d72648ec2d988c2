using NodaTime;

namespace CyberVoisins.Core.Visits;

/// <summary>What a volunteer's months are counted by at one moment.</summary>
/// <param name="PerMonth">What the volunteer gives.</param>
/// <param name="FirstMonth">The month in which they signed up: nothing is over from before.</param>
/// <param name="CurrentMonth">Earlier ones have ended.</param>
/// <param name="MaximumCarryOver">The association's rule, in minutes; 0 is none.</param>
public sealed record MinutesTerms(VolunteerId Volunteer, int PerMonth, int FirstMonth, int CurrentMonth, int MaximumCarryOver, Instant Now);

/// <summary>
/// A volunteer's lines, and what may be written after them. Of a month that has not ended, what is left is always what
/// the volunteer gives, plus what was carried over and corrected, less what visits took, and never less than nothing.
/// </summary>
/// <param name="lines">Of the month in question, of the current one and later, and of the month before each.</param>
public sealed class MinutesAccount(MinutesTerms terms, IEnumerable<MinuteEntry> lines)
{
    private readonly List<MinuteEntry> _lines = [.. lines];
    private readonly List<MinuteEntry> _written = [];
    private MinutesTerms _terms = terms;

    /// <summary>New lines, in the order in which they were written.</summary>
    public IReadOnlyList<MinuteEntry> Written => _written;

    /// <summary>What is left of a month, opening it when nothing was written in it yet.</summary>
    public int Left(int month)
    {
        Open(month);
        return Sum(month);
    }

    /// <summary>Grants the month, and what the rule carries over from the one before. Does nothing when it is open.</summary>
    public void Open(int month)
    {
        Grant(month);
        // Only an ended month has anything over, and only the month after it can still use it.
        if (_terms.MaximumCarryOver > 0 && month == _terms.CurrentMonth && !IsCarriedInto(month)) CarryInto(month);
    }

    public void Reserve(Visit visit, int month) => Count(visit, month, MinuteEntryKind.Reserved, -visit.Minutes);

    public void Release(Visit visit, int month) => Count(visit, month, MinuteEntryKind.Released, visit.Minutes);

    /// <summary>After the visit: the difference between what was reserved and what counts, when there is one.</summary>
    public void Settle(Visit visit, int month)
    {
        if (visit.SettledMinutes is { } settled && settled != visit.Minutes) Count(visit, month, MinuteEntryKind.Settled, visit.Minutes - settled);
    }

    /// <param name="key">Of its own: a correction may be made twice.</param>
    public void Correct(int month, int minutes, string key, Guid author, string motive)
    {
        Open(month);
        Add(month, MinuteEntryKind.Corrected, minutes, key, author: author, motive: motive);
    }

    /// <summary>The volunteer gives more or less: months already open follow, as far as nothing promised to somebody is taken back.</summary>
    public void Give(int perMonth)
    {
        if (perMonth == _terms.PerMonth) return;
        // What has passed until now was given under the old promise, even where nothing happened.
        var before = MinutesLedger.MonthBefore(_terms.CurrentMonth);
        if (before >= _terms.FirstMonth) Grant(before);
        Open(_terms.CurrentMonth);
        _terms = _terms with { PerMonth = perMonth };
        foreach (var month in _lines.Where(l => l.Kind == MinuteEntryKind.Granted && l.Month >= _terms.CurrentMonth).Select(l => l.Month).Distinct().ToList()) FollowThePromise(month);
    }

    private void Count(Visit visit, int month, MinuteEntryKind kind, int minutes)
    {
        Open(month);
        Add(month, kind, minutes, $"{kind}:{visit.Id}:v{visit.Version}", visit.Id);
    }

    private void Grant(int month)
    {
        if (!_lines.Exists(l => l.Month == month && l.Kind == MinuteEntryKind.Granted)) FollowThePromise(month);
    }

    /// <summary>What a smaller promise could not take back at first goes when a visit gives it back.</summary>
    private void FollowThePromise(int month)
    {
        var granted = _lines.Where(l => l.Month == month && l.Kind == MinuteEntryKind.Granted).ToList();
        var change = MinutesLedger.Regranted(granted.Sum(l => l.Minutes), _terms.PerMonth, Sum(month));
        if (change != 0) Add(month, MinuteEntryKind.Granted, change, $"Granted:{_terms.Volunteer}:{month}:{granted.Count + 1}");
    }

    private bool IsCarriedInto(int month) => _lines.Exists(l => l.Key == CarryKey(month, 1));

    private string CarryKey(int month, int time) => $"CarriedOver:{_terms.Volunteer}:{month}" + (time == 1 ? "" : $":{time}");

    private void CarryInto(int month)
    {
        var before = MinutesLedger.MonthBefore(month);
        if (before < _terms.FirstMonth) return;
        Grant(before);
        var already = _lines.Where(l => l.Month == before && l is { Kind: MinuteEntryKind.CarriedOver, Minutes: < 0 }).Sum(l => -l.Minutes);
        var carried = MinutesLedger.CarriedOver(Math.Max(0, _terms.MaximumCarryOver - already), Sum(before));
        // Nothing over is a line too: it says that the month was closed.
        if (carried == 0 && IsCarriedInto(month)) return;
        var key = CarryKey(month, 1 + _lines.Count(l => l.Month == month && l.Kind == MinuteEntryKind.CarriedOver));
        Add(before, MinuteEntryKind.CarriedOver, -carried, $"{key}:out");
        Add(month, MinuteEntryKind.CarriedOver, carried, key);
    }

    private void Add(int month, MinuteEntryKind kind, int minutes, string key, VisitId? visit = null, Guid? author = null, string? motive = null)
    {
        if (minutes < 0 && Sum(month) + minutes < 0) throw new InvalidOperationException($"{kind} of {-minutes} minutes in {month}, which has {Sum(month)}: whoever takes asks before what is left.");
        var line = new MinuteEntry
        {
            Key = key, VolunteerId = _terms.Volunteer, Month = month, Kind = kind, Minutes = minutes, VisitId = visit, AuthorUserId = author, Motive = motive, At = _terms.Now,
        };
        _lines.Add(line);
        _written.Add(line);
        if (minutes <= 0) return;
        if (month >= _terms.CurrentMonth) FollowThePromise(month);
        // A visit of the last days is often reported when the month is closed: what it gives back is still good.
        else if (month == MinutesLedger.MonthBefore(_terms.CurrentMonth) && IsCarriedInto(_terms.CurrentMonth)) CarryInto(_terms.CurrentMonth);
    }

    private int Sum(int month) => _lines.Where(l => l.Month == month).Sum(l => l.Minutes);
}
