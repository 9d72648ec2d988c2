using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Pairs;
using CyberVoisins.Server.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Worries;

/// <summary>What somebody reported, through whichever door.</summary>
/// <param name="Phone">Whom to call back; null when a coordinator reports.</param>
/// <param name="Words">Empty when none were said.</param>
internal sealed record WorryReport(AssociationId Association, WorryReporter By, RequestChannel Channel, PhoneNumber? Phone, string Words)
{
    public Guid? UserId { get; init; }
    public ResidentId? Resident { get; init; }
    public VolunteerId? Volunteer { get; init; }
    public VisitId? Visit { get; init; }

    /// <summary>True when the two may be kept apart at once: both are known, and the report is about a person.</summary>
    public bool Separates { get; init; } = true;

    /// <summary>The telephone of the reporter is told of it by the answer, and needs no news of each visit besides.</summary>
    public bool IsAnswered { get; init; }

    // A record prints its properties; a number and what somebody said belong in no log.
    public override string ToString() => nameof(WorryReport);
}

/// <summary>What became of a report.</summary>
/// <param name="IsNews">False when the same person said it already, and nothing more was done.</param>
/// <param name="Separated">The two are kept apart now.</param>
internal sealed record OpenedWorry(WorryCase Case, bool IsNews, bool Separated);

/// <summary>
/// Something is wrong: in one transaction a case is opened and stands first in the list of what needs a person, the two are kept
/// apart, their visits to come are cancelled. The other of the two learns neither who nor why.
/// </summary>
internal sealed class OpenWorry(AppDb db, Transactions transactions, SeparatePair separate, AskNeighbours askNeighbours, TimeProvider clock, ILogger<OpenWorry> log)
{
    /// <summary>Who says the same again and again adds no more lines than this.</summary>
    private const int MostLines = 30;

    public Task<OpenedWorry> Run(WorryReport report, CancellationToken cancel) => transactions.Run(async () =>
    {
        var now = clock.Now();
        var words = Kept(report.Words);
        var known = await Known(report, cancel);
        var opened = known ?? Open(report, words, now);
        if (known is null)
        {
            // Without a name, a number or a word: the log is read by whoever runs the machine.
            log.LogWarning("Somebody is worried (case {Case}): a coordinator must look at it first.", opened.Id);
            db.WorryCases.Add(opened);
            db.WorryNotes.Add(opened.Note(WorryStep.Reported, words, report.UserId, null, now));
        }
        else
        {
            if (opened.ResidentId is null || opened.VolunteerId is null) opened.IsAbout(opened.ResidentId ?? report.Resident, opened.VolunteerId ?? report.Volunteer);
            if (opened.Lines < MostLines) db.WorryNotes.Add(opened.Note(WorryStep.SaidMore, words, report.UserId, null, now));
        }
        var separated = report.Separates && opened.SeparatedAt is null && await Separate(opened, report.By.Party(), report.IsAnswered ? report.Phone : null, null, null, cancel);
        return new OpenedWorry(opened, known is null || separated, opened.SeparatedAt is not null);
    }, cancel);

    /// <summary>Inside a transaction. False when the two are not both known.</summary>
    /// <param name="told">A telephone that is told in another way.</param>
    /// <param name="by">The coordinator who decides it; null when the report does.</param>
    public async Task<bool> Separate(WorryCase opened, VisitParty party, PhoneNumber? told, Guid? by, string? firstName, CancellationToken cancel)
    {
        if (opened is not { ResidentId: { } resident, VolunteerId: { } volunteer }) return false;
        var now = clock.Now();
        var pair = new PairBlock { VolunteerId = volunteer, ResidentId = resident, AssociationId = opened.AssociationId, By = party, At = now };
        List<RequestId> calledOff = [];
        var touched = await separate.Run(pair, async (visit, ending) =>
        {
            calledOff.Add(visit.RequestId);
            await ending.CallOff(visit, told, cancel);
        }, cancel);
        opened.Separated(now);
        db.WorryNotes.Add(opened.Note(WorryStep.Separated, "", by, firstName, now));
        // What had a visit goes to the association; what was only being asked for is asked of others.
        foreach (var request in touched.Except(calledOff)) await transactions.Afterwards(() => askNeighbours.Run(request, cancel));
        return true;
    }

    /// <summary>The case that the same person opened, as long as nobody has looked at it and it is not about others.</summary>
    private async Task<WorryCase?> Known(WorryReport report, CancellationToken cancel)
    {
        if (report.Phone is not { } phone) return null;
        var open = await db.WorryCases.Where(c => c.AssociationId == report.Association && c.Phone == phone && c.State == WorryState.Open)
            .OrderByDescending(c => c.Id).Take(5).ToListAsync(cancel);
        var same = open.Find(c => Fits(c.ResidentId, report.Resident) && Fits(c.VolunteerId, report.Volunteer));
        if (same is null) return null;
        await db.Lock(same.Id, cancel);
        await db.Entry(same).ReloadAsync(cancel);
        return same.State == WorryState.Open ? same : null;
    }

    private static bool Fits<T>(T? known, T? said) where T : struct => known is null || said is null || known.Equals(said);

    private WorryCase Open(WorryReport report, string words, NodaTime.Instant now)
    {
        var opened = new WorryCase
        {
            Id = clock.NewId<WorryCaseId>(), AssociationId = report.Association, Reporter = report.By, Channel = report.Channel, Phone = report.Phone, ByUserId = report.UserId,
            Words = words, VisitId = report.Visit, OpenedAt = now,
        };
        opened.IsAbout(report.Resident, report.Volunteer);
        return opened;
    }

    private static string Kept(string words)
    {
        var clean = PlainText.Clean(words).Trim();
        const int Most = WorryCase.LongestWords;
        return clean.Length <= Most ? clean : clean[..(char.IsHighSurrogate(clean[Most - 1]) ? Most - 1 : Most)];
    }
}

internal static class WorryReporters
{
    /// <summary>On whose side of a visit they stand; whoever is unknown is on nobody's, and the association acts.</summary>
    public static VisitParty Party(this WorryReporter by) => by switch
    {
        WorryReporter.Resident or WorryReporter.Relative => VisitParty.Resident,
        WorryReporter.Volunteer => VisitParty.Volunteer,
        WorryReporter.Association or WorryReporter.Unknown => VisitParty.Association,
    };
}
