using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Matching.Plan;
using static CyberVoisins.Core.Tests.Matching.Equity.Requests;

namespace CyberVoisins.Core.Tests.Matching.Explanations;

public sealed class ThePlanRecords
{
    private const string Salt = "plan-2026-12";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly IReadOnlyList<VolunteerId> Helpers = [.. Enumerable.Range(1, 5).Select(i => Make.Candidate(i).Id)];

    /// <summary>Seven requests, waited 10, 9, … 4 days; five helpers with half an hour each, all eligible for all but the last.</summary>
    private static readonly IReadOnlyList<WaitingRequest> Seven = [.. Enumerable.Range(1, 7).Select(i => Waiting(i, 0, 11 - i))];

    private static PlanSnapshot Snapshot(params BookedChoice[] byHand) => new("01900000-0000-7000-a000-000000000009", new(
        Salt, Durations.VolunteersChoose, true, EquityRuleFields.Of(EquityRule.Default),
        [
            .. PublicOrder.Of(EquityRule.Default, Seven, Salt).Select(p => new BookedRequest(
                p.Request.Id.Value, 1, p.KeyDays, p.TieHash, "75117", p.Request.WaitedDays, p.Request.Need.Value, p.Request.HelpersInCommune,
                p.Request.Id == Id(7) ? [] : [.. Helpers.Select((_, v) => new BookedPair(v, 300))])),
        ], [.. Helpers.Select(v => new BookedVolunteer(v.Value, 1, VisitLength.Thirty))]), byHand);

    private static ExplanationRecord Record(PlanSnapshot snapshot, int request) =>
        new PlanRecords(snapshot, Cancel).Of(Snapshots.Frame with { DecisionType = DecisionType.NotServed }, Id(request), Cancel);

    /// <summary>Two roads to one answer: the plan's own proof, and the replay of the month with more and more days.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Says_the_same_as_the_replay_of_the_month(int request)
    {
        var month = new PastMonth(
            [.. Seven.Select(w => new PastRequest(w, w.Id == Id(7) ? [] : [.. Helpers.Select(v => new EligibleNeighbour(v, 300))]))],
            [.. Helpers.Select(v => new PastVolunteer(v, 1, VisitLength.Thirty))], Salt);
        var replayed = PlanChanges.Of(month, EquityRule.Default, Id(request), Cancel)!;
        Assert.Equal(CanonicalJson.HashOf(replayed), CanonicalJson.HashOf(Record(Snapshot(), request).Result));
    }

    [Fact]
    public void Tells_the_order_the_block_and_the_proof_as_applied()
    {
        var record = Record(Snapshot(), 6);
        Assert.Equal((DecisionType.NotServed, 6, 5), (record.DecisionType, record.Parameters.Applied!.PlaceInOrder, record.Parameters.Applied.OrderKeyDays));
        Assert.Equal(new Witness(5, 5, 5), record.Result.Witness);
        Assert.Equal(64, record.Integrity.PlanCertificateHash!.Length);
        Assert.Equal(DecisionType.Assigned, Record(Snapshot(), 1).DecisionType);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    public void Is_made_again_identically_from_its_snapshot_and_from_no_other(int request)
    {
        var forced = new BookedChoice(Id(6), Helpers[2], true);
        foreach (var (snapshot, other) in new[] { (Snapshot(), Snapshot(forced)), (Snapshot(forced), Snapshot()) })
        {
            var stored = CanonicalJson.Read<ExplanationRecord>(CanonicalJson.Write(Record(snapshot, request)));
            Assert.Equal(ReplayVerdict.Identical, RecordReplay.Of(stored, snapshot.ToJson(), Cancel));
            Assert.Equal(ReplayVerdict.SnapshotChanged, RecordReplay.Of(stored, other.ToJson(), Cancel));
            Assert.Equal(ReplayVerdict.SnapshotUnreadable, RecordReplay.Of(stored, "{}"u8, Cancel));
            var better = stored with { Parameters = stored.Parameters with { Applied = stored.Parameters.Applied! with { PlaceInOrder = 3 } } };
            Assert.Equal(ReplayVerdict.RecordChanged, RecordReplay.Of(better, snapshot.ToJson(), Cancel));
        }
    }

    /// <summary>A plan accepted before it was counted who could help at all: the same bytes, hence the same hash, and the same words.</summary>
    [Fact]
    public void A_book_of_before_could_help_was_counted_is_read_as_it_was()
    {
        var old = Snapshot();
        Assert.DoesNotContain("couldHelp", System.Text.Encoding.UTF8.GetString(old.ToJson()), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(SentenceKey.NobodyEligible, Record(old, 7).Result.Reason.Sentences[1].Key);
        var counted = old with { Book = old.Book with { Requests = [.. old.Book.Requests.Select(r => r with { CouldHelp = Math.Max(1, r.Row.Count) })] } };
        Assert.Equal(SentenceKey.AskedOrWithoutTime, Record(counted, 7).Result.Reason.Sentences[1].Key);
        Assert.Equal(ReplayVerdict.Identical, RecordReplay.Of(Record(counted, 7), counted.ToJson(), Cancel));
    }

    [Fact]
    public void A_book_that_is_not_in_its_public_order_is_refused()
    {
        var snapshot = Snapshot();
        Assert.Throws<ArgumentException>(() => new PlanRecords(snapshot with { Book = snapshot.Book with { Requests = [.. snapshot.Book.Requests.Reverse()] } }, Cancel));
    }
}
