namespace CyberVoisins.Server.Api.Paging;

/// <summary>What a client asks of a connection: the <see cref="First"/> items that follow <see cref="After"/>.</summary>
internal sealed record PageArguments
{
    public const int DefaultFirst = 20;
    public const int MaxFirst = 100;

    private PageArguments(int first, string? after) => (First, After) = (first, after);

    /// <summary>Items wanted, 1 to <see cref="MaxFirst"/>.</summary>
    public int First { get; }

    /// <summary>The position given to <see cref="Page.From"/> for the item before this page; null starts the list.</summary>
    public string? After { get; }

    /// <summary>Items to fetch: one more than wanted, to know whether there is a next page.</summary>
    public int Fetch => First + 1;

    /// <summary>Reads the two arguments as the client gave them.</summary>
    /// <exception cref="Refusal">InvalidPage or InvalidCursor.</exception>
    public static PageArguments Of(int? first, string? after)
    {
        var size = first ?? DefaultFirst;
        if (size is < 1 or > MaxFirst)
            throw new Refusal(ErrorCode.InvalidPage, "first", MaxFirst);
        return new PageArguments(size, after is null ? null : Cursor.Position(after) ?? throw InvalidCursor());
    }

    /// <summary>For a use case that finds that <see cref="After"/> is no position of its list.</summary>
    public static Refusal InvalidCursor() => new(ErrorCode.InvalidCursor, "after");
}
