using GraphQL.DataLoader;

namespace CyberVoisins.Server.Api.Batching;

internal static class LoaderResults
{
    /// <summary>What a field makes of a loaded answer, without breaking the batch.</summary>
    public static IDataLoaderResult<TOut> Then<TIn, TOut>(this IDataLoaderResult<TIn> loaded, Func<TIn, TOut> make) => new Made<TIn, TOut>(loaded, make);

    private sealed class Made<TIn, TOut>(IDataLoaderResult<TIn> loaded, Func<TIn, TOut> make) : IDataLoaderResult<TOut>
    {
        public async Task<TOut> GetResultAsync(CancellationToken cancellationToken = default) => make(await loaded.GetResultAsync(cancellationToken));

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
