using CyberVoisins.Core.Geography;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Geocoding;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Associations;

/// <summary>An association, seen from a place.</summary>
/// <param name="Serves">Whether it works there: people of that place may ask it for help and volunteer with it.</param>
/// <param name="Kilometres">From the middle of its circle, to the kilometre above; null where it has no circle.</param>
internal sealed record AssociationNear(Association Association, bool Serves, int? Kilometres);

/// <summary>Roughly where a place is: the middle of a cell of about a kilometre, or of the commune where houses stand apart. Of what the caller just typed, and of nobody who is known here.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="RadiusMetres">The place lies within.</param>
internal sealed record RoughPlace(double Latitude, double Longitude, int RadiusMetres)
{
    public static RoughPlace? Of(BlurredPoint? point) => point is null ? null : new(point.Centre.Latitude, point.Centre.Longitude, point.RadiusMetres);
}

/// <summary>Which associations are near a place.</summary>
/// <param name="Commune">What the place is in, "Paris 17e Arrondissement"; null where the place was not found, or is in no commune that we know.</param>
/// <param name="Around">Roughly where the place is, for a map; null where it was not found.</param>
/// <param name="Associations">Those that serve the place first, then by distance, at most 5; where none serves it, the 3 nearest within 100 km.</param>
/// <param name="Suggestions">Where the place was not found: what may have been meant.</param>
internal sealed record NearPlace(string? Commune, RoughPlace? Around, IReadOnlyList<AssociationNear> Associations, IReadOnlyList<string> Suggestions);

/// <summary>Whose a place is, for whoever does not know the names of associations. Tells of associations only, never of people; what was typed is not kept.</summary>
internal sealed class AssociationsNear(AppDb db, Places places, CommuneTable communes, AddressLimits limits)
{
    private const int PerHour = 60, MostServing = 5, MostOthers = 3, FarthestKilometres = 100;

    /// <exception cref="Refusal">InvalidText, InvalidCoordinates, AddressAbroad, TooManyAttempts.</exception>
    public async Task<NearPlace> Run(AddressInput address, CancellationToken cancel)
    {
        limits.Take("near", PerHour, Duration.FromHours(1));
        return await places.Ask(address, "address", cancel) switch
        {
            AddressAnswer.Found found => await Of(found.Place, cancel),
            AddressAnswer.NotFound missing => new(null, null, [], [.. missing.Suggestions.Select(p => p.Label)]),
            _ => throw new Refusal(ErrorCode.AddressAbroad, "address"),
        };
    }

    private async Task<NearPlace> Of(Place place, CancellationToken cancel)
    {
        var seen = (await db.Associations.AsNoTracking().ToListAsync(cancel))
            .Select(a => new AssociationNear(a, a.Territory.Contains(place), a.Territory.Center is { } center ? (center.MetresTo(place.Coordinates) + 999) / 1000 : null))
            .OrderBy(a => a.Kilometres ?? FarthestKilometres).ThenBy(a => a.Association.Name, StringComparer.Ordinal).ToList();
        var serving = seen.Where(a => a.Serves).Take(MostServing).ToList();
        return new(
            communes.All.FirstOrDefault(c => c.Code == place.CommuneCode)?.Name, RoughPlace.Of(places.Blurred(place).Blurred),
            serving.Count > 0 ? serving : [.. seen.Where(a => a.Kilometres <= FarthestKilometres).Take(MostOthers)], []);
    }
}
