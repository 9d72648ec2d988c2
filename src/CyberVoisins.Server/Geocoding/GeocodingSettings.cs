using System.ComponentModel.DataAnnotations;

namespace CyberVoisins.Server.Geocoding;

internal enum GeocodingMode
{
    /// <summary>Ask the address service; its outage falls back to the table of communes.</summary>
    Online,
    /// <summary>Only the table of communes: no address leaves the machine.</summary>
    Offline,
}

/// <summary>Section "Geocoding".</summary>
internal sealed class GeocodingSettings
{
    public const string Section = "Geocoding";

    public GeocodingMode Mode { get; set; } = GeocodingMode.Online;

    /// <summary>The State's service, or the /search/ of one's own addok.</summary>
    [Url]
    public string BaseUrl { get; set; } = "https://data.geopf.fr/geocodage/search";

    /// <summary>For one attempt.</summary>
    [Range(0.05, 30)]
    public double AttemptSeconds { get; set; } = 2;

    /// <summary>For all attempts together: somebody is waiting in front of a form. Above the 5 s that the State's service asks for after a 429.</summary>
    [Range(0.1, 60)]
    public double TotalSeconds { get; set; } = 8;
}
