using System.Globalization;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Decisions;

/// <summary>The answers to "why this neighbour?", "why not me?" and "why do I wait?", in short sentences of the reader's language.</summary>
internal sealed class PlainWords(Reader reader, Explanation explanation)
{
    public IReadOnlyList<string> Sentences(PlainAnswer answer) => [.. answer.Sentences.Select(Sentence)];

    /// <summary>"Avec 0,4 km de moins, vous auriez été sollicité."</summary>
    public string Sentence(Counterfactual change) => Say($"OUTCOME_{change.NewOutcome.UpperSnake()}",
        string.Join(Say("AND"), change.Changes.Select(Lever)), change.NewRank);

    private string Sentence(Sentence sentence) => sentence.Band is { } band ? Say($"WHY_{sentence.Key.UpperSnake()}", Phrases.Band(band, reader.Culture))
        : sentence.Key == SentenceKey.RuleRefused
        ? $"{Say($"WHY_{sentence.Key.UpperSnake()}")} {explanation.Sentence(new Reason(sentence.Rule!.Value, Value(sentence, 0), Value(sentence, 1)))}."
        : Say($"WHY_{sentence.Key.UpperSnake()}", Text(sentence, 0), Text(sentence, 1),
            sentence.Criterion is { } criterion ? Say($"CRITERION_{criterion.UpperSnake()}") : sentence.Rule is { } rule ? explanation.Rule(rule) : "");

    private string Lever(Lever lever) => lever.Kind switch
    {
        LeverKind.Rule => explanation.Sentence(new Change(lever.Rule!.Value, lever.Amount?.Value, lever.FreeFrom)),
        LeverKind.AlsoMeeting => Say("LEVER_ALSO_MEETING", Phrases.Mode(lever.Mode!.Value, reader.Culture)),
        LeverKind.Without => Say("LEVER_WITHOUT", Say($"CONSTRAINT_{lever.Constraint!.Value.UpperSnake()}")),
        LeverKind.WaitedLonger when lever.Amount?.Value == 1 => Say("LEVER_WAITED_A_DAY"),
        LeverKind.Nearer or LeverKind.AskedEarlier or LeverKind.MinutesLeft or LeverKind.LessNeeded or LeverKind.FewerVisits
            or LeverKind.AlwaysFree or LeverKind.OwnLanguage or LeverKind.AnyTimeOfTheDay or LeverKind.WaitedLonger =>
            Say($"LEVER_{lever.Kind.UpperSnake()}", lever.Amount is { } amount ? Text(amount) : ""),
    };

    private string Text(Sentence sentence, int index) => index < sentence.Figures.Count ? Text(sentence.Figures[index]) : "";

    private static int? Value(Sentence sentence, int index) => index < sentence.Figures.Count ? sentence.Figures[index].Value : null;

    private string Text(Figure figure) => figure switch
    {
        { Kind: FigureKind.People, Value: null } => Say("A_FEW"),
        { Kind: FigureKind.Metres, Value: < 1_000 and var metres } => $"{metres} m",
        { Kind: FigureKind.Metres, Value: { } metres } => $"{explanation.Kilometres(metres)} km",
        { Value: var value } => value?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    private string Say(string key, params object?[] figures) => Labels.Say(reader.Culture, key, figures);
}
