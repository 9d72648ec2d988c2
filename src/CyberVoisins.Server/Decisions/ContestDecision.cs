using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Rulesets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Decisions;

/// <summary>A person asks for another look at a decision about them, or a coordinator writes down that they do.</summary>
/// <param name="DecisionId">Of a record; for a volunteer who was considered and not asked, of the request's record.</param>
/// <param name="Words">Why, 3 to 500 characters.</param>
/// <param name="VolunteerId">For a coordinator who writes for a volunteer who was considered and not asked.</param>
public sealed record ContestDecisionInput(DecisionId DecisionId, string Words, VolunteerId? VolunteerId);

internal sealed class ContestDecision(
    AppDb db, Transactions transactions, CurrentUser user, DecisionAccess access, RecordDecisions record, CurrentRules rules, TimeProvider clock)
{
    /// <summary>Silence after a month is a refusal that can be appealed.</summary>
    private static readonly Period ToAnswer = Period.FromMonths(1);

    public Task<ContestOfDecision> Run(ContestDecisionInput input, CancellationToken cancel)
    {
        var userId = user.RequireSignedIn();
        var words = Check.Text(input.Words, "words", 3, 500);
        return transactions.Run(async () =>
        {
            var decision = await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == input.DecisionId, cancel) ?? throw NotFound();
            var association = await db.Associations.AsNoTracking().SingleAsync(a => a.Id == decision.AssociationId, cancel);
            var about = input.VolunteerId is null && await access.May(decision, cancel) ? decision : await NotChosen(decision, input.VolunteerId, association, cancel);
            if (await db.Contests.AnyAsync(c => c.DecisionId == about.Id && c.State == ContestState.Open, cancel))
                throw new Refusal(ErrorCode.AlreadyContested, "decisionId");
            var now = clock.Now();
            var contest = new ContestOfDecision
            {
                Id = clock.NewId<ContestId>(), AssociationId = decision.AssociationId, DecisionId = about.Id, Words = words, ByUserId = userId, OpenedAt = now,
                Deadline = association.Zone.AtStartOfDay(now.InZone(association.Zone).Date + ToAnswer + Period.FromDays(1)).ToInstant(),
            };
            db.Contests.Add(contest);
            return contest;
        }, cancel);
    }

    /// <summary>Whoever was considered and not asked has a record of their own from now on.</summary>
    private async Task<Decision> NotChosen(Decision decision, VolunteerId? named, Association association, CancellationToken cancel)
    {
        var (me, snapshot) = await access.AmongConsidered(decision, named, cancel) ?? throw NotFound();
        var id = new DecisionId(OwnRecord(decision.Id, me.Id));
        if (await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) is { } written) return written;
        var asked = await db.Requests.Where(r => r.Id == decision.RequestId).Select(r => r.CreatedAt).SingleAsync(cancel);
        var mine = record.NotChosen(decision, id, snapshot, me.Id, association, await rules.Of(association, snapshot.Weights.Version, cancel) ?? await rules.Of(association, cancel), asked, me.CreatedAt);
        return await record.Append(mine, association.Id, decision.RequestId, me.Id, decision.SnapshotKey, cancel);
    }

    /// <summary>The same question twice is about the same record: a UUID of version 8 from both ids (RFC 9562, section 5.8).</summary>
    private static Guid OwnRecord(DecisionId decision, VolunteerId volunteer)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"not chosen|{decision}|{volunteer}"))[..16];
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    private static Refusal NotFound() => new(ErrorCode.NotFound, "decisionId");
}

/// <summary>A person looked again.</summary>
/// <param name="ContestId">Of a contest of the association.</param>
/// <param name="Corrected">True when something was put right; say what in the answer.</param>
/// <param name="Answer">In plain words for the person, 10 to 500 characters.</param>
public sealed record AnswerContestInput(ContestId ContestId, bool Corrected, string Answer);

/// <summary>A coordinator answers: the record of the review joins the chain, the person is told.</summary>
internal sealed class AnswerContest(
    AppDb db, Transactions transactions, CurrentUser user, RecordDecisions record, DecisionWords words, TimeProvider clock)
{
    public Task<ContestOfDecision> Run(AnswerContestInput input, CancellationToken cancel)
    {
        var associationId = user.RequireCoordinator();
        var answer = Check.Text(input.Answer, "answer", 10, 500);
        return transactions.Run(async () =>
        {
            var contest = await db.Contests.SingleOrDefaultAsync(c => c.Id == input.ContestId && c.AssociationId == associationId, cancel)
                ?? throw new Refusal(ErrorCode.NotFound, "contestId");
            var now = clock.Now();
            contest.Close(input.Corrected ? ContestState.Corrected : ContestState.Upheld, answer, user.RequireSignedIn(), now);
            var row = await db.Decisions.AsNoTracking().SingleAsync(d => d.Id == contest.DecisionId, cancel);
            var before = ReadDecisions.Open(row).Record;
            var review = before with
            {
                RecordId = clock.NewId<DecisionId>().Value, CreatedAt = now, DecisionType = DecisionType.ReviewOutcome,
                Contribution = new(AutomationDegree.Human, "coordinator", input.Corrected ? "corrected" : "upheld", answer, (int)Math.Min(int.MaxValue, (now - contest.OpenedAt).TotalSeconds)),
                Contest = new(row.Id.Value, contest.OpenedAt, "coordinator", input.Corrected ? "corrected" : "upheld", input.Corrected ? answer : null),
            };
            await record.Append(review, associationId, row.RequestId, row.VolunteerId, row.SnapshotKey, cancel);
            await words.Answered(contest, row, cancel);
            return contest;
        }, cancel);
    }
}
