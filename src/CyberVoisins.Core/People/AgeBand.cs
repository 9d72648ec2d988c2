namespace CyberVoisins.Core.People;

/// <summary>
/// How old, roughly, when the person wanted to say: for the audit of fairness only, never read by the matching. No date
/// of birth is kept.
/// </summary>
public enum AgeBand
{
    Under25,
    From25To59,
    From60To69,
    From70To79,
    From80,
}
