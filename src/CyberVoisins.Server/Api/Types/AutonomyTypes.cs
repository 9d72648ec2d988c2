using CyberVoisins.Core.Autonomy;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Autonomies;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Api.Types;

/// <summary>How one person gets on, as the person and the association see it.</summary>
internal sealed class AutonomyType : ObjectGraphType<AutonomyOf>
{
    public AutonomyType()
    {
        Name = "Autonomy";
        Description = "How one person gets on, in their own words. The matching does not use it.";
        Field<EnumerationGraphType<AutonomyLevel>>("level").Description("Where they stand now; null before the first answers.").Resolve(c => c.Source.History.Count == 0 ? null : c.Source.History[^1].Level);
        Field<IntGraphType>("progress").Description("Points gained since the first time, perhaps fewer than none; null before the second.")
            .Resolve(c => c.Source.History.Count < 2 ? null : c.Source.History[^1].Points - c.Source.History[0].Points);
        Field<NonNullGraphType<BooleanGraphType>>("due").Description("It is time for the six questions: nobody asked yet, or three visits took place since.").Resolve(c => c.Source.IsDue);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AutonomyAssessmentType>>>>("history").Description("Each time, the oldest first: the first is \"before\".").Resolve(c => c.Source.History);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AutonomyEndingType>>>>("endings").Description("\"You no longer need us for this\", the newest first.").Resolve(c => c.Source.Endings);
    }
}

internal sealed class AutonomyAssessmentType : ObjectGraphType<AutonomyAssessment>
{
    public AutonomyAssessmentType()
    {
        Name = nameof(AutonomyAssessment);
        Field(a => a.Id).Description("The assessment's id.");
        Field(a => a.At).Description("When it was answered.");
        Field(a => a.Points);
        Field(a => a.Level).Description("Where that is.");
        Field<NonNullGraphType<StringGraphType>>("levelName").Description("The same in the reader's language.")
            .Resolve(c => Labels.Say(c.RequestServices!.GetRequiredService<Reader>().Culture, $"AUTONOMY_{c.Source.Level.UpperSnake()}"));
        Field(a => a.Channel);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<GivenAnswerType>>>>("answers").Description("The six, in order.")
            .Resolve(c => c.Source.Answers.Select((answer, i) => new GivenAnswer(AskedQuestion.Of(AutonomyScale.Questions[i], c.RequestServices!.GetRequiredService<Reader>()), answer)));
    }
}

/// <summary>A question and what was answered.</summary>
internal sealed record GivenAnswer(AskedQuestion Asked, AutonomyAnswer Answer);

internal sealed class GivenAnswerType : ObjectGraphType<GivenAnswer>
{
    public GivenAnswerType()
    {
        Name = nameof(GivenAnswer);
        Field<NonNullGraphType<EnumerationGraphType<AutonomyQuestion>>>("question").Description("Which of the six.").Resolve(c => c.Source.Asked.Question);
        Field<NonNullGraphType<StringGraphType>>("sentence").Description("As it was said, in the reader's language.").Resolve(c => c.Source.Asked.Sentence);
        Field(a => a.Answer).Description("What the person said.");
    }
}

internal sealed class AskedQuestionType : ObjectGraphType<AskedQuestion>
{
    public AskedQuestionType()
    {
        Name = "AutonomyQuestionText";
        Description = "One of the six questions.";
        Field(q => q.Question).Description("Which of the six.");
        Field(q => q.Sentence);
    }
}

internal sealed class AutonomyEndingType : ObjectGraphType<AutonomyEnding>
{
    public AutonomyEndingType()
    {
        Name = nameof(AutonomyEnding);
        Field(e => e.Id).Description("The proposal's id.");
        Field(e => e.Category).Description("For which kind of help.");
        Field(e => e.Reason).Description("Why it is proposed.");
        Field(e => e.State).Description("Where the proposal stands.");
        Field<NonNullGraphType<StringGraphType>>("sentence").Description("What to say, in the reader's language.")
            .Resolve(c => c.RequestServices!.GetRequiredService<Reader>().Culture is var culture ? Labels.Say(culture, "ENDING_SENTENCE", Phrases.Category(c.Source.Category, culture)) : "");
        Field(e => e.ProposedAt).Description("Since when.");
        Field(e => e.AnsweredAt, nullable: true).Description("When the person answered.");
    }
}

internal sealed class NeighbourMetType : ObjectGraphType<NeighbourMet>
{
    public NeighbourMetType()
    {
        Name = nameof(NeighbourMet);
        Description = "How often a neighbour came, or is to come, in the last 90 days.";
        Field(n => n.FirstName).Description("Who.");
        Field(n => n.Visits).Description("Visits of the two in the last 90 days, and planned ones.");
        Field(n => n.Limit, nullable: true).Description("How often the association lets the same two meet in 90 days; null when it set no limit.");
        Field(n => n.LimitReached);
    }
}

internal sealed class AutonomyFiguresType : ObjectGraphType<AutonomyFigures>
{
    public AutonomyFiguresType()
    {
        Name = nameof(AutonomyFigures);
        Field(f => f.From).Description("The first day.");
        Field(f => f.To).Description("The last day, included.");
        Field(f => f.Assessed, nullable: true);
        Field(f => f.AssessedAgain, nullable: true);
        Field(f => f.Progressed, nullable: true);
        Field(f => f.LevelUp, nullable: true);
        Field(f => f.Ended, nullable: true);
        Field(f => f.CameBack, nullable: true);
    }
}

internal sealed class AssessmentIdScalar : IdScalar<AssessmentId>;
internal sealed class EndingIdScalar : IdScalar<EndingId>;
internal sealed class AutonomyAssessmentPayload() : PayloadType<AutonomyAssessment, AutonomyAssessmentType>(nameof(AutonomyAssessmentPayload), "assessment");
internal sealed class AutonomyEndingPayload() : PayloadType<AutonomyEnding, AutonomyEndingType>(nameof(AutonomyEndingPayload), "ending");
