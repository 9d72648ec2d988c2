using GraphQL.Types;

namespace CyberVoisins.Server.Api.Paging;

/// <summary>Marks a connection, whose <c>edges</c> and <c>nodes</c> are one page and not lists of their own.</summary>
internal interface IConnectionGraphType : IGraphType;

/// <summary>
/// A cursor connection, in the shape and with the names that HotChocolate gives. Derive one class per list,
/// so that <see cref="Page{T}"/> of that node maps to it:
/// <c>internal sealed class VolunteersConnection() : ConnectionType&lt;Volunteer, VolunteerType&gt;("Volunteers");</c>
/// </summary>
internal abstract class ConnectionType<TNode, TNodeType> : ObjectGraphType<Page<TNode>>, IConnectionGraphType
    where TNodeType : IGraphType
{
    /// <param name="plural">The nodes' name, e.g. <c>Volunteers</c> for VolunteersConnection and VolunteersEdge.</param>
    /// <param name="counted">Whether to show <c>totalCount</c>; the pages must then carry a count.</param>
    protected ConnectionType(string plural, bool counted = false)
    {
        Name = plural + "Connection";
        Description = "A page of a list, with what is needed to ask for the next one.";
        Field("edges", new NonNullGraphType(new ListGraphType(new NonNullGraphType(new EdgeType<TNode, TNodeType>(plural + "Edge")))))
            .Description("The items of this page, each with its cursor.")
            .Resolve(context => context.Source.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TNodeType>>>>("nodes")
            .Description("The items of this page, without cursors.")
            .Resolve(context => context.Source.Edges.Select(edge => edge.Node));
        Field<NonNullGraphType<PageInfoType>>("pageInfo")
            .Description("Where this page stands in the list.")
            .Resolve(context => context.Source.PageInfo);
        if (counted)
            Field<NonNullGraphType<IntGraphType>>("totalCount")
                .Description("The number of items in the whole list; counted only when asked for.")
                .ResolveAsync(async context => await context.Source.Count!(context.CancellationToken));
    }
}

/// <summary>An item with its cursor.</summary>
internal sealed class EdgeType<TNode, TNodeType> : ObjectGraphType<Edge<TNode>>
    where TNodeType : IGraphType
{
    public EdgeType(string name)
    {
        Name = name;
        Description = "An item of a page, with its cursor.";
        Field<NonNullGraphType<StringGraphType>>("cursor")
            .Description("Pass it as \"after\" to continue after this item.")
            .Resolve(context => context.Source.Cursor);
        Field<NonNullGraphType<TNodeType>>("node")
            .Description("The item.")
            .Resolve(context => context.Source.Node);
    }
}

/// <summary>Where a page stands in its list.</summary>
internal sealed class PageInfoType : ObjectGraphType<PageInfo>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "Where a page stands in its list.";
        Field(info => info.HasNextPage).Description("Whether more items follow this page.");
        Field(info => info.HasPreviousPage).Description("Whether items come before this page.");
        Field(info => info.StartCursor, nullable: true).Description("The cursor of the first item; null when the page is empty.");
        Field(info => info.EndCursor, nullable: true).Description("The cursor of the last item, to pass as \"after\" for the next page; null when the page is empty.");
    }
}
