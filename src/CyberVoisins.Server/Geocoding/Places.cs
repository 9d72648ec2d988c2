using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;

namespace CyberVoisins.Server.Geocoding;

/// <summary>An address that a use case can trust: found, in France, in the association's territory, or a refusal with suggestions.</summary>
internal sealed class Places(AddressFinder finder, DensityTable densities, CommuneTable communes)
{
    public async Task<Place> Find(AddressInput input, string field, Association association, CancellationToken cancel)
    {
        var place = await Ask(input, field, cancel) switch
        {
            AddressAnswer.Found found => found.Place,
            AddressAnswer.NotFound missing => throw new Refusal(ErrorCode.AddressNotFound, field) { Suggestions = [.. missing.Suggestions.Select(p => p.Label)] },
            AddressAnswer.Abroad => throw new Refusal(ErrorCode.AddressAbroad, field),
            var other => throw new InvalidOperationException($"An address answer that nobody reads: {other.GetType().Name}"),
        };
        return association.Territory.Contains(place) ? Blurred(place) : throw new Refusal(ErrorCode.OutsideTerritory, field);
    }

    /// <summary>Whatever became of it, for whoever does not know yet whose the place is.</summary>
    /// <exception cref="Refusal">InvalidText, InvalidCoordinates.</exception>
    public async Task<AddressAnswer> Ask(AddressInput input, string field, CancellationToken cancel)
    {
        if ((input.Latitude is null) != (input.Longitude is null))
            throw new Refusal(ErrorCode.InvalidCoordinates, $"{field}.{(input.Latitude is null ? "latitude" : "longitude")}");
        Coordinates? given = null;
        if (input is { Latitude: { } latitude, Longitude: { } longitude })
            given = Coordinates.IsValid(latitude, longitude)
                ? new Coordinates(latitude, longitude)
                : throw new Refusal(ErrorCode.InvalidCoordinates, $"{field}.latitude");
        var text = given is null || !string.IsNullOrWhiteSpace(input.Text) ? Check.Text(input.Text, $"{field}.text", 3, 200) : null;
        // Looked up, it is answered in the address service's own words; beside a point, or when that service is away, it is shown as it was written.
        var answer = await finder.Find(new AddressQuery(text, given), cancel);
        if (text is not null && answer is AddressAnswer.Found found && ContactInText.InAddress(found.Place.Label)) throw new Refusal(ErrorCode.ContactInAddress, $"{field}.text");
        return answer;
    }

    /// <summary>Where houses stand apart, a cell of the grid would show one of them.</summary>
    public Place Blurred(Place place) =>
        densities.Of(place.CommuneCode) is DensityClass.DispersedRural or DensityClass.VeryDispersedRural && communes.All.FirstOrDefault(c => c.Code == place.CommuneCode) is { } commune
            ? place.BlurredToCommune(commune.Center)
            : place;
}
