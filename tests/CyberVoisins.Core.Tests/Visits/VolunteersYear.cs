using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using FsCheck;
using FsCheck.Fluent;

namespace CyberVoisins.Core.Tests.Visits;

public enum Happening { DaysPass, VisitFixed, VisitCancelled, VisitDone, NobodyCame, VisitMoved, Corrected, GivesOtherwise, MonthOpened }

/// <param name="Size">Days, minutes, or which visit: whatever the happening draws.</param>
public sealed record Event(Happening What, int Size);

public static class EventfulYears
{
    public static Arbitrary<Event[]> Any() => Of([.. Enum.GetValues<Happening>(), Happening.VisitFixed, Happening.VisitDone, Happening.DaysPass]).ToArbitrary();

    public static Gen<Event[]> Of(Happening[] happenings) =>
        (from what in Gen.Elements(happenings) from size in Gen.Choose(0, 1_000_000) select new Event(what, size)).ArrayOf(60);
}

/// <summary>Only what happens to visits: nobody corrects, nobody changes what they give.</summary>
public static class YearsOfVisits
{
    public static Arbitrary<Event[]> Any() =>
        EventfulYears.Of([.. Enum.GetValues<Happening>().Except([Happening.Corrected, Happening.GivesOtherwise]), Happening.VisitFixed, Happening.DaysPass]).ToArbitrary();
}

/// <summary>A volunteer through a year, whose account is opened anew from its lines at each event; counted beside it from the visits themselves.</summary>
internal sealed class VolunteersYear(int maximumCarryOver)
{
    private static readonly VolunteerId Amina = new(new Guid("01900000-0000-7000-8000-000000000001"));
    private readonly List<Visit> _visits = [];
    private Instant _now = Instant.FromUtc(2026, 1, 2, 9, 0);
    private int _events;

    public List<MinuteEntry> Lines { get; } = [];
    public int Gives { get; private set; } = 60;
    public int CurrentMonth => MonthOf(_now);
    public IEnumerable<int> Months => Lines.Select(l => l.Month).Distinct();

    public int Left(int month) => Lines.Where(l => l.Month == month).Sum(l => l.Minutes);
    public int Sum(int month, MinuteEntryKind kind) => Lines.Where(l => l.Month == month && l.Kind == kind).Sum(l => l.Minutes);
    public int CarriedInto(int month) => Lines.Where(l => l.Month == month && l.Kind == MinuteEntryKind.CarriedOver && !l.Key.EndsWith(":out", StringComparison.Ordinal)).Sum(l => l.Minutes);
    public int CarriedOutOf(int month) => CarriedInto(month) - Sum(month, MinuteEntryKind.CarriedOver);

    /// <summary>By the visits, not by the lines.</summary>
    public int Used(int month) => _visits.Where(v => MonthOf(v.Start) == month).Sum(v => v.State switch
    {
        VisitState.Planned => v.Minutes,
        VisitState.Completed => v.SettledMinutes!.Value,
        VisitState.Cancelled or VisitState.NoShow => 0,
        _ => throw new InvalidOperationException(),
    });

    public void Goes(Event what)
    {
        _events++;
        switch (what.What)
        {
            case Happening.DaysPass: _now += Duration.FromDays(1 + what.Size % 20); break;
            case Happening.VisitFixed: Fix(what.Size); break;
            case Happening.VisitCancelled: To(v => v.Start > _now, what, visit => { visit.Cancel(VisitParty.Resident, _now); Write(a => a.Release(visit, MonthOf(visit.Start))); }); break;
            case Happening.VisitDone: To(v => v.Start <= _now, what, visit => Do(visit, 1 + what.Size % 90)); break;
            case Happening.NobodyCame: To(v => v.Start <= _now, what, visit => { visit.ReportNoShow(VisitParty.Volunteer, _now); Write(a => a.Release(visit, MonthOf(visit.Start))); }); break;
            case Happening.VisitMoved: To(v => v.Start > _now, what, visit => Move(visit, Later(what.Size))); break;
            case Happening.Corrected: Correct(what.Size % 121 - 60, what.Size % 2 == 0 ? CurrentMonth : MonthOf(_now - Duration.FromDays(30))); break;
            case Happening.GivesOtherwise: Write(a => a.Give(30 * (1 + what.Size % 4))); Gives = 30 * (1 + what.Size % 4); break;
            case Happening.MonthOpened: Write(a => a.Open(CurrentMonth)); break;
        }
    }

