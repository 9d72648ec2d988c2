using CyberVoisins.Core.Matching.Coverage;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

/// <summary>Where help is missing.</summary>
internal sealed class CoverageType : ObjectGraphType<CoverageMap>
{
    public CoverageType()
    {
        Name = "Coverage";
        Description = "Need against reachable help, by cell: what was asked in the last days, against the volunteers' month shared out over all whom they could help (two-step floating catchment area). Docs: docs/matching.md.";
        Field(m => m.Days).Description("How many days of requests it rests on, 30 to 90.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CoverageCellType>>>>("cells").Description("Where most is missing first.").Resolve(c => c.Source.Cells);
        Field(m => m.SomeElsewhere).Description("One to four people asked who are in no cell: too few to show.");
    }
}

internal sealed class CoverageCellType : ObjectGraphType<CoverageCell>
{
    public CoverageCellType()
    {
        Name = nameof(CoverageCell);
        Description = "A part of the territory in which at least five people asked. A wide one may hold smaller ones: it then tells of the people who are in none of those.";
        Field<NonNullGraphType<FloatGraphType>>("south").Description("WGS 84 degrees.").Resolve(c => c.Source.SouthWest.Latitude);
        Field<NonNullGraphType<FloatGraphType>>("west").Description("WGS 84 degrees.").Resolve(c => c.Source.SouthWest.Longitude);
        Field<NonNullGraphType<FloatGraphType>>("north").Description("WGS 84 degrees.").Resolve(c => c.Source.NorthEast.Latitude);
        Field<NonNullGraphType<FloatGraphType>>("east").Description("WGS 84 degrees.").Resolve(c => c.Source.NorthEast.Longitude);
        Field(c => c.Area).Description("Postcode and commune where most of its people live.");
        Field(c => c.People).Description("Residents who asked, each once; at least 5.");
        Field(c => c.NeededMinutes).Description("What they ask for in a month.");
        Field(c => c.ReachableMinutes).Description("What of the volunteers' month falls to them.");
        Field(c => c.MissingMinutes).Description("What a month lacks; 0 where there is enough.");
        Field(c => c.Helpers, nullable: true).Description("Volunteers who could help somebody here; null for 1 to 4.");
    }
}
