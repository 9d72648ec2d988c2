using System.Text;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Explanations;

public sealed class TheRecord
{
    private static readonly Candidate Near = Make.Candidate(2);
    private static readonly Candidate Far = Make.Candidate(1) with { Place = Make.North(1_500) };

    private static ExplanationRecord Record(InputSnapshot snapshot) => RankingRecord.Of(Snapshots.Frame, snapshot);

    [Fact]
    public void Tells_the_parameters_as_applied_to_this_person_and_the_best_others_without_a_name()
    {
        var record = Record(Snapshots.Of(Far, Near));
        // 30 x (10 km - 1.5 km) / 10 km; full rest, minutes; one time of three; half of 40
        Assert.Equal([25, 10, 10, 3, 20, 5, 0], record.Parameters.Applied!.Points.Select(p => p.Value));
        Assert.Equal((73, 2), (record.Parameters.Applied.Total, record.Parameters.Applied.Rank));
        Assert.Equal([new Alternative("A", 1, 5)], record.Operations.Alternatives);
        // echo -n "…000001|…9000-000000000001|cybervoisins-2026" | sha256sum | cut -c1-16
        Assert.Equal("74cf245d1a5cfcde", record.Parameters.Applied.TieHash);
    }

    [Fact]
    public void Tells_the_filters_in_order_with_how_many_were_left()
    {
        var record = Record(Snapshots.Of(Far, Near, Make.Candidate(3) with { Categories = [] }, Make.Candidate(4) with { Languages = [], Categories = [] }, Make.Candidate(5) with { OpenOffers = 2 }));
        Assert.Equal(5, record.Operations.Found);
        Assert.Equal(Rules.All.Select(r => r.Rule), record.Operations.Filters.Select(f => f.Rule));
        Assert.Equal((5, 3, 3, 2), (Left(Rule.MeetingMode), Left(Rule.Category), Left(Rule.Language), Left(Rule.FewOpenOffers)));

        int Left(Rule rule) => record.Operations.Filters.Single(f => f.Rule == rule).Left;
    }

    [Fact]
    public void Says_that_a_womans_help_was_asked_for_only_when_it_was()
    {
        Assert.DoesNotContain(Record(Snapshots.Of(Far, Near)).Data.Used, d => d.Name == "woman");
        var asked = Snapshots.Of(Far, Near) with { Need = Make.Need() with { Constraints = [Core.Requests.Constraint.WomanHelper] } };
        Assert.Contains(Record(asked).Data.Used, d => d.Name == "woman" && d.Value == "unknown");
    }

    [Property(MaxTest = 200)]
    public Property Is_made_again_identically_from_its_snapshot() => Prop.ForAll(Snapshots.Any.ToArbitrary(), snapshot =>
        RecordReplay.Of(CanonicalJson.Read<ExplanationRecord>(CanonicalJson.Write(Record(snapshot))), snapshot.ToJson()) == ReplayVerdict.Identical);

    [Property(MaxTest = 200)]
    public Property Does_not_stand_on_another_snapshot() => Prop.ForAll(Snapshots.Any.ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (snapshot, which) =>
    {
        var first = snapshot.Candidates[0];
        var other = which switch
        {
            0 => snapshot.With(snapshot.Need, first with { OpenOffers = first.OpenOffers + 1 }),
            1 => snapshot.With(snapshot.Need, first with { ExpectedMinutes = (first.ExpectedMinutes ?? 0) + 1 }),
            2 => snapshot with { Now = snapshot.Now + Duration.FromSeconds(1) },
            3 => snapshot with { Weights = snapshot.Weights with { Spare = 41 } },
            4 => snapshot with { Need = snapshot.Need with { LimitMetres = 10_001 } },
            _ => snapshot with { Candidates = [.. snapshot.Candidates.Skip(1)], Subject = null },
        };
        return RecordReplay.Of(Record(snapshot), other.ToJson()) == ReplayVerdict.SnapshotChanged;
    });

    [Fact]
    public void A_point_given_afterwards_does_not_replay()
    {
        var snapshot = Snapshots.Of(Far, Near);
        var record = Record(snapshot);
        var better = record with { Parameters = record.Parameters with { Applied = record.Parameters.Applied! with { Total = 99 } } };
        Assert.Equal(ReplayVerdict.RecordChanged, RecordReplay.Of(better, snapshot.ToJson(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_snapshot_that_cannot_be_read_is_said_to_be_so() =>
        Assert.Equal(ReplayVerdict.SnapshotUnreadable, RecordReplay.Of(Record(Snapshots.Of(Far, Near)), "{}"u8, TestContext.Current.CancellationToken));

    [Property(MaxTest = 200)]
    public Property Names_nobody_and_tells_no_place() => Prop.ForAll(Snapshots.Any.ToArbitrary(), snapshot =>
    {
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(Record(snapshot)));
        return !snapshot.Candidates.Any(c => text.Contains(c.Id.ToString(), StringComparison.Ordinal)) && !text.Contains("48.8", StringComparison.Ordinal);
    });
}

public sealed class TheChain
{
    private static List<ExplanationRecord> Records(int count)
    {
        var records = new List<ExplanationRecord>();
        for (var i = 0; i < count; i++)
            records.Add(RankingRecord.Of(
                Snapshots.Frame with { SubjectPseudonym = $"v-{i}", PreviousRecordHash = i == 0 ? RecordChain.Start : RecordChain.HashOf(records[^1]) },
                Snapshots.Of(Make.Candidate())));
        return records;
    }

    [Fact]
    public void Holds_when_nothing_was_touched() =>
        Assert.Null(RecordChain.FirstBroken(Records(4), RecordChain.Start, RecordChain.HashOf(Records(4)[^1])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Breaks_after_a_record_that_was_changed(int changed)
    {
        var records = Records(4);
        records[changed] = records[changed] with { Language = "en" };
        Assert.Equal(changed + 1, RecordChain.FirstBroken(records, RecordChain.Start));
    }

    [Fact]
    public void Breaks_at_the_last_when_its_hash_is_known_from_elsewhere()
    {
        var records = Records(3);
        var head = RecordChain.HashOf(records[2]);
        records[2] = records[2] with { Language = "en" };
        Assert.Null(RecordChain.FirstBroken(records, RecordChain.Start));
        Assert.Equal(2, RecordChain.FirstBroken(records, RecordChain.Start, head));
    }

    [Fact]
    public void Breaks_where_a_record_was_dropped_or_two_were_exchanged()
    {
        var records = Records(4);
        Assert.Equal(1, RecordChain.FirstBroken([records[0], records[2], records[3]], RecordChain.Start));
        Assert.Equal(1, RecordChain.FirstBroken([records[0], records[2], records[1], records[3]], RecordChain.Start));
    }

    [Fact]
    public void Still_holds_from_the_hash_of_a_record_whose_time_was_up()
    {
        var records = Records(4);
        Assert.Null(RecordChain.FirstBroken([.. records.Skip(2)], RecordChain.HashOf(records[1])));
    }
}