    private Instant Later(int size) => _now + Duration.FromDays(1 + size % 45);

    private void Fix(int size)
    {
        var visit = new Visit
        {
            Id = new(new Guid($"01900000-0000-7000-8000-{_events:000000000000}")), AssociationId = default, RequestId = default, OfferId = default, VolunteerId = Amina, ResidentId = default,
            Mode = MeetingMode.AtHome, CodeWord = "TULIPE", Code = "4821", Minutes = 30 + size % 2 * 30, CreatedAt = _now, Start = Later(size),
        };
        if (Takes(MonthOf(visit.Start), visit.Minutes, a => a.Reserve(visit, MonthOf(visit.Start)))) _visits.Add(visit);
    }

    private void Do(Visit visit, int actual)
    {
        var account = Account();
        visit.Complete(actual, MinutesLedger.Settled(actual, visit.Minutes, account.Left(MonthOf(visit.Start))), _now);
        account.Settle(visit, MonthOf(visit.Start));
        Keep(account);
    }

    private void Move(Visit visit, Instant start)
    {
        var (from, to) = (MonthOf(visit.Start), MonthOf(start));
        if (from == to)
        {
            visit.Move(start, "TULIPE", _now);
            return;
        }
        if (Account().Left(to) < visit.Minutes) return;
        Write(a => a.Release(visit, from));
        visit.Move(start, "TULIPE", _now);
        Write(a => a.Reserve(visit, to));
    }

    private void Correct(int minutes, int month)
    {
        if (minutes == 0 || month < MonthOf(Instant.FromUtc(2026, 1, 2, 9, 0))) return;
        void Correction(MinutesAccount account) => account.Correct(month, minutes, $"Corrected:{_events}", Guid.Empty, "visite oubliée");
        if (minutes > 0) Write(Correction);
        else Takes(month, -minutes, Correction);
    }

    /// <summary>Done when the month has it; otherwise the account itself refuses, and nothing of it is kept.</summary>
    private bool Takes(int month, int minutes, Action<MinutesAccount> act)
    {
        if (Account().Left(month) >= minutes)
        {
            Write(act);
            return true;
        }
        var refusing = Account();
        Assert.Throws<InvalidOperationException>(() => act(refusing));
        Assert.DoesNotContain(refusing.Written, l => l.Kind is not (MinuteEntryKind.Granted or MinuteEntryKind.CarriedOver));
        return false;
    }

    private void To(Func<Visit, bool> which, Event what, Action<Visit> act)
    {
        var some = _visits.Where(v => v.State == VisitState.Planned && which(v)).ToList();
        if (some.Count > 0) act(some[what.Size % some.Count]);
    }

    private MinutesAccount Account() => new(new(Amina, Gives, 202601, CurrentMonth, maximumCarryOver, _now), Lines);

    private void Write(Action<MinutesAccount> act)
    {
        var account = Account();
        act(account);
        Keep(account);
    }

    private void Keep(MinutesAccount account)
    {
        foreach (var line in account.Written)
        {
            Lines.Add(line);
            Assert.True(Left(line.Month) >= 0, $"{line.Kind} {line.Minutes} leaves {Left(line.Month)} in {line.Month}");
        }
    }

    private static int MonthOf(Instant at) => MinutesLedger.MonthOf(at, DateTimeZoneProviders.Tzdb["Europe/Paris"]);
}
