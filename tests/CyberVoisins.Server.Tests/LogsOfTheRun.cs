using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CyberVoisins.Server.Tests;
using CyberVoisins.Server.Words;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(LogsOfTheRun))]

namespace CyberVoisins.Server.Tests;

/// <summary>
/// Every log of the whole run, of the service in these tests and of the processes that they start, read at the end: no
/// telephone number and no words of an SMS stand in it. A run in which some do fails.
/// </summary>
public sealed partial class LogsOfTheRun : IAsyncDisposable
{
    private const int MostLines = 20;

    /// <summary>What stands between the figures of a text and is long enough to be nothing else.</summary>
    private const int LongEnough = 14;

    private static readonly ConcurrentBag<string> Found = [];
    private static readonly Lazy<IReadOnlyList<string>> Phrases = new(() => [.. WordsOfSms().Distinct(StringComparer.Ordinal)]);
    private static int _lines;

    /// <summary>Reads what one service logs.</summary>
    internal static ILoggerProvider Provider => new Reader();

    /// <summary>Reads what a process wrote.</summary>
    internal static void Read(string? line)
    {
        if (line is null) return;
        Interlocked.Increment(ref _lines);
        if (HoldsATelephone(line) || Phrases.Value.Any(phrase => line.Contains(phrase, StringComparison.Ordinal))) Found.Add(line);
    }

    internal static bool HoldsATelephone(string line) => Telephone().IsMatch(line);

    public ValueTask DisposeAsync() => Found.IsEmpty
        ? ValueTask.CompletedTask
        : throw new InvalidOperationException($"{Found.Count} of {_lines} lines of the logs of this run hold a telephone number or the words of an SMS:\n{string.Join('\n', Found.Take(MostLines))}");

    private static IEnumerable<string> WordsOfSms() =>
        from culture in new[] { CultureInfo.InvariantCulture, Words.Words.English }
        from entry in Words.Words.Sms.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
        from phrase in Figure().Split((string)entry.Value!)
        where phrase.Trim().Length >= LongEnough
        select phrase.Trim();

    // As E.164, and as it is written in France.
    [GeneratedRegex(@"(?<![0-9a-f-])\+?(33|262|508|590|594|596|681|687|689)[1-9][0-9]{8}(?![0-9a-f-])|(?<![0-9a-f-])0[1-9]([ .]?[0-9]{2}){4}(?![0-9a-f-])")]
    private static partial Regex Telephone();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Figure();

    private sealed class Reader : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Read($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}

/// <summary>The reader at the end reads: otherwise its silence proves nothing.</summary>
public sealed class TheReaderOfLogs
{
    [Theory]
    [InlineData("Sent to +33639980001.", true)]
    [InlineData("Sent to 06 39 98 00 01.", true)]
    [InlineData("Sent to ••01.", false)]
    [InlineData("Message 01a20cc8-8e80-7006-8379-c9d768f88aeb left in 0123456 ms.", false)]
    public void Knows_a_telephone(string line, bool held) => Assert.Equal(held, LogsOfTheRun.HoldsATelephone(line));
}
