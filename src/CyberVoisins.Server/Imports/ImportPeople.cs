using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Vouchings;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Imports;

/// <summary>A file of people whom the association knows already.</summary>
/// <param name="Kind">Who stands in it.</param>
/// <param name="File">The file, CSV or XLSX, in base64: at most 500 lines and 180 kB. The first line names the columns: prénom, téléphone (or mobile, fixe), adresse, code postal, commune, langue, accord; for volunteers also km and minutes.</param>
/// <param name="DryRun">True: says what would become of each line, and writes nothing.</param>
/// <param name="Source">Where the list comes from, 3 to 200 characters: people are told when they ask (GDPR, article 14).</param>
/// <param name="Agreed">How these people agreed: SMS, VOICE, PAPER or DESK.</param>
/// <param name="AgreedOn">By which day all of them had.</param>
/// <param name="Offer">For volunteers, and needed: what is written down of those of whom the file says nothing else.</param>
/// <param name="AskCharter">For volunteers: true sends each new one an SMS that asks to accept the charter. By default nobody is written to.</param>
public sealed record ImportPeopleInput(
    ImportKind Kind, string File, bool DryRun, string Source, ConsentChannel Agreed, LocalDate AgreedOn, ImportedOfferInput? Offer, bool? AskCharter);

/// <summary>What volunteers of a file offer, until each says it more exactly.</summary>
/// <param name="MaxDistanceMetres">100 to 100,000; a column km says another for one of them.</param>
/// <param name="Categories">1 to 19.</param>
/// <param name="Availability">1 to 50 slots.</param>
/// <param name="Modes">1 to 3.</param>
/// <param name="MinutesPerMonth">30 to 600, by default 60; a column minutes says another for one of them.</param>
public sealed record ImportedOfferInput(
    int MaxDistanceMetres, IReadOnlyList<HelpCategory> Categories, IReadOnlyList<WeeklySlotInput> Availability, IReadOnlyList<MeetingMode> Modes, int? MinutesPerMonth);

/// <summary>What became of a line, or would.</summary>
public enum ImportFate
{
    Created,
    /// <summary>The association knows the person, or an earlier line of the file is the same: nothing is changed.</summary>
    AlreadyThere,
    /// <summary>Nobody was written down: code and message say why.</summary>
    Refused,
}

/// <summary>One line of the file.</summary>
/// <param name="Line">Its number in the file; the line of the column names counts.</param>
/// <param name="FirstName">As it stands there; empty when it could not be read.</param>
/// <param name="Fate">What became of it, or would.</param>
/// <param name="SameAsLine">The earlier line that is the same person.</param>
/// <param name="Column">Where it is wrong.</param>
/// <param name="ResidentId">Who it is, or is now.</param>
/// <param name="VolunteerId">Who it is, or is now.</param>
internal sealed record ImportLine(
    int Line, string FirstName, ImportFate Fate, int? SameAsLine = null, PeopleColumn? Column = null, Refusal? Wrong = null, ResidentId? ResidentId = null, VolunteerId? VolunteerId = null);

/// <summary>What an import did, or would do.</summary>
/// <param name="DryRun">Nothing was written.</param>
/// <param name="ColumnsKept">What of the file was read, as it stands there.</param>
/// <param name="ColumnsNotKept">What of it was not, and is kept nowhere: family names, notes.</param>
/// <param name="Lines">Each line, in order.</param>
internal sealed record ImportReport(bool DryRun, IReadOnlyList<string> ColumnsKept, IReadOnlyList<string> ColumnsNotKept, IReadOnlyList<ImportLine> Lines)
{
    public int Count(ImportFate fate) => Lines.Count(l => l.Fate == fate);
}

/// <summary>
/// Writes down the people of a file, all in one transaction, each as if a coordinator had typed them in. Whoever is there already is left as they are, so the same
/// file twice makes nobody twice. Volunteers are not vouched for, and nobody is written to unless the association says so.
/// </summary>
internal sealed class ImportPeople(AppDb db, Transactions transactions, CurrentUser user, Phones phones, Geocoding.Places places, CharterWords words, TimeProvider clock)
{
    /// <summary>One file is unfolded at a time in a process, whoever sends it: a small one may unfold to sixteen megabytes.</summary>
    private static readonly SemaphoreSlim OneFile = new(1, 1);

    private sealed record Offered(int Metres, IReadOnlyList<HelpCategory> Categories, WeeklyAvailability Availability, IReadOnlyList<MeetingMode> Modes, int Minutes);

