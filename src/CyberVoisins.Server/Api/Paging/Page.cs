namespace CyberVoisins.Server.Api.Paging;

/// <summary>One item of a page with the cursor that continues after it.</summary>
internal sealed record Edge<T>(string Cursor, T Node);

/// <summary>Where a page stands in its list. Cursors are null when the page is empty.</summary>
internal sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);

/// <summary>A page of a list, read forwards. The total is a question, asked only when a client selects it.</summary>
internal sealed record Page<T>(IReadOnlyList<Edge<T>> Edges, PageInfo PageInfo, Func<CancellationToken, Task<int>>? Count = null);

/// <summary>Builds pages.</summary>
internal static class Page
{
    /// <summary>
    /// A page out of items fetched with <see cref="PageArguments.Fetch"/>, which is one more than asked:
    /// the extra one says that there is a next page, and is not shown.
    /// </summary>
    /// <param name="fetched">The items after <see cref="PageArguments.After"/>, in the list's order.</param>
    /// <param name="arguments">What the client asked.</param>
    /// <param name="position">The text that <see cref="PageArguments.After"/> gives back for the page after this item.</param>
    /// <param name="count">How to count the whole list, if the connection shows a total.</param>
    public static Page<T> From<T>(IReadOnlyList<T> fetched, PageArguments arguments, Func<T, string> position,
        Func<CancellationToken, Task<int>>? count = null)
    {
        Edge<T>[] edges = [.. fetched.Take(arguments.First).Select(item => new Edge<T>(Cursor.Of(position(item)), item))];
        return new Page<T>(edges, new PageInfo(
            HasNextPage: fetched.Count > arguments.First,
            // Forward reading only: a client that came with a cursor has seen an earlier page.
            HasPreviousPage: arguments.After is not null,
            StartCursor: edges is [var start, ..] ? start.Cursor : null,
            EndCursor: edges is [.., var end] ? end.Cursor : null), count);
    }
}
