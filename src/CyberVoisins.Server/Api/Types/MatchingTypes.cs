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
        Field(p => p.Distance);
        Field(p => p.Rest);
        Field(p => p.Minutes);
        Field(p => p.Slots);
        Field(p => p.Total).Description("The sum, at most 100.");
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
    }
}
