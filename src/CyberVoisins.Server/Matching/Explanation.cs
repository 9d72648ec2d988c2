using System.Globalization;
using CyberVoisins.Core.Matching;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Matching;

/// <summary>The rules' reasons in a sentence, in the reader's language.</summary>
internal sealed class Explanation(Reader reader)
{
    public string Sentence(Reason reason) =>
        Labels.Say(reader.Culture, $"REASON_{reason.Rule.UpperSnake()}", Figure(reason.Rule, reason.Found), Figure(reason.Rule, reason.Limit));

    /// <summary>"0.4 km de moins": what would have made the rule say yes.</summary>
    public string Sentence(Change change) => Labels.Say(reader.Culture, $"CHANGE_{change.Rule.UpperSnake()}",
        Figure(change.Rule, change.Amount), change.FreeFrom is { } from ? Phrases.When(from.ToInstant(), from.Zone, reader.Culture) : "");

    public string Rule(Rule rule) => Labels.Say(reader.Culture, $"RULE_{rule.UpperSnake()}");

    /// <summary>"1,2": to 100 m, upwards, since an explanation must not become a way to find an address, and "0.0 km nearer" says nothing.</summary>
    public string Kilometres(int metres)
    {
        var text = (Math.Ceiling(metres / 100.0) / 10).ToString("0.0", CultureInfo.InvariantCulture);
        return reader.Culture.Equals(French) ? text.Replace('.', ',') : text;
    }

    private string Figure(Rule rule, int? figure) => (rule, figure) switch
    {
        (_, null) => "",
        (Core.Matching.Rule.WithinReach, { } metres) => Kilometres(metres),
        (_, { } other) => other.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Who reads the answer: the language of this request, French unless the caller prefers English.</summary>
internal sealed class Reader(IHttpContextAccessor http)
{
    /// <summary>A page's address may name it ("?langue=en", as a link of ours in that language does); else what the browser prefers.</summary>
    public CultureInfo Culture => (string?)http.HttpContext?.Request.Query["langue"] switch { "en" => English, "fr" => French, _ => Preferred };

    private CultureInfo Preferred => http.HttpContext?.Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(l => l.Quality ?? 1)
        .Select(l => l.Value.ToString().Split('-')[0])
        .FirstOrDefault(l => l is "fr" or "en") == "en" ? English : French;
}