    public async Task<ImportReport> Run(ImportPeopleInput input, CancellationToken cancel)
    {
        var id = user.RequireCoordinator();
        var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
        var source = Check.Text(input.Source, "source", 3, 200);
        if (input.Agreed == ConsentChannel.Web) throw new Refusal(ErrorCode.ChannelNeeded, "agreed");
        var agreedOn = Check.NotLater(input.AgreedOn, clock.Now().InZone(association.Zone).Date, "agreedOn");
        var offered = input.Kind == ImportKind.Volunteers ? OfferedIn(input.Offer) : null;
        var file = await Read(input.File, cancel);
        var columns = PeopleColumns.Of(file.Header, input.Kind);
        var lines = await new ReadLines(phones, places).Run(file, columns, input.Kind, association, cancel);
        if (input.DryRun) return new(true, columns.Kept, columns.NotKept, await Fates(lines, input.Kind, id, cancel));

        return await transactions.Run(async () =>
        {
            // One file at a time: two that hold the same people make them once.
            await db.Associations.Where(a => a.Id == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Name, a => a.Name), cancel);
            var import = clock.NewId<ImportId>();
            var (now, volunteers) = (clock.Now(), new List<Volunteer>());
            List<ImportLine> written = [.. (await Fates(lines, input.Kind, id, cancel)).Zip(lines, (fate, line) =>
            {
                if (fate.Fate != ImportFate.Created) return fate;
                if (offered is null)
                {
                    var resident = ResidentOf(line, id, import, now);
                    db.Residents.Add(resident);
                    return fate with { ResidentId = resident.Id };
                }
                var volunteer = VolunteerOf(line, offered, id, import, now);
                volunteers.Add(volunteer);
                db.Volunteers.Add(volunteer);
                return fate with { VolunteerId = volunteer.Id };
            })];
            var report = new ImportReport(false, columns.Kept, columns.NotKept, written);
            if (report.Count(ImportFate.Created) is var created and > 0)
                db.PeopleImports.Add(new() { Id = import, AssociationId = id, Kind = input.Kind, Source = source, Agreed = input.Agreed, AgreedOn = agreedOn, Created = created, At = now, ByUserId = user.RequireSignedIn() });
            if (input.AskCharter == true) await words.Ask(volunteers, association, cancel);
            return report;
        }, cancel);
    }

    private static async Task<PeopleFile> Read(string base64, CancellationToken cancel)
    {
        await OneFile.WaitAsync(cancel);
        try
        {
            return PeopleFile.Read(base64);
        }
        finally
        {
            OneFile.Release();
        }
    }

    private static Offered OfferedIn(ImportedOfferInput? input) => input is null
        ? throw new Refusal(ErrorCode.InvalidList, "offer.categories", 1, 19)
        : new(Check.Metres(input.MaxDistanceMetres, "offer.maxDistanceMetres", 100, 100_000), Check.List(input.Categories, "offer.categories", 1, 19), Check.Availability(input.Availability, "offer.availability"),
            Check.List(input.Modes, "offer.modes", 1, 3), Check.Minutes(input.MinutesPerMonth ?? 60, "offer.minutesPerMonth", 30, 600));

    /// <summary>Beside who is there now, and the lines before.</summary>
    private async Task<IReadOnlyList<ImportLine>> Fates(IReadOnlyList<ReadLine> lines, ImportKind kind, AssociationId association, CancellationToken cancel)
    {
        var numbers = lines.Select(l => l.Phone).OfType<PhoneNumber>().Distinct().ToList();
        var volunteers = kind != ImportKind.Volunteers ? [] : await db.Volunteers.AsNoTracking().Where(v => v.AssociationId == association && numbers.Contains(v.Phone)).ToDictionaryAsync(v => v.Phone, v => v.Id, cancel);
        // What somebody wrote on their own word alone is theirs, and no record of the association's.
        var residents = kind != ImportKind.Residents ? [] : await db.Residents.AsNoTracking().Where(r => r.AssociationId == association && r.AddedByUserId == null && (numbers.Contains(r.Phone) || (r.OtherPhone != null && numbers.Contains(r.OtherPhone)))).ToListAsync(cancel);
        var known = residents.SelectMany(r => new[] { r.Phone, r.OtherPhone }.OfType<PhoneNumber>().Select(phone => (Who: Who(phone, r.FirstName), r.Id))).DistinctBy(x => x.Who).ToDictionary(x => x.Who, x => x.Id);
        var earlier = new Dictionary<(PhoneNumber, string), int>();
        return [.. lines.Select(line =>
        {
            if (line.Phone is not { } phone) return new ImportLine(line.Number, line.FirstName, ImportFate.Refused, Column: line.Column, Wrong: line.Wrong);
            // A telephone is one volunteer's; a household of people who are helped may share one.
            var who = kind == ImportKind.Volunteers ? (phone, "") : Who(phone, line.FirstName);
            if (volunteers.TryGetValue(phone, out var volunteer)) return new ImportLine(line.Number, line.FirstName, ImportFate.AlreadyThere, VolunteerId: volunteer);
            if (known.TryGetValue(who, out var resident)) return new ImportLine(line.Number, line.FirstName, ImportFate.AlreadyThere, ResidentId: resident);
            return earlier.TryAdd(who, line.Number) ? new(line.Number, line.FirstName, ImportFate.Created) : new ImportLine(line.Number, line.FirstName, ImportFate.AlreadyThere, SameAsLine: earlier[who]);
        })];
    }

    private static (PhoneNumber, string) Who(PhoneNumber phone, string firstName) => (phone, string.Join(' ', PlainText.Words(firstName)));

    private Resident ResidentOf(ReadLine line, AssociationId association, ImportId import, Instant now) => new()
    {
        Id = clock.NewId<ResidentId>(), AssociationId = association, FirstName = line.FirstName, Phone = line.Phone!, CanReceiveSms = phones.CanReceiveSms(line.Phone!), Place = line.Place!,
        Language = line.Language, ImportId = import, CreatedAt = now,
    };

    private Volunteer VolunteerOf(ReadLine line, Offered offered, AssociationId association, ImportId import, Instant now) => new()
    {
        Id = clock.NewId<VolunteerId>(), AssociationId = association, FirstName = line.FirstName, Phone = line.Phone!, Place = line.Place!, MaxDistanceMetres = line.Metres ?? offered.Metres,
        Categories = offered.Categories, Languages = line.Language == Core.People.Languages.French ? [line.Language] : [Core.People.Languages.French, line.Language], Availability = offered.Availability,
        MinutesPerMonth = line.Minutes ?? offered.Minutes, Modes = offered.Modes, ImportId = import, CreatedAt = now,
    };
}
