using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using NodaTime;

namespace CyberVoisins.Core.Matching;

/// <summary>What to do next for a request that is being searched for.</summary>
public enum NextStep
{
    /// <summary>Ask the best, as many as there are places.</summary>
    Ask,
    /// <summary>Look in the next ring.</summary>
    Widen,
    /// <summary>Somebody is about to answer, this request or another.</summary>
    Wait,
    /// <summary>A person must act.</summary>
    Escalate,
}

/// <summary>How far the search has come since it began. A no is not counted: it makes room for the next, and costs nobody anything.</summary>
/// <param name="Pending">Offers that wait for an answer.</param>
/// <param name="Expired">Offers that nobody answered in time; a late yes still counts.</param>
/// <param name="Urgent">As said by <see cref="OnlinePolicy.IsUrgent"/>.</param>
public sealed record SearchState(int Pending, int Expired, bool Urgent);

/// <summary>What a ring holds.</summary>
/// <param name="MayBeAsked">Volunteers whom every rule lets through.</param>
/// <param name="Held">Volunteers whom only their open offers keep from being asked.</param>
/// <param name="RadiusMetres">How wide it is.</param>
public sealed record RingFound(int MayBeAsked, int Held, int RadiusMetres);

/// <summary>
/// What happens when a request comes in: one neighbour is asked at a time, the next after a no or after twelve waking
/// hours of silence, and a late yes still counts. Chosen by simulation over three months: docs/matching.md, "When a request comes in".
/// </summary>
public static class OnlinePolicy
{
    /// <summary>Asked at once when it is urgent and two have not answered.</summary>
    public const int UrgentWave = 3;

    public const int SilencesBeforeWave = 2;

    /// <summary>The points need somebody to choose among: a ring with fewer is widened.</summary>
    public const int EnoughToChoose = 15;

    public static readonly Duration UrgentWithin = Duration.FromHours(72);

    /// <summary>The last time that suits ends within 72 hours, or a right is lost at a date.</summary>
    public static bool IsUrgent(IEnumerable<TimeWindow> windows, IEnumerable<Situation> situations, Instant now) =>
        situations.Contains(Situation.DeadlineLosesARight)
        || windows.Select(w => w.End).DefaultIfEmpty(now).Max() <= now + UrgentWithin;

    /// <summary>How many may be asked now.</summary>
    public static int Places(AskingPolicy policy, SearchState state)
    {
        var wave = state.Urgent && state.Expired >= SilencesBeforeWave ? Math.Max(policy.WaveSize, UrgentWave) : policy.WaveSize;
        return Math.Max(0, wave - state.Pending);
    }

    /// <summary>Until when the next are not asked instead; nobody's time runs at night.</summary>
    /// <param name="readable">The first civil hour at which the SMS may leave.</param>
    public static Instant ExpiryOf(AskingPolicy policy, Instant readable, DateTimeZone zone) =>
        WakingHours.After(readable, Duration.FromMinutes(policy.OfferExpiryMinutes), zone);

    /// <summary>What to do with what this ring holds.</summary>
    public static NextStep Next(AskingPolicy policy, SearchState state, RingFound ring)
    {
        var places = Places(policy, state);
        if (places == 0) return NextStep.Wait;
        if (ring.MayBeAsked < Math.Max(places, EnoughToChoose) && ring.RadiusMetres < policy.MaximumRadiusMetres) return NextStep.Widen;
        if (ring.MayBeAsked > 0) return NextStep.Ask;
        return state.Pending > 0 || ring.Held > 0 ? NextStep.Wait : NextStep.Escalate;
    }
}
