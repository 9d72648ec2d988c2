using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Duplicates;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Matching;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Privacy;

/// <summary>Everything that is kept about one person (GDPR, articles 15 and 20).</summary>
/// <param name="Json">For a machine: sections of rows, by name.</param>
/// <param name="Page">The same as a page of HTML to read or print, in the reader's language.</param>
internal sealed record PersonalData(string Json, string Page);

/// <summary>
/// For the person, signed in by the code that an SMS brought, or for the association at its desk. What is about somebody else as well is left out where it is theirs
/// (article 15, paragraph 4): the names of the others of a visit, who reported a worry, who gave a reference, who wished not to meet.
/// </summary>
internal sealed class ExportPerson(AppDb db, Access access, CurrentUser user, Journal journal, Transactions transactions, Reader reader)
{
    /// <summary>Letters stay letters: the page says that it is UTF-8.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is done between two people, and both know: of anything else that concerned several, not even what it was is told.</summary>
    private static readonly HashSet<string> Open = ["askForHelp", "acceptOffer", "declineOffer", "moveVisit", "changeTimes", "cancelVisit", "reportVisit", "confirmVisit", "thankVolunteer", "describeVisit", "offerToVolunteer", "cancelRequest"];

    public async Task<PersonalData> Resident(ResidentId id, CancellationToken cancel) => await Tell(await OfResident(id, cancel), cancel);

    public async Task<PersonalData> Volunteer(VolunteerId id, CancellationToken cancel) => await Tell(await OfVolunteer(id, cancel), cancel);

