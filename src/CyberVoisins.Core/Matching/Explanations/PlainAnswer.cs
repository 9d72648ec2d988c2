using CyberVoisins.Core.Geography;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>What a figure counts; the service writes it in words.</summary>
public enum FigureKind
{
    Points,
    Rank,
    Metres,
    People,
    Days,
    Minutes,
    Times,
    Visits,
    Offers,
}

/// <summary>A figure as it may be shown: distances to 100 m, and one to four people as null, "a few".</summary>
public sealed record Figure(FigureKind Kind, int? Value)
{
    /// <summary>Fewer people than this could be recognised.</summary>
    public const int FewestPeople = Audit.SmallNumbers.Shown;

    private const int Hundred = 100;

    /// <summary>0 is told: nobody is recognised by it.</summary>
    public static Figure People(int count) => new(FigureKind.People, count is > 0 and < FewestPeople ? null : count);

    /// <summary>To the nearest 100 m: an explanation must not become a way to find an address.</summary>
    public static Figure Distance(int metres) => new(FigureKind.Metres, (metres + Hundred / 2) / Hundred * Hundred);

    /// <summary>Up to the next 100 m: that much nearer would have been enough.</summary>
    public static Figure Nearer(int metres) => new(FigureKind.Metres, (metres + Hundred - 1) / Hundred * Hundred);

    public static Figure Of(FigureKind kind, int value) => kind switch
    {
        FigureKind.People => People(value),
        FigureKind.Metres => Distance(value),
        FigureKind.Points or FigureKind.Rank or FigureKind.Days or FigureKind.Minutes or FigureKind.Times or FigureKind.Visits or FigureKind.Offers
            => new(kind, value),
    };
}

/// <summary>A sentence of the answer; the words stand in the service's resources under this name.</summary>
public enum SentenceKey
{
    /// <summary>Most points of so many who may be asked: points, people.</summary>
    MostPoints,
    /// <summary>One of the first to be asked: rank, people.</summary>
    AmongTheFirst,
    /// <summary>So far from the resident: a band, since it is read before anybody says yes.</summary>
    SoFarAway,
    /// <summary>Helps by phone: distance does not count.</summary>
    ByPhone,
    /// <summary>What the points were given for most: the criterion, points.</summary>
    MostlyFor,
    /// <summary>A rule said no: the rule, what was found, its limit.</summary>
    RuleRefused,
    /// <summary>Others had more points: own points, points of the last who was asked.</summary>
    FewerPoints,
    /// <summary>The same points: the public draw decided.</summary>
    DrawnByLot,
    /// <summary>Nobody is left: people considered.</summary>
    NobodyLeft,
    /// <summary>The step at which the last fell away: the rule, people left before it.</summary>
    LastFellAwayAt,
    /// <summary>Neighbours were asked, none said yes yet: people asked.</summary>
    WaitingForAnAnswer,
    /// <summary>Neighbours were asked and nobody is left to ask: people asked.</summary>
    NobodySaidYes,
    /// <summary>Not the points: a person of the association chose.</summary>
    ChosenByPerson,
    /// <summary>Not the points: the month's plan, which a person accepted.</summary>
    ChosenByPlan,
    /// <summary>Place in the public order: rank, people.</summary>
    PlaceInOrder,
    /// <summary>All who could help are taken by requests that rank before: helpers, requests.</summary>
    AllTakenBefore,
    /// <summary>All who could help are taken, not by the order alone: a person forced a pair. Helpers.</summary>
    AllTakenByHand,
    /// <summary>Nobody could help at all with this.</summary>
    NobodyEligible,
    /// <summary>In a plan: whoever could help was asked already for this, or has no time left in the month.</summary>
    AskedOrWithoutTime,
    /// <summary>In a plan: whoever could help gives visits of another length in the month, as they said or as was drawn.</summary>
    OtherLength,
    /// <summary>In a plan: a person of the association decided against whoever could help.</summary>
    SetAsideByPerson,
}

/// <param name="Rule">For the sentences about a rule.</param>
/// <param name="Criterion">For the sentences about points.</param>
/// <param name="Band">For the sentence about a distance.</param>
public sealed record Sentence(SentenceKey Key, IReadOnlyList<Figure> Figures, Rule? Rule = null, Criterion? Criterion = null, DistanceBand? Band = null)
{
    /// <summary>"Within 500 m", as the offer says it.</summary>
    public static Sentence SoFarAway(int metres) => new(SentenceKey.SoFarAway, [], Band: DistanceBands.Of(metres));
}

/// <summary>The answer to "why this neighbour?", "why not me?" or "why do I wait?": three short sentences at most.</summary>
public sealed record PlainAnswer
{
    public const int MostSentences = 3;

    public PlainAnswer(IReadOnlyList<Sentence> sentences)
    {
        if (sentences.Count is < 1 or > MostSentences) throw new ArgumentException("One to three sentences.", nameof(sentences));
        Sentences = sentences;
    }

    public IReadOnlyList<Sentence> Sentences { get; init; }
}
