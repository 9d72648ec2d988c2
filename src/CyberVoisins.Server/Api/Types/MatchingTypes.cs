using CyberVoisins.Core.Matching;
using CyberVoisins.Server.Matching;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>A rule and its sentence; the list is the specification and is public.</summary>
internal sealed record RuleText(Rule Rule, string Sentence);

internal sealed class RuleTextType : ObjectGraphType<RuleText>
{
    public RuleTextType()
    {
        Name = "MatchingRule";
        Description = "A rule of the matching and its sentence; the list is the specification, and public.";
        Field(r => r.Rule).Description("Its name.");
        Field(r => r.Sentence).Description("In the reader's language.");
    }
}

internal sealed class ConsideredType : ObjectGraphType<Considered>
{
    public ConsideredType()
    {
        Name = "Matching";
        Description = "Who was considered for a request just now, and what the rules said of each.";
        Field<NonNullGraphType<IntGraphType>>("radiusMetres").Description("The ring searched, in metres.").Resolve(c => c.Source.Need.RadiusMetres);
        Field<NonNullGraphType<BooleanGraphType>>("fromIndex").Description("False when the geo index was away and SQL searched, more slowly.").Resolve(c => c.Source.FromIndex);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AssessmentType>>>>("proposed").Description("Who may be asked, the best first.").Resolve(c => c.Source.Proposed);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AssessmentType>>>>("refused").Description("Who may not, each with every reason.").Resolve(c => c.Source.Assessments.Where(a => a.Proposal is null));
    }
}

internal sealed class AssessmentType : ObjectGraphType<Assessment>
{
    public AssessmentType()
    {
        Name = nameof(Assessment);
        Field<NonNullGraphType<VolunteerType>>("volunteer").Description("Who.").Resolve(c => c.RequestServices!.GetRequiredService<VolunteerLoader>().Load(c.Source.VolunteerId));
        Field(a => a.Rank, nullable: true);
        Field(a => a.Proposal, nullable: true).Description("How, when and with how many points; null when refused.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ReasonType>>>>("reasons").Description("Why not; empty when proposed.").Resolve(c => c.Source.Reasons);
    }
}

internal sealed class ProposalType : ObjectGraphType<Proposal>
{
    public ProposalType()
    {
        Name = nameof(Proposal);
        Field(p => p.Mode).Description("How they would meet.");
        Field(p => p.DistanceMetres, nullable: true).Description("As the crow flies, in metres; null for help by phone.");
        Field(p => p.Start).Description("When the visit would start.");
        Field(p => p.Points).Description("Why in this place: points that add up to the total.");
    }
}

internal sealed class PointsType : ObjectGraphType<Points>
{
    public PointsType()
    {
        Name = nameof(Points);
        Sum("distance", p => p.Distance, "The nearer, the more; none for help by phone.");
        Sum("rest", p => p.Rest, "Days since last asked.");
        Sum("minutes", p => p.Minutes, "What the month still holds.");
        Sum("slots", p => p.Slots, "Common times.");
        Sum("spare", p => p.Spare, "How little others are expected to need this volunteer.");
        Sum("language", p => p.Language, "Speaks the resident's own language.");
        Sum("rotation", p => p.Rotation, "Points off for earlier visits of the same two; zero or less.");
        Field(p => p.Total).Description("The sum; below zero when the two have met often.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PointsLineType>>>>("lines").Description("The sum, line by line, to be added up by hand.").Resolve(c => c.Source.Lines);
    }

    private void Sum(string name, Func<Points, PointsLine> line, string description) =>
        Field<NonNullGraphType<IntGraphType>>(name).Description(description).Resolve(c => line(c.Source).Points);
}

internal sealed class PointsLineType : ObjectGraphType<PointsLine>
{
    public PointsLineType()
    {
        Name = nameof(PointsLine);
        Description = "One line of the sum: weight × part ÷ whole, rounded towards zero.";
        Field(l => l.Criterion).Description("What for.");
        Field(l => l.Weight).Description("What the criterion is worth; negative takes off.");
        Field(l => l.Part).Description("In the criterion's unit: metres, days, minutes, times, visits.");
        Field(l => l.Whole).Description("Of how many.");
        Field(l => l.Points).Description("The result of the line.");
    }
}

/// <summary>What each criterion is worth, and how anybody can check that nothing else was used.</summary>
internal sealed class RankingWeightsType : ObjectGraphType<RankingWeights>
{
    public RankingWeightsType()
    {
        Name = nameof(RankingWeights);
        Field(w => w.Version);
        Field(w => w.Distance);
        Field(w => w.Rest);
        Field(w => w.Minutes);
        Field(w => w.Slots);
        Field(w => w.Spare);
        Field(w => w.Language);
        Field(w => w.Rotation);
        Field(w => w.Text);
        Field(w => w.Hash);
    }
}

internal sealed class ChangeType : ObjectGraphType<Change>
{
    public ChangeType()
    {
        Name = "SmallestChange";
        Description = "What would have made the rule say yes. A fact about the rules, never a request to change.";
        Field(c => c.Amount, nullable: true);
        Field(c => c.Rule).Description("The rule.");
        Field<InstantScalar>("freeFrom").Description("From when the volunteer would have to be free; for COMMON_SLOT only.").Resolve(c => c.Source.FreeFrom?.ToInstant());
        Field<NonNullGraphType<StringGraphType>>("sentence").Description("In the reader's language.")
            .Resolve(c => c.RequestServices!.GetRequiredService<Explanation>().Sentence(c.Source));
    }
}
internal sealed class ReasonType : ObjectGraphType<Reason>
{
    public ReasonType()
    {
        Name = nameof(Reason);
        Field(r => r.Rule).Description("The rule that said no.");
        Field(r => r.Found, nullable: true);
        Field(r => r.Limit, nullable: true);
        Field<NonNullGraphType<StringGraphType>>("sentence").Description("In the reader's language.")
            .Resolve(c => c.RequestServices!.GetRequiredService<Explanation>().Sentence(c.Source));
        Field<ChangeType>("change").Description("The smallest change that would have made the difference; null when nothing about the volunteer would.")
            .Resolve(c => c.Source.Change);
    }
}