    private async Task<PersonalData> Tell((List<(string Name, List<JsonObject> Rows)> Sections, AssociationId Association, Subject Person) found, CancellationToken cancel)
    {
        var (sections, association, person) = found;
        await transactions.Run(() =>
        {
            journal.Doing(null);
            journal.Add(association, "exportPerson", [person]);
            return Task.CompletedTask;
        }, cancel, ring: false);
        return new(new JsonObject(sections.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)new JsonArray([.. s.Rows.Select(r => r.DeepClone())])))).ToJsonString(Readable), Page(sections));
    }

    /// <summary>Where it comes from, when the person did not say it themselves (article 15, paragraph 1, point g).</summary>
    private async Task<List<JsonObject>> Imported(ImportId? id, CancellationToken cancel) => Rows(await db.PeopleImports.AsNoTracking().Where(i => i.Id == id).ToListAsync(cancel));

    private async Task<(List<(string Name, List<JsonObject> Rows)>, AssociationId, Subject)> OfResident(ResidentId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        // Whoever asked for somebody else is not that person: only the person, and the association.
        var me = user.UserId;
        var row = await access.Residents.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && (r.AssociationId == user.CoordinatorOf || r.UserId == me), cancel) ?? throw new Refusal(ErrorCode.NotFound, "residentId");
        var requests = await db.Requests.AsNoTracking().Where(r => r.ResidentId == id).ToListAsync(cancel);
        var (visits, requestIds) = (await db.Visits.AsNoTracking().Where(v => v.ResidentId == id).ToListAsync(cancel), requests.ConvertAll(r => r.Id));
        var visitIds = visits.ConvertAll(v => v.Id);
        var alone = await db.IsOnlyOneAt(row.Phone, cancel);
        var merged = await db.MergedInto(id, cancel);
        List<(string, List<JsonObject>)> sections =
        [
            ("resident", Rows([row])),
            ("merged", Rows(await db.Residents.IgnoreQueryFilters().AsNoTracking().Where(r => merged.Contains(r.Id)).ToListAsync(cancel))),
            ("imported", await Imported(row.ImportId, cancel)),
            ("contacts", Rows(await db.Contacts.AsNoTracking().Where(c => c.ResidentId == id).ToListAsync(cancel))),
            ("consents", Rows(await db.Consents.AsNoTracking().Where(c => c.ResidentId == id).ToListAsync(cancel))),
            ("autonomy", Rows(await db.Assessments.AsNoTracking().Where(a => a.ResidentId == id).ToListAsync(cancel))),
            ("endings", Rows(await db.Endings.AsNoTracking().Where(e => e.ResidentId == id).ToListAsync(cancel))),
            ("requests", Rows(requests)),
            ("visits", Rows(visits)),
            ("drafts", Rows(await db.Drafts.AsNoTracking().Where(d => d.ResidentId == id).ToListAsync(cancel))),
            ("messages", Rows(await db.Messages.AsNoTracking().Where(m => m.AssociationId == row.AssociationId && m.To == row.Phone && (alone || (m.VisitId != null && visitIds.Contains(m.VisitId.Value)) || (m.RequestId != null && requestIds.Contains(m.RequestId.Value)))).ToListAsync(cancel))),
            ("received", alone ? Rows(await db.InboundMessages.AsNoTracking().Where(m => m.AssociationId == row.AssociationId && m.From == row.Phone).ToListAsync(cancel)) : []),
            ("decisions", Rows(await db.Decisions.AsNoTracking().Where(d => requestIds.Contains(d.RequestId) && d.VolunteerId == null).ToListAsync(cancel))),
            ("contests", Rows(await db.Contests.AsNoTracking().Where(c => db.Decisions.Any(d => d.Id == c.DecisionId && d.VolunteerId == null && requestIds.Contains(d.RequestId))).ToListAsync(cancel))),
            ("blocks", Rows(await db.PairBlocks.AsNoTracking().Where(b => b.ResidentId == id && b.By == VisitParty.Resident).ToListAsync(cancel))),
            .. await ByNumberAndAccount(row.AssociationId, row.Phone, alone, row.UserId, cancel),
            ("journal", await Journal([id.Value, .. merged.Select(m => m.Value)], row.AssociationId, cancel)),
        ];
        return (sections, row.AssociationId, Subject.Of(id));
    }

    private async Task<(List<(string Name, List<JsonObject> Rows)>, AssociationId, Subject)> OfVolunteer(VolunteerId id, CancellationToken cancel)
    {
        user.RequireSignedIn();
        var row = await access.Volunteers.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancel) ?? throw new Refusal(ErrorCode.NotFound, "volunteerId");
        var visits = await db.Visits.AsNoTracking().Where(v => v.VolunteerId == id).ToListAsync(cancel);
        foreach (var visit in visits) db.Entry(visit).State = EntityState.Detached;
        var alone = await db.IsOnlyOneAt(row.Phone, cancel);
        var offers = await db.Offers.AsNoTracking().Where(o => o.VolunteerId == id).ToListAsync(cancel);
        var (visitIds, offerIds) = (visits.ConvertAll(v => v.Id), offers.ConvertAll(o => o.Id));
        List<(string, List<JsonObject>)> sections =
        [
            ("volunteer", Rows([row])),
            ("imported", await Imported(row.ImportId, cancel)),
            ("vouchings", Rows(await db.Vouchings.AsNoTracking().Where(v => v.VolunteerId == id).ToListAsync(cancel))),
            ("charter", Rows(await db.CharterAcceptances.AsNoTracking().Where(a => a.VolunteerId == id).ToListAsync(cancel))),
            ("guardian", Rows(await db.GuardianConsents.AsNoTracking().Where(c => c.VolunteerId == id).ToListAsync(cancel))),
            ("offers", Rows(offers)),
            ("visits", Rows(visits)),
            ("minutes", Rows(await db.Minutes.AsNoTracking().Where(m => m.VolunteerId == id).ToListAsync(cancel))),
            ("messages", Rows(await db.Messages.AsNoTracking().Where(m => m.AssociationId == row.AssociationId && m.To == row.Phone && (alone || (m.VisitId != null && visitIds.Contains(m.VisitId.Value)) || (m.OfferId != null && offerIds.Contains(m.OfferId.Value)))).ToListAsync(cancel))),
            ("received", alone ? Rows(await db.InboundMessages.AsNoTracking().Where(m => m.AssociationId == row.AssociationId && m.From == row.Phone).ToListAsync(cancel)) : []),
            ("decisions", Rows(await db.Decisions.AsNoTracking().Where(d => d.VolunteerId == id).ToListAsync(cancel))),
            ("contests", Rows(await db.Contests.AsNoTracking().Where(c => db.Decisions.Any(d => d.Id == c.DecisionId && d.VolunteerId == id)).ToListAsync(cancel))),
            ("blocks", Rows(await db.PairBlocks.AsNoTracking().Where(b => b.VolunteerId == id && b.By == VisitParty.Volunteer).ToListAsync(cancel))),
            ("demand", Rows(await db.Demand.AsNoTracking().Where(d => d.VolunteerId == id).ToListAsync(cancel))),
            ("plan_lines", Rows(await db.PlanLines.AsNoTracking().Where(l => l.VolunteerId == id).ToListAsync(cancel))),
            ("plan_choices", Rows(await db.PlanDecisions.AsNoTracking().Where(d => d.VolunteerId == id).ToListAsync(cancel))),
            .. await ByNumberAndAccount(row.AssociationId, row.Phone, alone, row.UserId, cancel),
            ("journal", await Journal([id.Value], row.AssociationId, cancel)),
        ];
        return (sections, row.AssociationId, Subject.Of(id));
    }

    /// <summary>
    /// What hangs on the number in this association, where it is theirs alone, and for the person in a session of their own what hangs on the account: a number that an association wrote down
    /// is not proven to be theirs. Of a worry what they said themselves; what the association wrote about both is not theirs alone.
    /// </summary>
    private async Task<List<(string, List<JsonObject>)>> ByNumberAndAccount(AssociationId association, PhoneNumber phone, bool alone, Guid? account, CancellationToken cancel)
    {
        var own = account == user.UserId && user.Scopes is null ? account : null;
        return
        [
            ("worries", Rows(await db.WorryCases.AsNoTracking().Where(c => c.AssociationId == association && ((account != null && c.ByUserId == account) || (alone && c.Phone == phone))).ToListAsync(cancel))),
            ("calls", alone ? Rows(await db.VoiceCalls.AsNoTracking().Where(c => c.AssociationId == association && c.From == phone).ToListAsync(cancel)) : []),
            ("stop", alone ? Rows(await db.OptOuts.AsNoTracking().Where(o => o.Phone == phone).ToListAsync(cancel)) : []),
            ("reachability", alone ? Rows(await db.Reachabilities.AsNoTracking().Where(r => r.Phone == phone).ToListAsync(cancel)) : []),
            ("account", Rows(await db.Users.AsNoTracking().Where(u => u.Id == own).ToListAsync(cancel))),
            ("sessions", Rows(await db.Sessions.AsNoTracking().Where(s => s.AccountId == own).ToListAsync(cancel))),
            ("tokens", Rows(await db.ApiTokens.AsNoTracking().Where(t => t.AccountId == own).ToListAsync(cancel))),
            ("elsewhere", Rows(await db.UserLogins.AsNoTracking().Where(l => l.UserId == own).ToListAsync(cancel))),
        ];
    }

    private List<JsonObject> Rows<T>(List<T> rows) where T : class => rows.ConvertAll(row => RowText.Of(db, row));

    /// <summary>
    /// Who did or read what about them, and when; of the staff only as whom. A worry, or that somebody should not meet them, is not told: the other one may be in danger (article 15, paragraph 4);
    /// of what also concerned others, only that there was something.
    /// </summary>
    private async Task<List<JsonObject>> Journal(List<Guid> people, AssociationId association, CancellationToken cancel)
    {
        var lines = await db.JournalLines.AsNoTracking().Where(l => l.Chain == association && db.JournalMentions.Any(m => m.LineId == l.Id && db.PersonAliases.Any(a => people.Contains(a.PersonId) && a.Alias == m.Alias)))
            .OrderBy(l => l.Sequence).Select(l => new { l.Line, People = db.JournalMentions.Count(m => m.LineId == l.Id) }).ToListAsync(cancel);
        return [.. lines.Select(l => (Record: Core.Trust.JournalChain.Read(l.Line), IsTheirs: l.People == 1)).Where(l => l.Record is not null && !IsOfAWorry(l.Record)).Select(l => Row(l.Record!, l.IsTheirs))];

        static bool IsOfAWorry(Core.Trust.JournalRecord record) =>
            new[] { record.Operation }.Concat(record.Fields).Any(text => text.Contains("worr", StringComparison.OrdinalIgnoreCase) || text.Contains("block", StringComparison.OrdinalIgnoreCase) || text.Contains("scam", StringComparison.OrdinalIgnoreCase));

        static JsonObject Row(Core.Trust.JournalRecord record, bool isTheirs)
        {
            var row = new JsonObject { ["at"] = NodaTime.Text.InstantPattern.ExtendedIso.Format(record.At), ["actor"] = record.Actor.ToString() };
            if (isTheirs || Open.Contains(record.Operation) || record.Operation.StartsWith("read", StringComparison.Ordinal)) (row["operation"], row["fields"]) = (record.Operation, string.Join(", ", record.Fields));
            return row;
        }
    }

    private string Page(List<(string Name, List<JsonObject> Rows)> sections)
    {
        string Say(string key) => Labels.Say(reader.Culture, key);
        var html = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{reader.Culture.TwoLetterISOLanguageName}\"><head><meta charset=\"utf-8\"><title>{Encode(Say("PAGE_EXPORT_TITLE"))}</title></head><body>\n<h1>{Encode(Say("PAGE_EXPORT_TITLE"))}</h1>\n<p>{Encode(Say("PAGE_EXPORT_INTRO"))}</p>\n");
        foreach (var (name, rows) in sections.Where(s => s.Rows.Count > 0))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(Say($"PAGE_EXPORT_{name.ToUpperInvariant()}"))} ({rows.Count})</h2>\n");
            foreach (var row in rows)
            {
                html.Append("<dl>\n");
                foreach (var (field, value) in row) html.Append(CultureInfo.InvariantCulture, $"<dt>{Encode(field)}</dt><dd>{Encode(value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString(Readable) ?? "")}</dd>\n");
                html.Append("</dl>\n");
            }
        }
        return html.Append("</body></html>\n").ToString();

        static string Encode(string text) => Html.Encode(text);
    }
}
