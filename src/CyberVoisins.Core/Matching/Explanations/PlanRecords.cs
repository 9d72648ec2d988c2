using System.Globalization;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// The records of a month's plan, one for each request, served or not: the plan is solved once, and the same snapshot and frame always
/// give the same bytes.
/// </summary>
public sealed class PlanRecords
{
    /// <summary>Grows when the same snapshot would give another plan.</summary>
    public const string AlgorithmVersion = "plan/1";

    /// <summary>In a plan that refuses more than this, no days are told: each is verified by planning again.</summary>
    private const int MostVerified = 500;

    private readonly SolvedBook _solved;
    private readonly IReadOnlyList<Placed> _order;
    private readonly bool _verifiesDays;

    /// <exception cref="ArgumentException">The book does not stand in its public order, or holds figures that no rule allows.</exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public PlanRecords(PlanSnapshot snapshot, CancellationToken cancel = default)
    {
        (Snapshot, SnapshotJson) = (snapshot, snapshot.ToJson());
        (SnapshotHash, _order) = (PlanSnapshot.HashOf(SnapshotJson), snapshot.Book.Order());
        if (!_order.Select(p => p.Request.Id.Value).SequenceEqual(snapshot.Book.Requests.Select(r => r.Id)))
            throw new ArgumentException("The book is not in its public order.", nameof(snapshot));
        _solved = SolvedBook.Of(snapshot.Book, snapshot.ByHand, cancel);
        CertificateHash = PlanBook.CertificateHash(_solved.Plan);
        _verifiesDays = Enumerable.Range(0, _order.Count).Count(row => !_solved.IsServed(row)) <= MostVerified;
    }

    /// <summary>What the records are made from, as it is stored, and the hash of that.</summary>
    public PlanSnapshot Snapshot { get; }

    public byte[] SnapshotJson { get; }

    public string SnapshotHash { get; }

    /// <summary>SHA-256 of the proof that the plan made again has.</summary>
    public string CertificateHash { get; }

    /// <summary>In the public order.</summary>
    public IEnumerable<RequestId> Requests => _order.Select(p => p.Request.Id);

    /// <summary>What was decided about a request.</summary>
    /// <exception cref="ArgumentException">It is not in the plan.</exception>
    public DecisionType TypeOf(RequestId request) => _solved.IsServed(RowOf(request)) ? DecisionType.Assigned : DecisionType.NotServed;

    /// <exception cref="ArgumentException">The request is not in the plan.</exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public ExplanationRecord Of(RecordFrame frame, RequestId request, CancellationToken cancel = default)
    {
        var row = RowOf(request);
        return new(
            frame.RecordId, ExplanationRecord.CurrentSchema, frame.CreatedAt, frame.Language, TypeOf(request), SubjectRole.Resident, frame.SubjectPseudonym, request, Snapshot.PlanId,
            frame.Mention, frame.Contribution, new([.. DataCatalogue.Of(Snapshot.Book.Requests[row], frame.AskedAt, frame.CreatedAt)], DataCatalogue.NotUsed),
            ParametersOf(frame, row), OperationsOf(row), ResultOf(row, cancel),
            new(SnapshotHash, CertificateHash, frame.PreviousRecordHash, frame.ReplayCommand, frame.RetentionUntil), null);
    }

    private int RowOf(RequestId request) =>
        Snapshot.Book.PlaceOf(request) is var row && row < _order.Count ? row : throw new ArgumentException("The request is not in the plan.", nameof(request));

    private Parameters ParametersOf(RecordFrame frame, int row)
    {
        var (rule, placed) = (Snapshot.Book.Rule.ToRule(), _order[row]);
        return new(
            "equity-rule/1", rule.Hash, AlgorithmVersion, frame.GitCommit, rule.HeadStart.Canonical, rule.Interleave, frame.RulesVotedBy, frame.RulesVotedAt, [],
            [
                new($"counts{rule.Counts}", 1), new($"durations{Snapshot.Book.Durations}", 1),
                .. rule.WhiteZones is { } zones ? [new("whiteZoneDays", zones.Days), new Setting("fewerHelpersThan", zones.FewerHelpersThan)] : Array.Empty<Setting>(),
                .. rule.TravelCapMetres is { } cap ? [new Setting("travelCapMetres", cap)] : Array.Empty<Setting>(),
                new("choicesByHand", Snapshot.ByHand.Count),
            ],
            frame.CandidatePolicy, "half-hours of 30 minutes; metres as the crow flies",
            new([new("waitedDays", placed.Request.WaitedDays), new("headStartDays", placed.HeadStartDays)], placed.KeyDays, placed.Place, placed.KeyDays, placed.Place,
                placed.TieHash.ToString("x16", CultureInfo.InvariantCulture)));
    }

