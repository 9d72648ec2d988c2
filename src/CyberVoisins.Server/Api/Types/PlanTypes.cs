using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Server.Api.Batching;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Plans;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>The month's plan of an association: a proposal, until a person accepts it.</summary>
internal sealed class PlanType : ObjectGraphType<Plan>
{
    public PlanType()
    {
        Name = nameof(Plan);
        Field(p => p.Id).Description("The plan's id.");
        Field(p => p.Month);
        Field(p => p.State).Description("Where it stands.");
        Field(p => p.CreatedAt).Description("When it was asked for.");
        Field(p => p.RulesetVersion).Description("Which version of the association's rules it follows.");
        Field(p => p.Salt);
        Field(p => p.RequestsDone).Description("How many requests were read so far; all of them once it is proposed.");
        Field(p => p.Requests).Description("How many it holds; 0 while it is computed.");
        Field(p => p.InputHash, nullable: true).Description("SHA-256 of what it was computed from.");
        Field(p => p.CertificateHash, nullable: true).Description("SHA-256 of the proof.");
        Field(p => p.Figures, nullable: true).Description("What it reaches, beside what would happen without it; null while it is computed.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PlanLineType>>>>("lines").Description("Every request, in the public order.")
            .Resolve(c => c.RequestServices!.GetRequiredService<PlanLinesLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PlanDecisionType>>>>("changes").Description("What people changed by hand, in order, with what each cost.")
            .Resolve(c => c.RequestServices!.GetRequiredService<PlanDecisionsLoader>().Load(c.Source.Id));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RecruitHereType>>>>("recruitHere").Description("Where help is missing: saturated blocks, the most refused first.").Resolve(c => c.Source.Blocks);
    }
}

internal sealed class PlanFiguresType : ObjectGraphType<PlanFigures>
{
    public PlanFiguresType()
    {
        Name = nameof(PlanFigures);
        Field(f => f.Requests).Description("Requests that the month could serve.");
        Field(f => f.AskedUnits).Description("Half-hours asked.");
        Field(f => f.RequestsServed).Description("Requests with a neighbour.");
        Field(f => f.ServedUnits).Description("Half-hours served.");
        Field(f => f.BoundUnits);
        Field<NonNullGraphType<FloatGraphType>>("metres").Description("As the crow flies, summed over requests served.").Resolve(c => (double)c.Source.Metres);
        Field(f => f.Exact);
        Field(f => f.Checked);
        Field(f => f.RequestsServedWithout).Description("Requests served without the plan: in the order of arrival, each asking its best by points.");
        Field(f => f.ServedUnitsWithout).Description("Half-hours served without the plan.");
        Field<NonNullGraphType<FloatGraphType>>("metresWithout").Description("Metres without the plan.").Resolve(c => (double)c.Source.MetresWithout);
    }
}

/// <summary>What a person changed in a plan by hand.</summary>
internal sealed class PlanDecisionType : ObjectGraphType<PlanDecision>
{
    public PlanDecisionType()
    {
        Name = "PlanChange";
        Field(d => d.RequestId).Description("The request.");
        Field(d => d.VolunteerId).Description("The neighbour.");
        Field(d => d.Choice).Description("What was decided.");
        Field(d => d.Motive).Description("Why.");
        Field(d => d.At).Description("When.");
        Field(d => d.UnitsLost).Description("Half-hours that it cost in all; below zero when it won some.");
        Field<NonNullGraphType<FloatGraphType>>("metresAdded").Description("The plan's figures.metres after the change, less before; below zero when shorter. A request that lost its help counts as minus its distance.").Resolve(c => (double)c.Source.MetresAdded);
    }
}

internal sealed class PlanLineType : ObjectGraphType<PlanLine>
{
    public PlanLineType()
    {
        Name = nameof(PlanLine);
        Field(l => l.RequestId).Description("The request.");
        Field(l => l.Place);
        Field(l => l.WaitedDays).Description("Whole days since it was asked.");
        Field(l => l.HeadStartDays).Description("Days that the rule adds.");
        Field<VolunteerType>("volunteer").Description("Who would help; null when the plan cannot serve it.")
            .Resolve(c => c.Source.VolunteerId is { } id ? c.RequestServices!.GetRequiredService<VolunteerLoader>().Load(id) : null);
        Field(l => l.Metres, nullable: true);
        Field<IntGraphType>("helpers").Description("When not served: how many could help, all full; 0 when nobody near offers this help; null under 5, and when those who could were asked already or are not free for it.").Resolve(c => Shown(c.Source.Helpers));
        Field<IntGraphType>("requestsBefore").Description("When not served: how many requests hold them, all before it; null under 5.").Resolve(c => Shown(c.Source.RequestsBefore));
        Field(l => l.MoreDays, nullable: true);
        Field<NonNullGraphType<StringGraphType>>("because").Description("In a sentence of the reader's language.").Resolve(c => Because(c));
        Field(l => l.Outcome, nullable: true).Description("What became of it once the plan was accepted.");
        Field(l => l.OfferId, nullable: true).Description("The offer that went out.");
    }

    private static int? Shown(int? people) => people is > 0 and < SmallNumbers.Shown ? null : people;

    private static string Because(IResolveFieldContext<PlanLine> context)
    {
        var line = context.Source;
        var culture = context.RequestServices!.GetRequiredService<Matching.Reader>().Culture;
        string Say(string key, params object?[] figures) => Words.Words.Labels.Say(culture, key, figures);
        return line.VolunteerId is not null ? Say("PLAN_SERVED", line.Place, line.WaitedDays, line.HeadStartDays)
            : line.Helpers is null ? Say("PLAN_NOT_FREE", line.Place)
            : line.Helpers == 0 ? Say("PLAN_NOBODY", line.Place)
            : Say(line.MoreDays is null ? "PLAN_FULL_OTHERWISE" : "PLAN_FULL", line.Place, Shown(line.Helpers)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Say("A_FEW"), line.MoreDays);
    }
}

internal sealed class RecruitHereType : ObjectGraphType<RecruitHere>
{
    public RecruitHereType()
    {
        Name = nameof(RecruitHere);
        Field(b => b.Block).Description("A number, in this plan only.");
        Field(b => b.Helpers, nullable: true);
        Field(b => b.Requests, nullable: true);
        Field(b => b.Refused).Description("Requests that the plan cannot serve because this block is full.");
        Field(b => b.Communes);
    }
}

internal sealed class PlanChangedType : ObjectGraphType<PlanChanged>
{
    public PlanChangedType()
    {
        Name = nameof(PlanChanged);
        Description = "What a change by hand did to the plan.";
        Field<NonNullGraphType<PlanType>>("plan").Description("The plan as it stands now.").Resolve(c => c.Source.Plan);
        Field(c => c.HalfHoursLost);
        Field<NonNullGraphType<FloatGraphType>>("metresAdded").Description("The plan's figures.metres after the change, less before; below zero when shorter. A request that lost its help counts as minus its distance.").Resolve(c => (double)c.Source.MetresAdded);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PlanEffectType>>>>("effects").Description("Every request whose neighbour changed, in the public order.").Resolve(c => c.Source.Effects);
    }
}

internal sealed class PlanEffectType : ObjectGraphType<PlanEffect>
{
    public PlanEffectType()
    {
        Name = nameof(PlanEffect);
        Field(e => e.RequestId).Description("The request.");
        Field(e => e.HalfHoursLost);
        Field<NonNullGraphType<FloatGraphType>>("metresAdded").Description("Below zero when its neighbour is nearer now; minus its whole distance when it lost its help. 0 by phone.").Resolve(c => (double)c.Source.MetresAdded);
    }
}

internal sealed class PlanPayload() : PayloadType<Plan, PlanType>(nameof(PlanPayload), "plan");
internal sealed class PlanChangedPayload() : PayloadType<PlanChanged, PlanChangedType>(nameof(PlanChangedPayload), "changed");
internal sealed class PlansConnection() : ConnectionType<Plan, PlanType>("Plans");
