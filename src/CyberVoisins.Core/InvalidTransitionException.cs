namespace CyberVoisins.Core;

/// <summary>The story does not go that way: what was asked cannot happen from where things stand.</summary>
/// <param name="thing">"HelpRequest", "Offer", "Visit", "Volunteer" or "Message".</param>
/// <param name="from">The state it is in.</param>
/// <param name="action">What was asked.</param>
public sealed class InvalidTransitionException(string thing, Enum from, string action)
    : Exception($"{thing} in state {from} cannot {action}.")
{
    public string Thing { get; } = thing;
    public Enum From { get; } = from;
}
