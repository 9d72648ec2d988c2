using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>The lists of the provider of <see cref="Telephones"/>, as a test writes them.</summary>
internal sealed class ProviderBooks : IProviderRecords
{
    private readonly List<(LocalDate Day, ProviderRecord Record)> _lists = [];

    public string Name => "telephones";

    /// <summary>Known by their ids though no list holds them.</summary>
    public Dictionary<string, ProviderRecord> Hidden { get; } = [];

    /// <summary>Every time that a text was emptied.</summary>
    public List<string> Redacted { get; } = [];

    /// <summary>True while it does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>What happens when a text is to be emptied, after it was.</summary>
    public Func<string, Task> OnRedact { get; set; } = _ => Task.CompletedTask;

    public void Attach(WebApplicationBuilder builder) => builder.Services.AddSingleton<IProviderRecords>(this);

    public static ProviderRecord Record(string sid, string status = "delivered", decimal? price = null, string? unit = null, int segments = 1) => new(sid, status, null, price, unit, segments, IsFinal: true);

    public void Lists(LocalDate day, params ProviderRecord[] records) => _lists.AddRange(records.Select(r => (day, r)));

    /// <summary>Everything that the outbox sent on a UTC day.</summary>
    public async Task ListsWhatLeft(Neighbourhood hood, LocalDate day, Func<Message, ProviderRecord?> record)
    {
        foreach (var message in await Left(hood, day))
            if (record(message) is { } listed) Lists(day, listed);
    }

    public static async Task<IReadOnlyList<Message>> Left(Neighbourhood hood, LocalDate day) =>
        [.. (await hood.Sql(db => db.Messages.AsNoTracking().Where(m => m.ProviderSid != null).ToListAsync())).Where(m => m.InFlightSince!.Value.InUtc().Date == day)];

    public Task<ProviderRecord?> Read(string sid, MessageId reference, Instant flownAt, CancellationToken cancel) =>
        Task.FromResult(_lists.Where(l => l.Record.Sid == sid).Select(l => l.Record).FirstOrDefault() ?? Hidden.GetValueOrDefault(sid));

    public async IAsyncEnumerable<ProviderRecord> SentOn(LocalDate day, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        if (IsAway) throw new HttpRequestException("no network");
        foreach (var (_, record) in _lists.Where(l => l.Day == day)) yield return record;
    }

    public async IAsyncEnumerable<ReceivedSmsRecord> ReceivedSince(Instant since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        yield break;
    }

    public async Task Redact(string sid, CancellationToken cancel)
    {
        if (IsAway) throw new HttpRequestException("no network");
        Redacted.Add(sid);
        await OnRedact(sid);
    }
}
