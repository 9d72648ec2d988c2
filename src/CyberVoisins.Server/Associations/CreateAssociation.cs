using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using NodaTime;

namespace CyberVoisins.Server.Associations;

/// <summary>A new association and its territory.</summary>
/// <param name="Name">3 to 80 characters.</param>
/// <param name="SmsName">How its SMS begin, 3 to 20 characters.</param>
/// <param name="Phone">The number people call; a landline is fine.</param>
/// <param name="Territory">Where it works.</param>
/// <param name="TimeZone">IANA name, by default Europe/Paris.</param>
/// <param name="Policy">How its volunteers are asked; by default the usual way.</param>
public sealed record CreateAssociationInput(
    string Name, string SmsName, string Phone, TerritoryInput Territory, string? TimeZone, AskingPolicyInput? Policy);

/// <summary>A circle, or communes, or both.</summary>
/// <param name="Latitude">Degrees north of the centre, -90 to 90.</param>
/// <param name="Longitude">Degrees east of the centre, -180 to 180.</param>
/// <param name="RadiusMetres">500 to 100,000.</param>
/// <param name="CommuneCodes">INSEE codes, at most 500.</param>
public sealed record TerritoryInput(double? Latitude, double? Longitude, int? RadiusMetres, IReadOnlyList<string>? CommuneCodes);

/// <summary>How volunteers are asked; what is left out keeps its default.</summary>
/// <param name="WaveSize">How many at once, 1 to 200.</param>
/// <param name="OfferExpiryMinutes">15 to 4,320, counted from 8:00 to 22:00 only.</param>
/// <param name="MaximumRadiusMetres">500 to 100,000.</param>
/// <param name="MinimumNoticeMinutes">60 to 2,880.</param>
/// <param name="RotationLimit">How often the same two may meet within 90 days, 1 to 20; 0 lifts the limit.</param>
/// <param name="MaximumCarryOverMinutes">Unused minutes that are good in the next month, 0 (none) to 120.</param>
public sealed record AskingPolicyInput(
    int? WaveSize, int? OfferExpiryMinutes, int? MaximumRadiusMetres, int? MinimumNoticeMinutes, int? RotationLimit, int? MaximumCarryOverMinutes);

internal sealed class CreateAssociation(AppDb db, Transactions transactions, CurrentUser user, Phones phones, TimeProvider clock)
{
    public Task<Association> Run(CreateAssociationInput input, CancellationToken cancel)
    {
        user.RequireAdministrator();
        var zone = input.TimeZone ?? "Europe/Paris";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            throw new Refusal(ErrorCode.UnknownTimeZone, "timeZone");

        var association = new Association
        {
            Id = clock.NewId<AssociationId>(),
            Name = Check.Text(input.Name, "name", 3, 80),
            SmsName = Check.Text(input.SmsName, "smsName", 3, 20),
            Phone = phones.ParseAny(input.Phone, "phone"),
            Territory = TerritoryOf(input.Territory),
            TimeZone = zone,
            Policy = PolicyOf(AskingPolicy.Default, input.Policy),
            CreatedAt = clock.Now(),
        };
        return transactions.Run(() =>
        {
            db.Associations.Add(association);
            return Task.FromResult(association);
        }, cancel);
    }

    internal static Territory TerritoryOf(TerritoryInput input)
    {
        var communes = Check.List(input.CommuneCodes ?? [], "territory.communeCodes", 0, 500);
        if (communes.Any(code => code.Length != 5 || !code.All(char.IsAsciiLetterOrDigit)))
            throw new Refusal(ErrorCode.InvalidTerritory, "territory.communeCodes");
        if (input is { Latitude: null, Longitude: null, RadiusMetres: null } && communes.Count > 0)
            return new(null, null, communes);
        if (input is not { Latitude: { } latitude, Longitude: { } longitude, RadiusMetres: >= 500 and <= 100_000 and var radius })
            throw new Refusal(ErrorCode.InvalidTerritory, "territory");
        if (!Coordinates.IsValid(latitude, longitude))
            throw new Refusal(ErrorCode.InvalidCoordinates, "territory.latitude");
        return new(new Coordinates(latitude, longitude), radius, communes);
    }

    internal static AskingPolicy PolicyOf(AskingPolicy current, AskingPolicyInput? input) => input is null
        ? current
        : new(
            Bounded(input.WaveSize, current.WaveSize, "waveSize", 1, 200),
            Bounded(input.OfferExpiryMinutes, current.OfferExpiryMinutes, "offerExpiryMinutes", 15, 4_320),
            Bounded(input.MaximumRadiusMetres, current.MaximumRadiusMetres, "maximumRadiusMetres", 500, 100_000),
            Bounded(input.MinimumNoticeMinutes, current.MinimumNoticeMinutes, "minimumNoticeMinutes", 60, 2_880),
            Bounded(input.RotationLimit, current.RotationLimit ?? 0, "rotationLimit", 0, 20) is var limit and > 0 ? limit : null,
            Bounded(input.MaximumCarryOverMinutes, current.MaximumCarryOverMinutes, "maximumCarryOverMinutes", 0, 120));

    private static int Bounded(int? value, int current, string field, int minimum, int maximum) => value switch
    {
        null => current,
        { } v when v >= minimum && v <= maximum => v,
        _ => throw new Refusal(ErrorCode.InvalidPolicy, $"policy.{field}", field, minimum, maximum),
    };
}
