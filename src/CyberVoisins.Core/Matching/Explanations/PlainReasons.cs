namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// The three questions people ask, answered as keys and figures. Nobody else is ever named: other people appear as counts,
/// points and ranks only.
/// </summary>
public static class PlainReasons
{
    /// <summary>"Why this neighbour?", for a volunteer who was asked.</summary>
    /// <exception cref="ArgumentException">The volunteer was not asked.</exception>
    /// <param name="degree">Who chose: the points, a person, or the month's plan.</param>
    public static PlainAnswer WhyThisNeighbour(InputSnapshot snapshot, VolunteerId volunteer, AutomationDegree degree = AutomationDegree.AutomaticWithVeto)
    {
        var ranked = snapshot.Rank();
        var mine = ranked.Single(a => a.VolunteerId == volunteer);
        if (mine is not { Proposal: { } proposal, Rank: { } rank } || rank > snapshot.Places)
            throw new ArgumentException("This volunteer was not asked.", nameof(volunteer));
        var where = proposal.DistanceMetres is { } metres ? Sentence.SoFarAway(metres) : new Sentence(SentenceKey.ByPhone, []);
        if (degree is AutomationDegree.Human or AutomationDegree.Proposal)
            return new([new(degree == AutomationDegree.Human ? SentenceKey.ChosenByPerson : SentenceKey.ChosenByPlan, []), where]);
        var most = proposal.Points.Lines.MaxBy(l => l.Points);
        var eligible = Figure.People(ranked.Count(a => a.Proposal is not null));
        return new(
        [
            rank == 1
                ? new(SentenceKey.MostPoints, [Figure.Of(FigureKind.Points, proposal.Points.Total), eligible])
                : new(SentenceKey.AmongTheFirst, [Figure.Of(FigureKind.Rank, rank), eligible]),
            where,
            new(SentenceKey.MostlyFor, [Figure.Of(FigureKind.Points, most.Points)], Criterion: most.Criterion),
        ]);
    }

    /// <summary>"Why not me?": the first rules that said no (three at most; the record holds all), or the points that were missing.</summary>
    /// <exception cref="ArgumentException">The volunteer was asked.</exception>
    public static PlainAnswer WhyNotMe(InputSnapshot snapshot, VolunteerId volunteer)
    {
        var ranked = snapshot.Rank();
        var mine = ranked.Single(a => a.VolunteerId == volunteer);
        if (mine.Proposal is null) return new([.. mine.Reasons.Take(PlainAnswer.MostSentences).Select(Refused)]);
        if (mine.Rank <= snapshot.Places) throw new ArgumentException("This volunteer was asked.", nameof(volunteer));
        var last = ranked.Single(a => a.Rank == snapshot.Places).Proposal!.Points.Total;
        var own = mine.Proposal.Points.Total;
        return new([last > own
            ? new(SentenceKey.FewerPoints, [Figure.Of(FigureKind.Points, own), Figure.Of(FigureKind.Points, last)])
            : new(SentenceKey.DrawnByLot, [Figure.Of(FigureKind.Points, own)])]);
    }

    /// <summary>"Why do I wait?", while nothing is fixed.</summary>
    public static PlainAnswer WhyDoIWait(InputSnapshot snapshot)
    {
        var ranked = snapshot.Rank();
        var before = snapshot.Candidates.Count(c => c.AskedForThis);
        var now = Math.Min(snapshot.Places, ranked.Count(a => a.Proposal is not null));
        if (now > 0) return new([new(SentenceKey.WaitingForAnAnswer, [Figure.People(before + now)])]);
        if (before > 0) return new([new(SentenceKey.NobodySaidYes, [Figure.People(before)])]);
        var steps = Steps(ranked);
        return steps.Select((s, i) => (s.Rule, s.Left, Before: i == 0 ? ranked.Count : steps[i - 1].Left)).FirstOrDefault(s => s.Left == 0) is { Before: > 0 } end
            // That somebody wishes not to meet somebody is nobody else's to know, not even by who is left.
            ? new([new(SentenceKey.NobodyLeft, [Figure.People(ranked.Count)]), .. end.Rule == Rule.NotBlocked ? Array.Empty<Sentence>() : [new(SentenceKey.LastFellAwayAt, [Figure.People(end.Before)], end.Rule)]])
            : new([new(SentenceKey.NobodyEligible, [])]);
    }

    /// <summary>The same for a request that the month's plan did not serve.</summary>
    /// <param name="witness">Null when there is no proof: hours are flexible, or nobody could help at all.</param>
    /// <param name="eligible">Somebody could have helped.</param>
    public static PlainAnswer WhyDoIWait(Equity.Placed placed, int requests, Witness? witness, bool eligible) => new(
    [
        PlaceInOrder(placed, requests),
        .. !eligible ? [new(SentenceKey.NobodyEligible, [])]
            : witness is null ? Array.Empty<Sentence>() // no proof, no claim
            : [new(SentenceKey.AllTakenBefore, [new(FigureKind.People, witness.Helpers), new(FigureKind.People, witness.RequestsBefore)])],
    ]);

    internal static Sentence PlaceInOrder(Equity.Placed placed, int requests) =>
        new(SentenceKey.PlaceInOrder, [Figure.Of(FigureKind.Rank, placed.Place), Figure.People(requests)]);

    /// <summary>How many are left after each rule, in the order of <see cref="Rules.All"/>.</summary>
    internal static IReadOnlyList<FilterStep> Steps(IReadOnlyList<Assessment> ranked)
    {
        var passed = new HashSet<Rule>();
        return
        [
            .. Rules.All.Select(r =>
            {
                passed.Add(r.Rule);
                return new FilterStep(r.Rule, ranked.Count(a => !a.Reasons.Any(reason => passed.Contains(reason.Rule))));
            }),
        ];
    }

    /// <summary>A distance found is rounded upwards, so that "2.0 km, limit 2.0 km" is never said.</summary>
    private static Sentence Refused(Reason reason)
    {
        var kind = KindOf(reason.Rule);
        Figure? found = reason.Found is not { } f ? null : kind == FigureKind.Metres ? Figure.Nearer(f) : Figure.Of(kind, f);
        Figure? limit = reason.Limit is { } l ? Figure.Of(kind, l) : null;
        return new(SentenceKey.RuleRefused, [.. new[] { found, limit }.OfType<Figure>()], reason.Rule);
    }

    private static FigureKind KindOf(Rule rule) => rule switch
    {
        Rule.WithinReach => FigureKind.Metres,
        Rule.RotationLimit => FigureKind.Visits,
        Rule.FewOpenOffers => FigureKind.Offers,
        Rule.MinutesLeft or Rule.Vouched or Rule.NotPaused or Rule.NotSuspended or Rule.VouchingInDate or Rule.CharterAccepted or Rule.GuardianConsent or Rule.MinorNotAtHome
            or Rule.LevelForMode or Rule.NotBlocked or Rule.MeetingMode or Rule.Category
            or Rule.Language or Rule.WomanHelper or Rule.IdentityVerified or Rule.StepFree or Rule.CommonSlot or Rule.NotAskedYet => FigureKind.Minutes,
    };
}
