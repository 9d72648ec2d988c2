using System.Reflection;
using System.Text;
using System.Text.Json;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Explanations;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Matching.Explanations;

public sealed class TheSnapshot
{
    [Property(MaxTest = 200)]
    public Property Is_read_back_as_it_was_and_ranks_the_same() => Prop.ForAll(Snapshots.Any.ToArbitrary(), snapshot =>
    {
        var again = InputSnapshot.Read(snapshot.ToJson());
        return again.ToJson().SequenceEqual(snapshot.ToJson())
            && again.Subject == snapshot.Subject
            && again.Rank().Where(a => a.Rank is not null).Select(a => (a.VolunteerId, a.Proposal)).SequenceEqual(
                snapshot.Rank().Where(a => a.Rank is not null).Select(a => (a.VolunteerId, a.Proposal)));
    });

    [Property(MaxTest = 100)]
    public Property The_order_in_which_candidates_were_found_changes_nothing() => Prop.ForAll(Snapshots.Any.ToArbitrary(), snapshot =>
        (snapshot with { Candidates = [.. snapshot.Candidates.Reverse()] }).Hash == snapshot.Hash);

    /// <summary>A fact that is added to a request or a volunteer one day is in the snapshot the same day.</summary>
    [Theory]
    [InlineData(typeof(Need), "need")]
    [InlineData(typeof(RankingWeights), "weights")]
    [InlineData(typeof(Candidate), "candidates")]
    public void Holds_every_fact_that_a_ranking_reads(Type type, string key)
    {
        using var json = JsonDocument.Parse(Snapshots.Of(Make.Candidate()).ToJson());
        var element = json.RootElement.GetProperty(key);
        var written = (element.ValueKind == JsonValueKind.Array ? element[0] : element).EnumerateObject().Select(p => p.Name).Order();
        var facts = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order();
        Assert.Equal(facts, written);
    }

    [Theory]
    [InlineData("\"minutes\":30", "\"minutes\":30,\"secret\":1")]
    [InlineData("\"minutes\":30,", "")]
    [InlineData("\"deviceBasics\"", "\"telepathy\"")]
    [InlineData("\"Europe/Paris\"", "\"Europe/Atlantis\"")]
    [InlineData("48.887600,2.307200", "948.887600,2.307200")]
    public void What_it_did_not_write_it_does_not_read(string what, string instead)
    {
        var json = Encoding.UTF8.GetString(Snapshots.Of(Make.Candidate()).ToJson());
        Assert.Contains(what, json, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => InputSnapshot.Read(Encoding.UTF8.GetBytes(json.Replace(what, instead, StringComparison.Ordinal))));
    }
}

public sealed class CanonicalText
{
    private sealed record Sample(string Zeta, int? Alpha, IReadOnlyDictionary<string, int> Map, Rule Rule, Instant At);

    private static readonly Sample Value = new("Élodie < 80 ans & \"ça\" 👵\n\u0001", null, new Dictionary<string, int> { ["b"] = 2, ["B"] = 1, ["é"] = 3 }, Rule.WithinReach, Make.Now);

    [Fact]
    public void Has_sorted_keys_no_spaces_and_letters_as_they_are() => Assert.Equal(
        """{"alpha":null,"at":"2026-11-24T09:00:00Z","map":{"B":1,"b":2,"é":3},"rule":"withinReach","zeta":"Élodie < 80 ans & \"ça\" 👵\n\u0001"}""",
        Encoding.UTF8.GetString(CanonicalJson.Write(Value)));

    /// <summary>python3: hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest().</summary>
    [Fact]
    public void Has_the_hash_that_an_outsider_computes_in_python() => Assert.Equal("11d35ba5728d7fd4e28d2b17edb6d16169820d66a9ef35f982ff5c06c726ec1c", CanonicalJson.HashOf(Value));
}
