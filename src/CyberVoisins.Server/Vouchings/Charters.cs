using System.Globalization;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Vouchings;

/// <summary>The text of a charter, and who accepted it.</summary>
internal sealed class Charters(AppDb db, TimeProvider clock)
{
    public const int LongestAdditions = 2_000;

    /// <summary>Rules of our own text (PAGE_CHARTER_01 to …).</summary>
    public const int Rules = 14;

    public async Task<Charter> Current(Association association, CancellationToken cancel) =>
        await db.Charters.AsNoTracking().SingleOrDefaultAsync(c => c.AssociationId == association.Id && c.Version == association.CharterVersion, cancel) ?? Charter.Default(association);

    /// <summary>Rule after rule: ours, then the association's, which are in its own language.</summary>
    public static IReadOnlyList<string> Lines(Charter charter, CultureInfo culture) =>
    [
        .. Enumerable.Range(1, Rules).Select(n => Labels.Say(culture, $"PAGE_CHARTER_{n:00}")),
        .. AdditionsOf(charter),
    ];

    /// <summary>The association's own rules.</summary>
    public static IReadOnlyList<string> AdditionsOf(Charter charter) => charter.Additions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Of the French text, which alone binds.</summary>
    public static string HashOf(Charter charter) => Charter.HashOf(Lines(charter, French));

    /// <summary>Writes down that a volunteer, locked by the caller, accepts today's charter; accepting it twice is once.</summary>
    public async Task Accept(Volunteer volunteer, Association association, ConsentChannel channel, LocalDate on, Guid? writtenBy, CancellationToken cancel)
    {
        if (volunteer.CharterVersion == association.CharterVersion) return;
        volunteer.CharterVersion = association.CharterVersion;
        db.CharterAcceptances.Add(new()
        {
            VolunteerId = volunteer.Id, AssociationId = association.Id, Version = association.CharterVersion, TextHash = HashOf(await Current(association, cancel)),
            Channel = channel, On = on, RecordedAt = clock.Now(), RecordedByUserId = writtenBy,
        });
    }
}
