using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Core.Visits;
using CyberVoisins.Core.Worries;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Privacy;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Worries;

/// <summary>Something is wrong. Whoever is not sure says only that: a person calls back.</summary>
/// <param name="VisitId">Of the visit that it is about.</param>
/// <param name="ResidentId">About whom, for a coordinator; of those that one speaks for, for a relative.</param>
/// <param name="VolunteerId">About whom, for a coordinator.</param>
/// <param name="Words">What is wrong, in the person's own words, at most 1,000 characters.</param>
/// <param name="Reporter">Who came to the desk or called, for a coordinator; by default the association itself.</param>
public sealed record ReportWorryInput(VisitId? VisitId, ResidentId? ResidentId, VolunteerId? VolunteerId, string? Words, WorryReporter? Reporter);

/// <summary>What whoever is worried is told.</summary>
/// <param name="Separated">No visit between the two any more; false when a person must first ask about whom it is.</param>
/// <param name="Said">What happens now, and the numbers to call in danger.</param>
internal sealed record WorryReceived(bool Separated, string Said);

/// <summary>A resident, a volunteer, a relative or a coordinator reports it on the web.</summary>
internal sealed class ReportWorry(AppDb db, CurrentUser user, Access access, FindMeeting find, OpenWorry open, WorryAnswer answer, Transactions transactions, Reader reader)
{
    public async Task<WorryReceived> Run(ReportWorryInput input, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var words = Check.OptionalText(input.Words, "words", WorryCase.LongestWords) ?? "";
        var report = input.VisitId is { } id ? await OfVisit(id, input, words, cancel)
            : user.CoordinatorOf is { } association ? await AtDesk(association, input, words, cancel)
            : await Own(input, words, cancel);
        var tenant = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == report.Association, cancel);
        var opened = await transactions.Run(async () =>
        {
            var known = await open.Run(report with { UserId = user.UserId }, cancel);
            if (report.IsAnswered && known.IsNews && !await db.HasSaidStop(report.Phone!, cancel)) answer.Add(known, tenant, Regions.OfPhone(report.Phone!) ?? tenant.Region);
            return known;
        }, cancel);
        return new(opened.Separated, WorryAnswer.Text(opened.Separated, tenant, reader.Culture));
    }

    private async Task<WorryReport> OfVisit(VisitId id, ReportWorryInput input, string words, CancellationToken cancel)
    {
        var (visit, party) = await access.SeenVisit(id, cancel);
        var by = party switch
        {
            VisitParty.Association => input.Reporter ?? WorryReporter.Association,
            VisitParty.Volunteer => WorryReporter.Volunteer,
            VisitParty.Resident => await db.Residents.AnyAsync(r => r.Id == visit.ResidentId && r.UserId == user.UserId, cancel) ? WorryReporter.Resident : WorryReporter.Relative,
        };
        return With(new(visit.AssociationId, by, Channel(party == VisitParty.Association), null, words) { Resident = visit.ResidentId, Volunteer = visit.VolunteerId, Visit = visit.Id }, party == VisitParty.Association);
    }

    private async Task<WorryReport> AtDesk(AssociationId association, ReportWorryInput input, string words, CancellationToken cancel)
    {
        if (input.ResidentId is { } resident && !await db.Residents.AnyAsync(r => r.Id == resident && r.AssociationId == association, cancel)) throw new Refusal(ErrorCode.NotFound, "residentId");
        if (input.VolunteerId is { } volunteer && !await db.Volunteers.AnyAsync(v => v.Id == volunteer && v.AssociationId == association, cancel)) throw new Refusal(ErrorCode.NotFound, "volunteerId");
        return new(association, input.Reporter ?? WorryReporter.Association, Channel(isDesk: true), null, words) { Resident = input.ResidentId, Volunteer = input.VolunteerId };
    }

    private async Task<WorryReport> Own(ReportWorryInput input, string words, CancellationToken cancel)
    {
        var me = user.RequireSignedIn();
        var volunteers = await db.Volunteers.AsNoTracking().Where(v => v.UserId == me).ToListAsync(cancel);
        var residents = await access.Residents.AsNoTracking().ToListAsync(cancel);
        if (user.Phone is { } phone) residents = [.. residents.Concat(await find.SpokenFor(phone, cancel)).DistinctBy(r => r.Id)];
        if (input.ResidentId is { } resident && (residents = residents.FindAll(r => r.Id == resident)).Count == 0) throw new Refusal(ErrorCode.NotFound, "residentId");
        if (input.VolunteerId is { } volunteer && (volunteers = volunteers.FindAll(v => v.Id == volunteer)).Count == 0) throw new Refusal(ErrorCode.NotFound, "volunteerId");
        if (input.ResidentId is not null && input.VolunteerId is null) volunteers = [];
        var associations = volunteers.Select(v => v.AssociationId).Concat(residents.Select(r => r.AssociationId)).Distinct().ToList();
        if (associations.Count == 0) throw new Refusal(ErrorCode.NotFound);
        return With(await find.Report(volunteers, residents, user.Phone, null, associations[0], Channel(isDesk: false), words, cancel), isDesk: false);
    }

    private WorryReport With(WorryReport report, bool isDesk) => isDesk ? report : report with { Phone = user.Phone, IsAnswered = user.Phone is not null };

    private static RequestChannel Channel(bool isDesk) => isDesk ? RequestChannel.Desk : RequestChannel.Web;
}

/// <summary>The one SMS to whoever is worried: what happens, and whom to call in danger (17 police, 112, 114 by SMS; 3977 elder abuse).</summary>
internal sealed class WorryAnswer(Outbox outbox)
{
    public static string Text(bool separated, Association association, System.Globalization.CultureInfo culture) =>
        Sms.Say(culture, separated ? "WORRY_SEPARATED" : "WORRY_RECEIVED", association.SmsName, Phones.Pretty(association.Phone));

    /// <summary>At whatever hour: they have just written.</summary>
    public void Add(OpenedWorry opened, Association association, Region region) =>
        outbox.Add($"worry:{opened.Case.Id}:{opened.Case.Lines}", MessageKind.Reply, opened.Case.Phone!, region, Text(opened.Separated, association, French), association.Id);
}
