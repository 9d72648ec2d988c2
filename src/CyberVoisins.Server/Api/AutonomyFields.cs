using CyberVoisins.Core.Autonomy;
using CyberVoisins.Server.Autonomies;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Words;
using GraphQL;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Api;

internal sealed partial class Query
{
    /// <summary>The six questions, in order, in the reader's language.</summary>
    public static IEnumerable<AskedQuestion> AutonomyQuestions([FromServices] Reader reader) => AutonomyScale.Questions.Select(q => AskedQuestion.Of(q, reader));

    /// <summary>For the association: how people get on, in numbers of at least five.</summary>
    /// <param name="from">The first day, in the association's time zone; by default the first of January.</param>
    /// <param name="to">The last day, included; by default today.</param>
    public static Task<AutonomyFigures> AutonomyFigures(LocalDate? from, LocalDate? to, [FromServices] Answer answer, [FromServices] ReadAutonomy read, CancellationToken cancel) =>
        answer.Of(() => read.Figures(from, to, cancel));
}

/// <summary>One of the six.</summary>
/// <param name="Sentence">As it is said: "J'écris et j'envoie un message."</param>
internal sealed record AskedQuestion(AutonomyQuestion Question, string Sentence)
{
    public static AskedQuestion Of(AutonomyQuestion question, Reader reader) => new(question, Labels.Say(reader.Culture, $"QUESTION_{question.UpperSnake()}"));
}

internal sealed partial class Mutation
{
    /// <summary>A person answers the six questions for themselves, or a coordinator writes down what a resident says.</summary>
    public static Task<Payload<AutonomyAssessment>> AssessAutonomy(AssessAutonomyInput input, [FromServices] Answer answer, [FromServices] AssessAutonomy assess, CancellationToken cancel) =>
        answer.To(() => assess.Run(input, cancel));

    /// <summary>The person, or a coordinator who spoke with them, answers "you no longer need us for this".</summary>
    public static Task<Payload<AutonomyEnding>> AnswerEnding(AnswerEndingInput input, [FromServices] Answer answer, [FromServices] AnswerEnding end, CancellationToken cancel) =>
        answer.To(() => end.Run(input, cancel));
}
