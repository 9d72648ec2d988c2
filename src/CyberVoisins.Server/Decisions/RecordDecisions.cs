using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Journals;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Decisions;

/// <summary>Writes down why, beside the decision itself: inside its transaction, so that there is never one without the other.</summary>
internal sealed class RecordDecisions(AppDb db, Journal journal, CurrentUser user, TimeProvider clock, IConfiguration configuration)
{
    /// <summary>How long what a decision read is kept: a year, and the months in which a refusal can be appealed.</summary>
    public static readonly Period Retention = Period.FromMonths(14);

    private static readonly Contribution Automatic = new(AutomationDegree.AutomaticWithVeto, null, null, null, null);

    private static readonly string Commit =
        typeof(RecordDecisions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[^1] ?? "unknown";

    /// <summary>These neighbours were asked: a record for each of them, and one for the resident.</summary>
    public async Task Asked(HelpRequest request, Association association, Considered considered, IReadOnlyList<Offer> offers, Contribution? human, CancellationToken cancel)
    {
        var snapshot = SnapshotOf(considered, offers.Count);
        var key = await Keep(snapshot, association, cancel);
        var contribution = human ?? Automatic;
        await Write(request, association, considered.Rules, snapshot, key, DecisionType.Offer, null, null, contribution, cancel);
        foreach (var offer in offers)
            await Write(request, association, considered.Rules, snapshot, key, DecisionType.Offer, offer.VolunteerId, offer.Id, contribution, cancel);
    }

    /// <summary>Nobody could be asked.</summary>
    public async Task NotServed(HelpRequest request, Association association, Considered considered, CancellationToken cancel)
    {
        var snapshot = SnapshotOf(considered, 1);
        await Write(request, association, considered.Rules, snapshot, await Keep(snapshot, association, cancel), DecisionType.NotServed, null, null, Automatic, cancel);
    }

    /// <summary>A plan was accepted: a record for every request of it, served or not, chained in the public order.</summary>
    public async Task Planned(PlanId planId, PlanRecords plan, Association association, Ruleset rules, Contribution human, CancellationToken cancel)
    {
        var about = await db.Requests.AsNoTracking().Where(r => db.PlanLines.Any(l => l.PlanId == planId && l.RequestId == r.Id))
            .Select(r => new { r.Id, r.ResidentId, r.CreatedAt }).ToDictionaryAsync(r => r.Id, cancel);
        var key = await Keep(plan.SnapshotHash, plan.SnapshotJson, association, cancel);
        var (last, previous) = await NextInChain(association.Id, cancel, about.Count);
        var sequence = last - about.Count;
        foreach (var request in plan.Requests.Where(about.ContainsKey))
        {
            var id = clock.NewId<DecisionId>();
            var record = plan.Of(Frame(id, association, rules, plan.TypeOf(request), about[request].ResidentId.Value, human, about[request].CreatedAt, null, clock.Now(), previous), request, cancel);
            var row = Row(id, association.Id, ++sequence, request, null, null, record, key);
            Add(row, about[request].ResidentId);
            previous = row.Hash;
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The record that a volunteer who was considered and not asked may have, made from the same snapshot; written only when it is contested.</summary>
    public ExplanationRecord NotChosen(
        Decision decision, DecisionId own, InputSnapshot snapshot, VolunteerId volunteer, Association association, Ruleset rules, Instant askedAt, Instant profileAt) =>
        RankingRecord.Of(
            Frame(own, association, rules, DecisionType.VolunteerNotChosen, volunteer.Value, Automatic, askedAt, profileAt, decision.At, decision.Hash),
            snapshot with { Subject = volunteer });

    /// <summary>Appends a record that a person made (a review) to the chain.</summary>
    public async Task<Decision> Append(ExplanationRecord record, AssociationId association, RequestId request, VolunteerId? volunteer, string snapshotKey, CancellationToken cancel)
    {
        var (sequence, previous) = await NextInChain(association, cancel);
        var chained = record with { Integrity = record.Integrity with { PreviousRecordHash = previous } };
        var row = Row(new DecisionId(record.RecordId), association, sequence, request, volunteer, null, chained, snapshotKey);
        Add(row, await db.Requests.Where(r => r.Id == request).Select(r => r.ResidentId).SingleAsync(cancel));
        await db.SaveChangesAsync(cancel);
        return row;
    }

    private async Task Write(
        HelpRequest request, Association association, Ruleset rules, InputSnapshot snapshot, string key, DecisionType type,
        VolunteerId? subject, OfferId? offer, Contribution contribution, CancellationToken cancel)
    {
        var id = clock.NewId<DecisionId>();
        var (sequence, previous) = await NextInChain(association.Id, cancel);
        var profileAt = subject is { } v ? await db.Volunteers.Where(x => x.Id == v).Select(x => (Instant?)x.CreatedAt).SingleAsync(cancel) : null;
        var record = RankingRecord.Of(
            Frame(id, association, rules, type, subject?.Value ?? request.ResidentId.Value, contribution, request.CreatedAt, profileAt, clock.Now(), previous),
            snapshot with { Subject = subject });
        Add(Row(id, association.Id, sequence, request.Id, subject, offer, record, key), request.ResidentId);
        await db.SaveChangesAsync(cancel);
    }

    private void Add(Decision row, ResidentId resident)
    {
        db.Decisions.Add(row);
        journal.Decided(row.AssociationId, row.Hash, row.RequestId, row.VolunteerId is { } volunteer ? Subject.Of(volunteer) : Subject.Of(resident));
    }

    /// <returns>The key under which it is found again.</returns>
    private Task<string> Keep(InputSnapshot snapshot, Association association, CancellationToken cancel) => Keep(snapshot.Hash, snapshot.ToJson(), association, cancel);

    private async Task<string> Keep(string key, byte[] json, Association association, CancellationToken cancel)
    {
        if (await db.DecisionSnapshots.AnyAsync(s => s.Key == key, cancel)) return key;
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(json);
        db.DecisionSnapshots.Add(new DecisionSnapshot { Key = key, AssociationId = association.Id, Json = packed.ToArray(), RetentionUntil = RetentionFrom(clock.Now(), association) });
        return key;
    }

    /// <summary>Takes the association's next numbers, and the association's row with them: two decisions at once stand one after the other.</summary>
    /// <returns>The last of the numbers, and the hash before the first.</returns>
    private async Task<(int Sequence, string Previous)> NextInChain(AssociationId association, CancellationToken cancel, int count = 1)
    {
        await db.Associations.Where(a => a.Id == association).ExecuteUpdateAsync(s => s.SetProperty(a => a.Decisions, a => a.Decisions + count), cancel);
        var sequence = await db.Associations.Where(a => a.Id == association).Select(a => a.Decisions).SingleAsync(cancel);
        var previous = await db.Decisions.Where(d => d.AssociationId == association && d.Sequence == sequence - count).Select(d => d.Hash).SingleOrDefaultAsync(cancel);
        return (sequence, previous ?? RecordChain.Start);
    }

    private RecordFrame Frame(
        DecisionId id, Association association, Ruleset rules, DecisionType type, Guid subject, Contribution contribution,
        Instant askedAt, Instant? profileAt, Instant at, string previous) => new(
            id.Value, at, "fr", type, Pseudonym(association.Id, subject), MentionOf(association, at), contribution, askedAt, profileAt,
            Commit, rules.VotedBy, rules.VotedOn is { } votedOn ? association.Zone.AtStartOfDay(votedOn).ToInstant() : null,
            $"nearest {FindCandidates.Nearest} + sampled {FindCandidates.Sampled}, salt {Map.VolunteerMap.SampleSalt}; a plan looks deeper, three times as many, in saturated blocks",
            previous, $"query {{ decision(id: \"{id}\") {{ replayed }} }}", RetentionFrom(at, association));

    private Mention MentionOf(Association association, Instant at)
    {
        var rules = $"{configuration["PublicBaseUrl"]?.TrimEnd('/')}/regles";
        return new(association.Name, Phones.Pretty(association.Phone), Labels.Say(French, "MENTION_PURPOSE"), rules, Labels.Say(French, "MENTION_RIGHTS"),
            $"{rules}#contester", Labels.Say(French, "MENTION_APPEAL"), at.InZone(association.Zone).Date.PlusMonths(1));
    }

    private static LocalDate RetentionFrom(Instant at, Association association) => at.InZone(association.Zone).Date + Retention;

    private static InputSnapshot SnapshotOf(Considered considered, int places) =>
        new(considered.Need, considered.Candidates, considered.Rules.Weights, considered.Now, places, null);

    private Decision Row(DecisionId id, AssociationId association, int sequence, RequestId request, VolunteerId? volunteer, OfferId? offer, ExplanationRecord record, string snapshotKey) => new()
    {
        Id = id, AssociationId = association, Sequence = sequence, Type = record.DecisionType, RequestId = request, VolunteerId = volunteer, OfferId = offer,
        At = record.CreatedAt, ByUserId = record.Contribution.HumanActorRole is null ? null : user.UserId, Record = Encoding.UTF8.GetString(CanonicalJson.Write(record)), Hash = RecordChain.HashOf(record), SnapshotKey = snapshotKey,
    };

    /// <summary>The same person has the same one in the association, and nobody outside can tell who it is without the ids.</summary>
    private static string Pseudonym(AssociationId association, Guid person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"pseudonym|{association}|{person}")))[..16];
}