    /// <summary>Who may help was decided by the rules before the plan, and is in the snapshot as their result.</summary>
    private Operations OperationsOf(int row) => new(
        Snapshot.Book.Requests[row].Row.Count, [], "days waited plus days of head start",
        (_order[row].ByWaitingAlone ? "this place by days waited alone" : Snapshot.Book.DaysDecide ? "more days first" : "as the equity rule orders")
            + $"; equal days by the smaller SHA-256 of request|salt, salt {Snapshot.Book.Salt}",
        "month's plan", _solved.PriceOf(row), _solved.Witness(row)?.Number, []);

    private Outcome ResultOf(int row, CancellationToken cancel)
    {
        if (_solved.IsServed(row)) return new(new([PlaceInOrder(row), ChosenBy(row), .. Where(row)]), [], null);
        var block = _solved.Witness(row) is { Volunteers: > 0 } found ? new FullBlock(found.Volunteers, found.HalfHours, found.Requests.Count, found.Requests.All(before => before < row)) : null;
        var witness = block is null ? null : Witness.Of(block);
        if (block is null && WithoutBlock(row) is { } known) return new(new([PlaceInOrder(row), new(known, [])]), [.. MoreDays(row, cancel)], null);
        return new(
            block is { IsProof: false }
                ? new([PlaceInOrder(row), new(SentenceKey.AllTakenByHand, [new(FigureKind.People, witness!.Helpers)])])
                : PlainReasons.WhyDoIWait(_order[row], _order.Count, witness, witness is not null || (_solved.Witness(row) is null && Snapshot.Book.Requests[row].Row.Count > 0)),
            [.. MoreDays(row, cancel)], witness);
    }

    /// <summary>Why nobody at all was free for it; null when there is nothing to claim, or when the book is of before that was counted.</summary>
    private SentenceKey? WithoutBlock(int row)
    {
        var request = Snapshot.Book.Requests[row];
        if (request.CouldHelp is not { } couldHelp) return null;
        if (couldHelp == 0) return SentenceKey.NobodyEligible;
        if (request.Row.Count == 0) return SentenceKey.AskedOrWithoutTime;
        var setAside = Snapshot.ByHand.Where(c => !c.IsForced && c.Request.Value == request.Id).Select(c => c.Volunteer.Value).ToHashSet();
        if (request.Row.All(pair => setAside.Contains(Snapshot.Book.Volunteers[pair.Volunteer].Id))) return SentenceKey.SetAsideByPerson;
        if (_solved.Witness(row) is null) return null; // free durations: no proof, no claim
        return Snapshot.Book.Durations == Durations.VolunteersChoose ? SentenceKey.OtherLength : SentenceKey.AskedOrWithoutTime;
    }

    private IEnumerable<Counterfactual> MoreDays(int row, CancellationToken cancel)
    {
        if (_verifiesDays && _solved.MoreDays(row) is { } days && _solved.IsServedWithMoreDays(row, cancel))
            yield return new([new(LeverKind.WaitedLonger, Figure.Of(FigureKind.Days, days))], NewOutcome.Served, null, true);
    }

    private Sentence PlaceInOrder(int row) => PlainReasons.PlaceInOrder(_order[row], _order.Count);

    private Sentence ChosenBy(int row) =>
        new(Snapshot.ByHand.Any(c => c.IsForced && c.Request == _order[row].Request.Id) ? SentenceKey.ChosenByPerson : SentenceKey.ChosenByPlan, []);

    private IEnumerable<Sentence> Where(int row)
    {
        // 0 is help by phone, or next door: neither wants a figure.
        if (_solved.MetresOf(row) is > 0 and var metres) yield return Sentence.SoFarAway(metres);
    }
}
