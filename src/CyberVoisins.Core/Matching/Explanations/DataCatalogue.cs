using System.Globalization;
using NodaTime;

namespace CyberVoisins.Core.Matching.Explanations;

/// <summary>
/// Which data the rules read, where each comes from and why it may be used. A sex is read only when a resident asks for a
/// woman (loi 2008-496), and is then a filter, never points.
/// </summary>
public static class DataCatalogue
{
    /// <summary>GDPR 6(1)(b): what was asked for, or offered, cannot be done without it.</summary>
    private const string Service = "GDPR 6(1)(b)";

    /// <summary>GDPR 6(1)(f): fairness between volunteers, and safety.</summary>
    private const string Interest = "GDPR 6(1)(f)";

    /// <summary>Known or askable, and read by no rule and no point. Kept true by the signatures: <see cref="Need"/> and <see cref="Candidate"/> hold none of them.</summary>
    public static readonly IReadOnlyList<string> NotUsed =
        ["name", "age", "health", "nationality", "origin", "religion", "income", "photo", "ratings", "earlier refusals", "words of the request"];

    /// <param name="askedAt">When the request was written down.</param>
    public static IEnumerable<DataItem> Of(Need need, Instant askedAt) =>
    [
        new("category", $"{need.Category}", DataSource.Resident, askedAt, Service, true),
        new("duration", Plain(need.Minutes), DataSource.Resident, askedAt, Service, true),
        new("modes", string.Join(' ', need.Modes), DataSource.Resident, askedAt, Service, true),
        new("times", Plain(need.Windows.Count), DataSource.Resident, askedAt, Service, true),
        new("language", need.Language, DataSource.Resident, askedAt, Service, true),
        new("requirements", string.Join(' ', need.Constraints), DataSource.Resident, askedAt, Service, false),
        new("searchRadius", Plain(need.RadiusMetres), DataSource.Association, askedAt, Service, true),
    ];

    /// <param name="profileAt">When the volunteer last wrote the profile.</param>
    /// <param name="now">When the rest was counted.</param>
    public static IEnumerable<DataItem> Of(Need need, Candidate c, Instant profileAt, Instant now) =>
    [
        new("state", $"{c.State}", DataSource.Association, profileAt, Service, true),
        new("vouchLevel", c.Guarantee.Level is { } level ? $"{level}" : "none", DataSource.Association, profileAt, Interest, true),
        new("vouchingInDate", c.Guarantee.InDate ? "yes" : "no", DataSource.Association, now, Interest, true),
        new("charterAccepted", c.Guarantee.CharterAccepted ? "yes" : "no", DataSource.Volunteer, now, Interest, true),
        new("minor", c.Guarantee.Minor ? "yes" : "no", DataSource.Volunteer, now, Interest, false),
        .. c.Guarantee.Minor ? [new("guardianConsents", c.Guarantee.GuardianConsents ? "yes" : "no", DataSource.Association, now, Interest, true)] : Array.Empty<DataItem>(),
        new("distance", Plain(Figure.Distance(c.Place.MetresTo(need.Place)).Value!.Value), DataSource.Computed, now, Service, true),
        new("ownLimit", Plain(c.MaxDistanceMetres), DataSource.Volunteer, profileAt, Service, true),
        new("kindsOfHelp", string.Join(' ', c.Categories), DataSource.Volunteer, profileAt, Service, true),
        new("languages", string.Join(' ', c.Languages), DataSource.Volunteer, profileAt, Service, true),
        new("modes", string.Join(' ', c.Modes), DataSource.Volunteer, profileAt, Service, true),
        new("freeTimes", c.Availability.ToString(), DataSource.Volunteer, profileAt, Service, true),
        new("minutesPerMonth", Plain(c.MinutesPerMonth), DataSource.Volunteer, profileAt, Service, true),
        new("minutesUsed", string.Join(' ', c.MinutesUsed.OrderBy(m => m.Key).Select(m => $"{Plain(m.Key)}={Plain(m.Value)}")), DataSource.Computed, now, Service, true),
        new("fixedVisits", Plain(c.Busy.Count), DataSource.Computed, now, Service, true),
        new("openOffers", Plain(c.OpenOffers), DataSource.Computed, now, Interest, true),
        new("askedForThis", c.AskedForThis ? "yes" : "no", DataSource.Computed, now, Interest, true),
        new("lastAsked", c.LastAskedAt is { } at ? Plain((now - at).Days) : "never", DataSource.Computed, now, Interest, false),
        new("visitsTogether", Plain(c.VisitsTogether), DataSource.Computed, now, Interest, false),
        new("blocked", c.Blocked ? "yes" : "no", DataSource.Association, now, Interest, true),
        new("expectedMinutes", c.ExpectedMinutes is { } e ? Plain(e) : "unknown", DataSource.Computed, now, Interest, false),
        .. Requested(need, c, profileAt),
    ];

    /// <summary>What a month's plan reads of a request; who may help is the result of the rules, which read the rest.</summary>
    /// <param name="askedAt">When the request was written down.</param>
    /// <param name="now">When the rest was counted.</param>
    public static IEnumerable<DataItem> Of(Plan.BookedRequest request, Instant askedAt, Instant now) =>
    [
        new("duration", Plain(request.Units * 30), DataSource.Resident, askedAt, Service, true),
        new("needClass", Plain(request.Need), DataSource.Resident, askedAt, Interest, true),
        new("commune", request.Commune, DataSource.Geocoder, askedAt, Service, true),
        new("waitedDays", Plain(request.WaitedDays), DataSource.Computed, now, Interest, true),
        new("eligibleNeighbours", Plain(request.Row.Count), DataSource.Computed, now, Service, true),
        .. request.CouldHelp is { } couldHelp ? [new("couldHelp", Plain(couldHelp), DataSource.Computed, now, Service, true)] : Array.Empty<DataItem>(),
        new("helpersInCommune", Plain(request.HelpersInCommune), DataSource.Computed, now, Interest, true),
    ];

    /// <summary>Read only when the resident requires it.</summary>
    private static IEnumerable<DataItem> Requested(Need need, Candidate c, Instant profileAt)
    {
        foreach (var constraint in need.Constraints)
            yield return constraint switch
            {
                Requests.Constraint.WomanHelper => new("woman", c.IsWoman ? "yes" : "unknown", DataSource.Volunteer, profileAt, Interest, false),
                Requests.Constraint.IdentityVerified => new("identitySeen", c.IdentityVerified ? "yes" : "no", DataSource.Association, profileAt, Interest, false),
                Requests.Constraint.StepFree => new("stepFreePlace", c.OffersStepFreePlace ? "yes" : "no", DataSource.Volunteer, profileAt, Service, false),
            };
    }

    private static string Plain(int value) => value.ToString(CultureInfo.InvariantCulture);
}
