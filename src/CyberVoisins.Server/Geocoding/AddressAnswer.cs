using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>What became of an address. In doubt it is not found: a wrong place sends somebody to a wrong door.</summary>
internal abstract record AddressAnswer
{
    private AddressAnswer()
    {
    }

    // A record prints its properties, and an address belongs in no log.
    public sealed override string ToString() => GetType().Name;

    public sealed record Found(Place Place) : AddressAnswer;

    /// <summary>Not found, ambiguous, or contradicting itself.</summary>
    /// <param name="Suggestions">What may have been meant, best first, at most 5.</param>
    public sealed record NotFound(IReadOnlyList<Place> Suggestions) : AddressAnswer
    {
        public const int MostSuggestions = 5;
    }

    /// <summary>Outside France, overseas included.</summary>
    public sealed record Abroad : AddressAnswer;
}
