using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Server.Audits;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>Whom the service served in a period, and whom less.</summary>
internal sealed class AuditType : ObjectGraphType<AuditReport>
{
    public AuditType()
    {
        Name = "Audit";
        Description = "Whom the service served in a period, and whom less. Docs: docs/audit.md.";
        Field<GroupFiguresType>("everybody").Description("All requests together; null under 5.").Resolve(c => c.Source.Everybody);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AuditedGroupType>>>>("disparities").Description("What somebody must look at, the widest gap first.").Resolve(c => c.Source.Disparities);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AuditedGroupType>>>>("groups").Description("Every group of every dimension.").Resolve(c => c.Source.Groups);
        Field<HelperFiguresType>("helpers").Description("How the load is shared among volunteers; null under 5.").Resolve(c => c.Source.Helpers);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<WhiteZoneType>>>>("whiteZones")
            .Description("Communes where no request had a minute within reach. Those with fewer than 5 requests are named only to the association itself.").Resolve(c => c.Source.WhiteZones);
        Field(r => r.SmallWhiteZones).Description("How many communes of whiteZones have fewer than 5 requests, named or not.");
        Field<NonNullGraphType<StringGraphType>>("text").Description("The whole report in the reader's language, as the command audit prints it.").Resolve(c => new AuditText(Words(c)).Of(c.Source));
    }

    internal static AuditWords Words(IResolveFieldContext context) => new(context.RequestServices!.GetRequiredService<Matching.Reader>().Culture);
}

internal sealed class AuditedGroupType : ObjectGraphType<AuditedGroup>
{
    public AuditedGroupType()
    {
        Name = nameof(AuditedGroup);
        Field(g => g.Dimension).Description("density, age, channel, language, distance, duration, mode or need.");
        Field(g => g.Group).Description("Its stable name; Others stands for the small groups together.");
        Field<NonNullGraphType<StringGraphType>>("name").Description("In the reader's language.").Resolve(c => AuditType.Words(c).Group(c.Source.Dimension, c.Source.Group));
        Field(g => g.Finding).Description("What can be said of it.");
        Field<GroupFiguresType>("figures").Description("Null when hidden.").Resolve(c => c.Source.Figures);
        Field<GapType>("gap").Description("Against all the others of the dimension; null when hidden or there is nobody to compare with.").Resolve(c => c.Source.Gap);
    }
}

internal sealed class GroupFiguresType : ObjectGraphType<GroupFigures>
{
    public GroupFiguresType()
    {
        Name = nameof(GroupFigures);
        Field(f => f.Requests).Description("How many.");
        Rate("servedIn21Days", "A visit fixed within 21 days, among the requests that are old enough.", f => f.ServedIn21Days);
        Rate("servedIn21DaysWithHelper", "The same among those whom somebody could help.", f => f.ServedIn21DaysWithHelper);
        Rate("withoutHelper", "Nobody could help at all.", f => f.WithoutHelper);
        Rate("sameNeighbourAgain", "Among the requests with a visit, those whose neighbour had helped before.", f => f.SameNeighbourAgain);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<WaitQuantileType>>>>("waits").Description("Median and nine in ten, those who still wait counted.").Resolve(c => c.Source.Waits);
    }

    private void Rate(string name, string description, Func<GroupFigures, MeasuredRate?> rate) =>
        Field<MeasuredRateType>(name).Description(description + " Null when it rests on fewer than 5.").Resolve(c => rate(c.Source));
}

internal sealed class MeasuredRateType : ObjectGraphType<MeasuredRate>
{
    public MeasuredRateType()
    {
        Name = nameof(MeasuredRate);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many succeeded.").Resolve(c => c.Source.Counted.Successes);
        Field<NonNullGraphType<IntGraphType>>("of").Description("Out of how many.").Resolve(c => c.Source.Counted.Total);
        Field<NonNullGraphType<FloatGraphType>>("rate").Description("0 to 1.").Resolve(c => c.Source.Counted.Rate);
        Field<NonNullGraphType<FloatGraphType>>("lower").Description("95 % interval of Wilson.").Resolve(c => c.Source.Wilson95.Lower);
        Field<NonNullGraphType<FloatGraphType>>("upper").Description("95 % interval of Wilson.").Resolve(c => c.Source.Wilson95.Upper);
    }
}

internal sealed class GapType : ObjectGraphType<Gap>
{
    public GapType()
    {
        Name = nameof(Gap);
        Field(g => g.Difference).Description("This group's rate within 21 days minus the others', -1 to 1.");
        Field<NonNullGraphType<FloatGraphType>>("lower").Description("95 % interval of Newcombe.").Resolve(c => c.Source.Newcombe95.Lower);
        Field<NonNullGraphType<FloatGraphType>>("upper").Description("95 % interval of Newcombe.").Resolve(c => c.Source.Newcombe95.Upper);
        Field(g => g.AdjustedP, nullable: true).Description("Chance of such a gap by luck alone, adjusted by Holm over the whole report; null when not judged.");
    }
}

internal sealed class WaitQuantileType : ObjectGraphType<WaitQuantile>
{
    public WaitQuantileType()
    {
        Name = nameof(WaitQuantile);
        Field(w => w.Share).Description("0.5 or 0.9 of the requests had a visit fixed …");
        Field(w => w.Days, nullable: true).Description("… within so many days; null when not reached.");
        Field(w => w.LowerDays, nullable: true).Description("95 % interval.");
        Field(w => w.UpperDays, nullable: true).Description("95 % interval; null when not reached.");
        Field(w => w.Method).Description("How the interval was computed.");
    }
}

internal sealed class HelperFiguresType : ObjectGraphType<HelperFigures>
{
    public HelperFiguresType()
    {
        Name = nameof(HelperFigures);
        Field(h => h.Helpers).Description("Who may be asked, was asked, or gave.");
        Field(h => h.GiniOfMinutes, nullable: true).Description("0: all gave the same; 1: one gave all. Null when nobody gave any.");
        Field(h => h.MeanOffers, nullable: true).Description("Offers received, on average.");
        Field<MeasuredRateType>("neverAsked").Description("Received no offer in the period.").Resolve(c => c.Source.NeverAsked);
    }
}

internal sealed class WhiteZoneType : ObjectGraphType<WhiteZone>
{
    public WhiteZoneType()
    {
        Name = nameof(WhiteZone);
        Field(z => z.Commune).Description("INSEE code.");
        Field(z => z.Requests, nullable: true).Description("Null under 5.");
    }
}

internal sealed class FirstAskedType : ObjectGraphType<FirstAsked>
{
    public FirstAskedType()
    {
        Name = nameof(FirstAsked);
        Description = "Whom other weights would have asked first in a period's searches; not shown under 5 searches.";
        Field<EnumerationGraphType<DensityClass>>("density").Description("Kind of commune; null: everywhere.").Resolve(c => c.Source.Density);
        Field(f => f.Decisions).Description("Searches that had at least two neighbours to choose among.");
        Field(f => f.AnotherFirst).Description("Of these, how often somebody else would have been asked first.");
        Field(f => f.MetresBefore, nullable: true).Description("Mean distance of who was first, as the crow flies; null when all were by phone.");
        Field(f => f.MetresAfter, nullable: true).Description("The same under the proposed weights.");
    }
}
