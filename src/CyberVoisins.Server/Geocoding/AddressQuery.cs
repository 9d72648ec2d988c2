using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>What is asked of the finder: an address as it is typed, or a point, or both; the point then decides.</summary>
internal sealed record AddressQuery
{
    public const int MinimumLength = 3;
    public const int MaximumLength = 200;

    /// <param name="text">3 to 200 characters without the spaces around; null or blank when only the point is known.</param>
    /// <exception cref="ArgumentException">Neither text nor point, or a text of another length.</exception>
    public AddressQuery(string? text, Coordinates? point = null)
    {
        if (!IsValid(text, point))
            throw new ArgumentException($"An address has {MinimumLength} to {MaximumLength} characters, or coordinates.", nameof(text));
        Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        Point = point;
    }

    public string? Text { get; }
    public Coordinates? Point { get; }

    public static bool IsValid(string? text, Coordinates? point) =>
        string.IsNullOrWhiteSpace(text) ? point is not null : text.Trim().Length is >= MinimumLength and <= MaximumLength;

    // A record prints its properties, and an address belongs in no log.
    public override string ToString() => nameof(AddressQuery);
}
