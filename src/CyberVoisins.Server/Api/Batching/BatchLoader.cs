using GraphQL.DataLoader;

namespace CyberVoisins.Server.Api.Batching;

/// <summary>
/// Turns the one-by-one questions of resolvers into one fetch per level of the query. Register derived loaders as scoped.
/// Answers are not kept after their batch, so a mutation's later fields never read what was true before it.
/// Not thread-safe: it relies on the serial strategy, as the DbContext does.
/// </summary>
internal abstract class KeyedLoader<TKey, TAnswers, TAnswer> where TKey : notnull
{
    private Batch? _open;

    /// <summary>Return this from a resolver: the engine waits until no other field of the level can be resolved, then asks.</summary>
    public IDataLoaderResult<TAnswer> Load(TKey key)
    {
        _open ??= new Batch(this);
        _open.Keys.Add(key);
        return new Answer(_open, key);
    }

    /// <summary>Fetches the answers to all keys at once; keys come without duplicates.</summary>
    protected abstract Task<TAnswers> Fetch(IReadOnlyCollection<TKey> keys, CancellationToken cancellation);

    private protected abstract TAnswer Pick(TAnswers answers, TKey key);

    private sealed class Batch(KeyedLoader<TKey, TAnswers, TAnswer> loader)
    {
        private Task<TAnswers>? _answers;

        public HashSet<TKey> Keys { get; } = [];

        public Task<TAnswers> Ask(CancellationToken cancellation)
        {
            if (_answers is null)
            {
                loader._open = null; // Closed: a key asked from now on goes to the next batch.
                _answers = loader.Fetch(Keys, cancellation);
            }

            return _answers;
        }

        public TAnswer Pick(TAnswers answers, TKey key) => loader.Pick(answers, key);
    }

    private sealed class Answer(Batch batch, TKey key) : IDataLoaderResult<TAnswer>
    {
        public async Task<TAnswer> GetResultAsync(CancellationToken cancellationToken = default) =>
            batch.Pick(await batch.Ask(cancellationToken), key);

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) =>
            await GetResultAsync(cancellationToken);
    }
}

/// <summary>One value, or none, per key.</summary>
internal abstract class BatchLoader<TKey, TValue> : KeyedLoader<TKey, IReadOnlyDictionary<TKey, TValue>, TValue?> where TKey : notnull
{
    private protected sealed override TValue? Pick(IReadOnlyDictionary<TKey, TValue> answers, TKey key) => answers.GetValueOrDefault(key);
}

/// <summary>Any number of items per key; none is an empty list.</summary>
internal abstract class GroupLoader<TKey, TItem> : KeyedLoader<TKey, ILookup<TKey, TItem>, IEnumerable<TItem>> where TKey : notnull
{
    private protected sealed override IEnumerable<TItem> Pick(ILookup<TKey, TItem> answers, TKey key) => answers[key];
}
