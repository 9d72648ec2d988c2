using System.Globalization;
using CyberVoisins.Core.Geography;
using Microsoft.Extensions.Options;

namespace CyberVoisins.Server.Geocoding;

/// <summary>
/// The only door to geocoding: a point that was given, else the address service, else the table of communes. Addresses
/// are personal data: nothing here writes one to a log.
/// </summary>
internal sealed class AddressFinder(
    BanClient ban, CommuneTable communes, AddressMemory memory, IOptions<GeocodingSettings> settings, ILogger<AddressFinder> logger)
{
    /// <summary>Beyond this from the nearest known centre, the commune stays unknown rather than wrong.</summary>
    private const int CommuneReachMetres = 2_000;

    public async Task<AddressAnswer> Find(AddressQuery query, CancellationToken cancel)
    {
        if (query.Point is { } point)
            return AtPoint(point, query.Text);
        var text = query.Text!;
        if (ForeignPlace.Names(text))
            return new AddressAnswer.Abroad();
        if (settings.Value.Mode == GeocodingMode.Offline || ForeignPlace.MayHaveForeignPostcode(text))
            return CommuneSearch.Find(communes, text);
        return memory.Recall(text) ?? await Ask(text, cancel);
    }

    private async Task<AddressAnswer> Ask(string text, CancellationToken cancel)
    {
        try
        {
            var answer = BanVerdict.Of(text, await ban.Search(text, cancel), CommuneAt);
            if (answer is AddressAnswer.NotFound { Suggestions.Count: 0 })
                answer = new AddressAnswer.NotFound(Suggestions(text));
            memory.Keep(text, answer);
            return answer;
        }
        catch (AddressServiceUnavailable e)
        {
            logger.LogWarning("{Reason} The table of communes answers instead.", e.Message);
            return CommuneSearch.Find(communes, text);
        }
    }

    private AddressAnswer AtPoint(Coordinates point, string? text)
    {
        if (!France.Contains(point))
            return new AddressAnswer.Abroad();
        var commune = CommuneAt(point);
        // To 3 decimals, about 100 m: a label is shown to more people than the point.
        var label = text ?? commune?.Name ?? string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:F3}, {point.Longitude:F3}");
        return new AddressAnswer.Found(new Place(label, commune?.Code ?? "", point, PlacePrecision.Given));
    }

    private Commune? CommuneAt(Coordinates point) => communes.Nearest(point, CommuneReachMetres);

    private IReadOnlyList<Place> Suggestions(string text) => CommuneSearch.Find(communes, text) switch
    {
        AddressAnswer.Found found => [found.Place],
        AddressAnswer.NotFound missing => missing.Suggestions,
        _ => [],
    };
}
