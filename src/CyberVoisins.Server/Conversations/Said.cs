using CyberVoisins.Core;

namespace CyberVoisins.Server.Conversations;

/// <summary>What an answer came to, and what is said back.</summary>
/// <param name="Short">Key of what is said of it among several: "SHORT_DECLINED".</param>
/// <param name="Text">Null when another SMS says it already.</param>
/// <param name="OneWay">The text for a sender that receives no answer, when it is another.</param>
internal sealed record Said(string Short, string? Text, string? OneWay = null)
{
    private const string AskByPhone = "ASK_ONE_WAY";

    /// <summary>The offer or the visit that was meant; null when none was found.</summary>
    public OfferId? Offer { get; init; }
    public VisitId? Visit { get; init; }

    /// <summary>One of ANSWER_…: its short form has the same name.</summary>
    public static Said Answer(Sender sender, string key, object? figure = null) => new($"SHORT_{key}", sender.Say($"ANSWER_{key}", figure));

    public static Said Plain(Sender sender, string key, object? figure = null) => new($"SHORT_{key}", sender.Say(key, figure));

    /// <summary>What asks for another SMS.</summary>
    /// <param name="oneWay">What is said instead where none can be sent.</param>
    public static Said Question(Sender sender, string key, object? figure = null, string oneWay = AskByPhone) =>
        new($"SHORT_{key}", sender.Say(key, figure), sender.Association is null ? null : sender.Say(oneWay, figure));
}
