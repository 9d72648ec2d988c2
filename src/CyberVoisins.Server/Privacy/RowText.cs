using System.Globalization;
using System.Text.Json.Nodes;
using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace CyberVoisins.Server.Privacy;

/// <summary>A row as a person may read it: every column that says something, by its name; no hashes, locks or internal ids of others.</summary>
internal static class RowText
{
    private static readonly HashSet<string> Internal =
        ["Revision", "DedupKey", "LeasedBy", "LeasedUntil", "Attempts", "Checks", "CheckAt", "VoiceCodeHash", "VoiceCodeMisses", "Key", "Extra", "InFlightSince", "ProviderSid", "RedactedAtProviderAt", "Hash", "SnapshotKey",
         "PasswordHash", "SecurityStamp", "ConcurrencyStamp", "NormalizedUserName", "NormalizedEmail", "UserName", "AuthorUserId", "AddedByUserId", "ByUserId", "RecordedByUserId", "CreatedByUserId", "AnsweredByUserId", "TextHash", "Stamp"];

    public static JsonObject Of(AppDb db, object entity)
    {
        var row = new JsonObject();
        var entry = db.Entry(entity);
        foreach (var property in entry.Properties.Where(p => !Internal.Contains(p.Metadata.Name)))
            if (property.CurrentValue is { } value) row[Camel(property.Metadata.Name)] = Text(value);
        foreach (var complex in entry.ComplexProperties)
            if (complex.CurrentValue is Place place)
                row[Camel(complex.Metadata.Name)] = new JsonObject { ["label"] = place.Label, ["communeCode"] = place.CommuneCode, ["latitude"] = place.Latitude, ["longitude"] = place.Longitude, ["shownLatitude"] = place.BlurredLatitude, ["shownLongitude"] = place.BlurredLongitude };
        entry.State = EntityState.Detached;
        return row;
    }

    private static JsonNode Text(object value) => value switch
    {
        bool yes => yes,
        int or long or double or decimal => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        Instant at => InstantPattern.ExtendedIso.Format(at),
        LocalDate day => LocalDatePattern.Iso.Format(day),
        Core.Messages.PhoneNumber phone => phone.E164, // its own text hides most of it
        System.Collections.IEnumerable list and not string => new JsonArray([.. list.Cast<object>().Select(Text)]),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
